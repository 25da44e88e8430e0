"""Takes what persons answered out of the mailbox and puts it into the files of their requests. Called by watch."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone

from casework import keys as case_keys
from casework.case_file import CaseFile, FileEntry
from casework.requests import RequestIsUnknown
from casework.staff_mail import Answer, answers, taken
from staff.console import Console
from staff.history import record
from staff.marks import mark_once

PERSON = "person"


async def sort_mail(console: Console, on_answer: Callable[[str], Awaitable[None]] | None = None) -> int:
    """How many entries were sorted. `on_answer` hears the holder of a request whose person has written."""
    found = await answers(console.redis, console.opener)
    for answer in found:
        # A request that was erased meanwhile takes with it what was said about it.
        with contextlib.suppress(RequestIsUnknown):
            await _sort(console, answer, on_answer)
        await taken(console.redis, answer)
    return len(found)


async def _sort(console: Console, answer: Answer, on_answer: Callable[[str], Awaitable[None]] | None) -> None:
    file = CaseFile(console.redis, answer.reference)
    if answer.kind == "delivered":
        await file.mark(answer.about, "delivered")
    elif answer.kind == "failed":
        await file.mark(answer.about, "failed", answer.text)
    elif answer.kind == "left":
        await record(console.redis, PERSON, "request.left", answer.reference)
    else:
        await file.add(FileEntry(answer.id, "from_person", PERSON, _arrived(answer), answer.text), console.sealer)
        await mark_once(console.redis, answer.reference, "unread")
        await record(console.redis, PERSON, "request.answered", answer.reference)
        holder = await console.redis.hget(case_keys.case(answer.reference), "claimed_by")
        if holder and on_answer:
            await on_answer(holder.decode())


def _arrived(answer: Answer) -> datetime:
    """The place in the stream begins with the milliseconds."""
    return datetime.fromtimestamp(int(answer.entry.split("-")[0]) / 1000, timezone.utc)
