"""What is done by itself, every minute: what has reached its end leaves, what was lost is found, what can be counted is
counted. Called by watch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework import keys as case_keys
from casework.counts import count
from casework.erasing import erase_request, gone, list_again, orphan_files, unlisted
from casework.opening_hours import BRUSSELS, OpeningState, opening_at
from casework.request_changes import as_it_stands
from casework.request_states import PERSON, WITHDRAWN
from casework.sealing import CannotOpen
from casework.urgent_talks import flagged, unflag
from casework.work_keys import case_file
from staff.alerts import forget_told
from staff.caseload import OPEN_STATES, Row
from staff.console import Console
from staff.history import record
from staff.marks import mark_once
from staff.statistics import statistics_plan

SYSTEM = "system"
STAMPS = {"claimed": "first_claimed_at", "contacted": "first_contacted_at"}
# Written by the bot's intake; here only its time to live is stretched.
ADDRESS = "{relais}:address:"


async def tidy(console: Console) -> None:
    """Expired requests leave the list with a line in the trail; orphans of both kinds are settled."""
    for reference in await gone(console.redis):
        await record(console.redis, SYSTEM, "request.expired", reference)
        await erase_request(console.redis, reference)
    for reference in await orphan_files(console.redis):
        await record(console.redis, SYSTEM, "request.orphan_erased", reference)
        await console.redis.delete(case_file(reference))
    for reference in await unlisted(console.redis):
        # A request that nobody sees is worse than none: back into the list.
        await record(console.redis, SYSTEM, "request.listed_again", reference)
        await list_again(console.redis, reference)


async def note_withdrawals(console: Console, rows: Sequence[Row]) -> None:
    """The person took it back through the assistant, which leaves no line of its own."""
    for row in rows:
        if row.status == WITHDRAWN and await mark_once(console.redis, row.reference, "withdrawal_noted"):
            await record(console.redis, PERSON, "request.withdrawn", row.reference)


async def count_what_is_new(console: Console, rows: Sequence[Row]) -> None:
    """Each request once by role and opening hours, each first claim and contact once by its waiting time."""
    for row in rows:
        if await mark_once(console.redis, row.reference, "counted"):
            day = row.created_at.astimezone(BRUSSELS).date()
            await count(console.redis, f"request.{row.role}", day=day)
            await count(console.redis, f"hours.{_hours(console, row.created_at)}", day=day)
        for what, stamp in STAMPS.items():
            await _count_wait(console, row, what, stamp)


async def _count_wait(console: Console, row: Row, what: str, stamp: str) -> None:
    at = await console.redis.hget(case_keys.case(row.reference), stamp)
    if at and await mark_once(console.redis, row.reference, f"counted_{what}"):
        moment = datetime.fromisoformat(at.decode())
        wait = statistics_plan().wait_of((moment - row.created_at).total_seconds() / 60)
        await count(console.redis, f"{what}.{wait}", day=moment.astimezone(BRUSSELS).date())


def _hours(console: Console, moment: datetime) -> str:
    status = opening_at(console.directory.service(statistics_plan().line), moment)
    if status.state == OpeningState.UNKNOWN:
        return "unknown"
    return "open" if status.state == OpeningState.OPEN else "closed"


async def keep_reachable(console: Console, rows: Sequence[Row]) -> None:
    """The chat address of a person who agreed to be written to lives as long as the open request."""
    for row in rows:
        if row.status not in OPEN_STATES or not row.has_content:
            continue
        stored = await console.store.get(row.reference)
        try:
            given = await as_it_stands(console.redis, stored, console.opener) if stored else None
        except CannotOpen:
            continue
        if given and (given.write_here or given.channel == "chat"):
            await _stretch(console, ADDRESS + given.person, row.days_left * 86_400)


async def _stretch(console: Console, key: str, seconds: int) -> None:
    left = await console.redis.ttl(key)
    if 0 <= left < seconds:
        await console.redis.expire(key, seconds)


async def settle_talks(console: Console, rows: Sequence[Row]) -> None:
    """An urgent conversation that has become a request is looked at there."""
    urgent = {row.reference for row in rows if row.urgent}
    for talk in await flagged(console.redis):
        references = await console.store.of_person(talk.person)
        if urgent & set(references):
            await unflag(console.redis, talk.person)
            await forget_told(console.redis, talk.person)
