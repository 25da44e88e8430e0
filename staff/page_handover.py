"""Passing a request on: the document, the mark, the receipt; and erasing it before its time."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timezone

from starlette.responses import Response

from casework import keys as case_keys
from casework.claims import HANDED_OVER, RequestIsHeld
from casework.erasing import confirm_receipt, erase_request
from casework.requests import MoveIsNotAllowed, RequestIsUnknown
from staff.case_view import CaseView, case_view
from staff.gate import error_page
from staff.handover import RECIPIENTS, Handover, page_of
from staff.handover_pdf import handover_pdf
from staff.page_request import address_of, reference_of
from staff.visit import Visit


async def show_handover(visit: Visit) -> Response:
    reference = reference_of(visit)
    case = await case_view(visit, reference)
    if case is None:
        return await error_page(visit, 404)
    if not case.may_act:
        return await _not_yours(visit, case)
    await visit.record("request.viewed", reference)
    return await visit.page("handover.html", case=case, reference=reference, recipients=RECIPIENTS)


async def export(visit: Visit) -> Response:
    """The PDF or the JSON. Written down before it leaves."""
    reference, form = reference_of(visit), visit.form.get("forme", "")
    case = await case_view(visit, reference)
    recipient = _agreed_recipient(visit, case)
    if case is None or case.given is None or not case.may_act or form not in ("pdf", "json") or recipient is None:
        return await visit.say_and_go(address_of(reference), "stands_at", bad=True, status=_status(visit, case))
    await visit.record(f"request.exported:{form}", reference)
    document = Handover(case.row, case.given, recipient, visit.who.name, datetime.now(timezone.utc))
    name = f'attachment; filename="relais-{reference}.{form}"'
    if form == "json":
        text = json.dumps(document.to_json(), ensure_ascii=False, indent=2)
        return Response(text, media_type="application/json", headers={"Content-Disposition": name})
    pdf = await asyncio.to_thread(handover_pdf, page_of(document, visit.console.words))
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": name})


async def mark_handed_over(visit: Visit) -> Response:
    reference = reference_of(visit)
    case = await case_view(visit, reference)
    recipient = _agreed_recipient(visit, case)
    if recipient is None:
        return await visit.say_and_go(f"{address_of(reference)}/transmettre", "not_agreed", bad=True)
    try:
        await visit.console.claims.move(reference, HANDED_OVER, visit.worker)
    except RequestIsHeld:
        return await visit.say_and_go(address_of(reference), "held_by_nobody", bad=True)
    except (MoveIsNotAllowed, RequestIsUnknown):
        return await visit.say_and_go(address_of(reference), "stands_at", bad=True, status=_status(visit, case))
    await visit.console.redis.hset(case_keys.case(reference), "handed_over_to", recipient)
    await visit.record(f"request.handed_over:{recipient}", reference)
    return await visit.say_and_go(address_of(reference), "handed_over")


async def note_receipt(visit: Visit) -> Response:
    reference = reference_of(visit)
    case = await case_view(visit, reference)
    if case is None:
        return await error_page(visit, 404)
    if not case.may_act:
        return await _not_yours(visit, case)
    try:
        await confirm_receipt(visit.console.redis, reference)
    except (MoveIsNotAllowed, RequestIsUnknown):
        return await visit.say_and_go(address_of(reference), "stands_at", bad=True, status=_status(visit, case))
    await visit.record("request.receipt", reference)
    return await visit.say_and_go(address_of(reference), "receipt")


async def ask_to_erase(visit: Visit) -> Response:
    reference = reference_of(visit)
    case = await case_view(visit, reference)
    if case is None:
        return await error_page(visit, 404)
    return await visit.page("erase.html", case=case, reference=reference)


async def erase(visit: Visit) -> Response:
    reference = reference_of(visit)
    if visit.form.get("oui") != reference:
        return await visit.say_and_go(f"{address_of(reference)}/effacer", "erase_not_confirmed", bad=True)
    # Written down first: an erasure that nobody can explain is worse than a line too many.
    await visit.record("request.erased", reference)
    erased = await erase_request(visit.console.redis, reference)
    return await visit.say_and_go("/demandes", "erased" if erased else "gone", bad=not erased)


async def _not_yours(visit: Visit, case: CaseView) -> Response:
    """Whose it is instead, or that it has to be claimed first."""
    back, holder = address_of(case.row.reference), case.row.holder
    return await visit.say_and_go(back, "held" if holder else "held_by_nobody", bad=True, holder=holder)


def _agreed_recipient(visit: Visit, case: CaseView | None) -> str | None:
    """The one that the form names; another one than the person asked for only if they agreed to it."""
    wanted = visit.form.get("a", "")
    if case is None or wanted not in RECIPIENTS:
        return None
    return wanted if wanted == case.row.recipient or visit.form.get("accord") == "oui" else None


def _status(visit: Visit, case: CaseView | None) -> str:
    return visit.console.words.status(case.row.status, case.row.destination) if case else "?"
