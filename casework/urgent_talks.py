"""Urgent conversations, for staff on duty: pseudonym, kind, time, never a word. The bot flags, staff read.

Nothing is flagged while no duty roster is set: nobody would look, and nobody may believe that somebody does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from redis.asyncio import Redis

from casework import work_keys
from casework.pseudonyms import Pseudonym
from casework.scripts import run_script

FLAG = Path(__file__).parent / "lua" / "flag_urgent_talk.lua"
KEEP_SECONDS = 72 * 3600


@dataclass(frozen=True)
class UrgentTalk:
    """`times`: how often the conversation was urgent since `first_at`."""

    person: Pseudonym
    kind: str
    first_at: datetime
    last_at: datetime
    times: int


async def set_duty(redis: Redis[bytes], *, on: bool) -> None:
    """Whether somebody is on duty at all: told by the console when it starts. Off also forgets what was flagged."""
    if on:
        await redis.set(work_keys.DUTY, "1")
        return
    people = await redis.zrange(work_keys.URGENT_TALKS, 0, -1)
    await redis.delete(
        work_keys.DUTY, work_keys.URGENT_TALKS, *(work_keys.urgent_talk(person.decode()) for person in people)
    )


async def flag(redis: Redis[bytes], person: Pseudonym, kind: str, *, now: datetime | None = None) -> bool:
    """Notes that a conversation is urgent; False when nobody is on duty. `kind`: attack, departure, suicide, danger."""
    moment = now or datetime.now(timezone.utc)
    places = [work_keys.DUTY, work_keys.URGENT_TALKS, work_keys.urgent_talk(person)]
    args: list[str | bytes | int] = [person, kind, moment.isoformat(), int(moment.timestamp()), KEEP_SECONDS]
    return bool(await run_script(redis, FLAG.read_text(), places, args))


async def flagged(redis: Redis[bytes]) -> list[UrgentTalk]:
    """The latest first; what is over its time is passed over."""
    people = [member.decode() for member in await redis.zrevrange(work_keys.URGENT_TALKS, 0, -1)]
    found = []
    for person in people:
        fields = {n.decode(): v.decode() for n, v in (await redis.hgetall(work_keys.urgent_talk(person))).items()}
        if fields:
            first, last = (datetime.fromisoformat(fields[name]) for name in ("first_at", "last_at"))
            found.append(UrgentTalk(Pseudonym(person), fields["kind"], first, last, int(fields["times"])))
    return found


async def unflag(redis: Redis[bytes], person: Pseudonym) -> bool:
    """Seen by somebody, or there is a request now. False when it was not flagged."""
    await redis.zrem(work_keys.URGENT_TALKS, person)
    return bool(await redis.delete(work_keys.urgent_talk(person)))
