"""Telling those on duty that something waits, without saying what; then the next person, until somebody takes it.

Called by watch, every few seconds. What was told to whom stands in Redis, so that a restart repeats nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from casework.public_holidays import HolidayCalendar
from casework.urgent_talks import flagged
from casework.yaml_files import read_yaml
from staff import keys
from staff.caseload import Row
from staff.duty import Duty, Escalation, OnDuty
from staff.history import record
from staff.messengers import AlertNotSent, Mailer, TelegramMessenger
from staff.words import Words

TEXTS = Path(__file__).parent / "data" / "alert_texts.yml"
REMEMBERED = 14 * 86_400
SYSTEM = "system"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """Something that nobody has taken. `subject`: a reference or a pseudonym; `kind`: urgent, ordinary or talk."""

    subject: str
    kind: str
    since: datetime


@dataclass(frozen=True)
class Told:
    """How often somebody was told of it, and when last (in seconds since 1970)."""

    times: int = 0
    last: float = 0


def is_due(waiting: Waiting, told: Told, escalation: Escalation, people: int, now: datetime) -> bool:
    """Whether the next person is to be told now."""
    if told.times >= escalation.rounds * people:
        return False
    due = waiting.since.timestamp() + escalation.first_after
    return now.timestamp() >= (told.last + escalation.next_after if told.times else due)


@cache
def _texts() -> dict[str, Any]:
    return dict(read_yaml(TEXTS))


class Alerts:
    """`mailer` and `telegram` are None where no address of theirs is in the roster."""

    def __init__(
        self, redis: Redis[bytes], duty: Duty, calendar: HolidayCalendar, words: Words, console_url: str,
        mailer: Mailer | None, telegram: TelegramMessenger | None,
    ) -> None:  # fmt: skip
        self._redis, self._duty, self._calendar, self._words = redis, duty, calendar, words
        self._url, self._mailer, self._telegram = f"{console_url}/demandes", mailer, telegram

    async def look(self, rows: Sequence[Row], now: datetime) -> None:
        """Tells what is due; forgets what has been taken, so that it starts anew if it is given back."""
        free = [row for row in rows if row.is_open and not row.holder]
        waiting = [Waiting(row.reference, "urgent" if row.urgent else "ordinary", row.created_at) for row in free]
        waiting += [Waiting(talk.person, "talk", talk.first_at) for talk in await flagged(self._redis)]
        for one in waiting:
            await self._look_at(one, now)
        taken = [keys.alert(row.reference) for row in rows if row.holder or not row.is_open]
        if taken:
            await self._redis.delete(*taken)

    async def warn_of_leaving(self, rows: Sequence[Row], warn_days: int) -> None:
        """One message for all requests that come near their end, each told once."""
        if not self._duty.coordination_email:
            return
        soon = [row for row in rows if row.leaves_soon(warn_days)]
        fresh = [row for row in soon if not await self._redis.exists(keys.alert(f"leaving:{row.reference}"))]
        if fresh and await self._tell("leaving", OnDuty("coordination", self._duty.coordination_email, None, None), ""):
            for row in fresh:
                await self._redis.set(keys.alert(f"leaving:{row.reference}"), "1", ex=REMEMBERED)

    async def tell_of_answer(self, holder: str) -> None:
        """The one who has the request hears that the person answered, if the roster knows the name."""
        for person in self._duty.people:
            if person.name == holder:
                await self._tell("answer", person, "", team=False)

    async def _look_at(self, waiting: Waiting, now: datetime) -> None:
        escalation = self._duty.ordinary if waiting.kind == "ordinary" else self._duty.urgent
        people = self._people(waiting, now)
        told = await self._told(waiting)
        if not people or not is_due(waiting, told, escalation, len(self._duty.people), now):
            return
        person = people[told.times % len(people)]
        sent = await self._tell(waiting.kind, person, self._words.age(waiting.since, now))
        # A failure counts as telling nobody: it is tried again at the next look.
        if sent:
            place = keys.alert(waiting.subject)
            await self._redis.hset(place, mapping={"times": told.times + 1, "last": now.timestamp()})
            await self._redis.expire(place, REMEMBERED)
        # The trail hears of a lasting failure once an hour.
        if sent or await self._redis.set(keys.alert_failure(waiting.subject), "1", nx=True, ex=3600):
            await record(self._redis, SYSTEM, f"alert.{'sent' if sent else 'failed'}:{person.name}", waiting.subject)

    def _people(self, waiting: Waiting, now: datetime) -> list[OnDuty]:
        on_duty = self._duty.on_duty(now, self._calendar)
        if on_duty or waiting.kind == "ordinary" or not self._duty.send_urgent_outside_hours:
            return on_duty
        return list(self._duty.people)

    async def _told(self, waiting: Waiting) -> Told:
        times, last = await self._redis.hmget(keys.alert(waiting.subject), "times", "last")
        return Told(int(times), float(last or 0)) if times else Told()

    async def _tell(self, kind: str, person: OnDuty, age: str, *, team: bool = True) -> bool:
        """True when at least one way reached somebody."""
        said = _texts()["kinds"][kind]
        text = _texts()["body"].format(sentence=said["sentence"].format(age=age), url=self._url)
        outcomes = [
            await self._by_mail(person.email, _texts()["subject"].format(what=said["what"]), text),
            await self._by_telegram(person.telegram, text),
            await self._by_telegram(self._duty.team_telegram if team else None, text),
        ]
        await self._note(outcomes)
        return True in outcomes

    async def _by_mail(self, to: str | None, subject: str, text: str) -> bool | None:
        return await self._tried(self._mailer.send(to, subject, text)) if to and self._mailer else None

    async def _by_telegram(self, chat: str | None, text: str) -> bool | None:
        return await self._tried(self._telegram.send(chat, text)) if chat and self._telegram else None

    async def _tried(self, sending: Any) -> bool:
        try:
            await sending
        except AlertNotSent as error:
            log.error("an alert was not sent: %s", error)
            return False
        return True

    async def _note(self, outcomes: Sequence[bool | None]) -> None:
        """The pages say since when alerts fail."""
        if True in outcomes:
            await self._redis.delete(keys.ALERTS)
        elif False in outcomes:
            await self._redis.setnx(keys.ALERTS, datetime.now().astimezone().isoformat())


async def forget_told(redis: Redis[bytes], subject: str) -> None:
    """Somebody has looked at it: if it comes again, everybody is told anew."""
    await redis.delete(keys.alert(subject))


async def failing_since(redis: Redis[bytes]) -> datetime | None:
    """Since when no alert could be sent; None while all is well."""
    since = await redis.get(keys.ALERTS)
    return datetime.fromisoformat(since.decode()) if since else None
