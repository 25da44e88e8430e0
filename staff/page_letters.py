"""Writing to the person through the assistant, when they agreed to it; their answers arrive by themselves."""

from __future__ import annotations

from datetime import datetime, timezone

from starlette.responses import Response

from casework.case_file import CaseFile, FileEntry, new_entry_id
from casework.requests import RequestIsUnknown
from staff.case_view import case_view
from staff.gate import error_page
from staff.page_request import address_of, reference_of
from staff.visit import Visit


async def show_letters(visit: Visit) -> Response:
    """The part that an open request asks for every few seconds: nothing (204) while nothing has changed."""
    reference = reference_of(visit)
    case = await case_view(visit, reference)
    if case is None:
        return Response(status_code=286)  # htmx: stop asking
    if case.letters_version == visit.request.query_params.get("version"):
        return Response(status_code=204)
    return visit.fragment("_letters.html", case=case, reference=reference)


async def write(visit: Visit) -> Response:
    """Keeps the letter in the file first, then puts it into the mailbox: what is shown as sent will be sent."""
    reference, text = reference_of(visit), visit.form.get("texte", "").strip()
    back, longest = address_of(reference) + "#echange", visit.console.limits.longest_letter
    if not text or len(text) > longest:
        key = "letter_long" if text else "letter_empty"
        return await visit.say_and_go(back, key, bad=True, longest=longest)
    case = await case_view(visit, reference)
    if case is None:
        return await error_page(visit, 404)
    mail = visit.console.mail
    if not case.can_write or case.given is None or mail is None:
        return await visit.say_and_go(back, "letter_refused", bad=True)
    entry = FileEntry(new_entry_id(), "to_person", visit.who.name, datetime.now(timezone.utc), text)
    try:
        await CaseFile(visit.console.redis, reference).add(entry, visit.console.sealer)
    except RequestIsUnknown:
        return await visit.say_and_go("/demandes", "gone", bad=True)
    await mail.write(entry.id, case.given.person, reference, text)
    await visit.record("request.letter", reference)
    return await visit.say_and_go(back, "letter_sent")


async def close_talk(visit: Visit) -> Response:
    reference = reference_of(visit)
    case, mail = await case_view(visit, reference), visit.console.mail
    if case is None or case.given is None or mail is None or not case.may_act:
        return await visit.say_and_go(address_of(reference), "letter_refused", bad=True)
    await mail.close(new_entry_id(), case.given.person, reference)
    await visit.record("request.talk_closed", reference)
    return await visit.say_and_go(address_of(reference) + "#echange", "talk_closed")
