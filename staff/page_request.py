"""One request: what the person gave, and its work: claim, give back, assign, move, note."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime, timezone
from typing import Any

from starlette.responses import Response

from casework import keys as case_keys
from casework.case_file import CaseFile, FileEntry, new_entry_id
from casework.claims import RequestIsHeld
from casework.references import Reference, read_reference
from casework.requests import MoveIsNotAllowed, RequestIsUnknown
from staff import keys
from staff.case_view import case_view, case_workers
from staff.gate import error_page
from staff.visit import Visit


def reference_of(visit: Visit) -> Reference:
    """Of the address; one that is no reference finds nothing."""
    return read_reference(visit.request.path_params["reference"]) or Reference("-")


def address_of(reference: Reference) -> str:
    return f"/demandes/{reference}"


async def show_request(visit: Visit) -> Response:
    reference = reference_of(visit)
    # Written down before anything is shown: who could not be noted does not read.
    await _note_look(visit, reference)
    case = await case_view(visit, reference)
    if case is None:
        return await error_page(visit, 404)
    if case.row.unread and case.may_act:
        await visit.console.redis.hdel(case_keys.case(reference), "unread")
    return await visit.page("request.html", case=case, reference=reference, limits=visit.console.limits)


async def claim(visit: Visit) -> Response:
    reference = reference_of(visit)
    return await _try(
        visit, reference, visit.console.claims.claim(reference, visit.worker), "claimed", "request.claimed"
    )


async def give_back(visit: Visit) -> Response:
    reference = reference_of(visit)
    step = visit.console.claims.give_back(reference, visit.worker)
    return await _try(visit, reference, step, "given_back", "request.given_back")


async def assign(visit: Visit) -> Response:
    reference, to = reference_of(visit), visit.form.get("a", "")
    if to not in await case_workers(visit):
        return await visit.say_and_go(address_of(reference), "cannot_assign", bad=True)
    step = visit.console.claims.assign(reference, visit.worker, to)
    return await _try(visit, reference, step, "assigned", f"request.assigned:{to}", holder=to)


async def move(visit: Visit) -> Response:
    reference, to = reference_of(visit), visit.form.get("etat", "")
    # Passing on has a page of its own, and withdrawing is the person's.
    if to not in ("contacte", "clos", "pris_en_charge"):
        return await error_page(visit, 404)
    step = visit.console.claims.move(reference, to, visit.worker)
    status = visit.console.words.status(to)
    return await _try(visit, reference, step, "moved", f"request.moved:{to}", status=status)


async def add_note(visit: Visit) -> Response:
    reference, text = reference_of(visit), visit.form.get("texte", "").strip()
    back = address_of(reference) + "#notes"
    longest = visit.console.limits.longest_note
    if not text or len(text) > longest:
        key = "note_long" if text else "note_empty"
        return await visit.say_and_go(back, key, bad=True, longest=longest)
    entry = FileEntry(new_entry_id(), "note", visit.who.name, datetime.now(timezone.utc), text)
    try:
        await CaseFile(visit.console.redis, reference).add(entry, visit.console.sealer)
    except RequestIsUnknown:
        return await visit.say_and_go("/demandes", "gone", bad=True)
    await visit.record("request.noted", reference)
    return await visit.say_and_go(back, "noted")


async def _note_look(visit: Visit, reference: Reference) -> None:
    """One line for the looks of some minutes, or the page's own reloads would fill the trail."""
    exists = await visit.console.redis.exists(case_keys.case(reference))
    fresh = exists and await visit.console.redis.set(
        keys.looked(visit.who.name, reference), "1", nx=True, ex=visit.console.limits.look_noted
    )
    if fresh:
        await visit.record("request.viewed", reference)


async def _try(
    visit: Visit, reference: Reference, step: Awaitable[None], done: str, what: str, **values: Any
) -> Response:
    """Takes the step, notes it, and tells the person how it went."""
    back = address_of(reference)
    try:
        await step
    except RequestIsHeld as error:
        return await visit.say_and_go(back, *_held(visit, error.holder), bad=True, holder=error.holder)
    except MoveIsNotAllowed as error:
        status = visit.console.words.status(error.stands_at)
        return await visit.say_and_go(back, "stands_at", bad=True, status=status)
    except RequestIsUnknown:
        return await visit.say_and_go("/demandes", "gone", bad=True)
    await visit.record(what, reference)
    return await visit.say_and_go(back, done, **values)


def _held(visit: Visit, holder: str) -> tuple[str]:
    if not holder:
        return ("held_by_nobody",)
    return ("held_by_me",) if holder == visit.who.name else ("held",)
