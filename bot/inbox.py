"""The workers' side of the inbox: one message of each person at a time, held by a fenced lease. Called by worker.

A lease that is not renewed for 3 seconds is doubted, and 2.5 seconds later it is lost: every step after that is refused
by the scripts (LeaseLost)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from redis.asyncio import Redis

from bot import keys
from bot.intake import TURN_LIFE
from bot.messages import MessageKey
from bot.scripts import script
from casework import keys as casework_keys
from casework.counts import KEEP
from casework.opening_hours import BRUSSELS
from casework.pseudonyms import Pseudonym

LEASE = 3.0
GRACE = 2.5
CLAIM_WITHIN = 2.0
TOO_LATE = -2
COUNTS_KEPT = int(KEEP.total_seconds())
MOST_LOOKED_AT = 50


class LeaseLost(Exception):
    """Another worker has taken this person up: this one must stop at once and say nothing more."""


@dataclass
class Held:
    """A message in the inbox with what has been done about it: `marks` are the fields of its turn key."""

    entry: str
    key: MessageKey
    sealed: bytes
    marks: dict[str, bytes]

    @property
    def content(self) -> bytes:
        """The sealed message, or what corrected it in time."""
        return self.marks.get("corrected", self.sealed)

    @property
    def tries(self) -> int:
        return int(self.marks.get("tries", 0))


@dataclass
class Claim:
    """The right to work for one person until the lease ends (`renewed_at` is of the monotonic clock)."""

    person: Pseudonym
    token: int
    message: Held
    renewed_at: float = field(default_factory=time.monotonic)

    def may_be_stale(self) -> bool:
        return time.monotonic() - self.renewed_at > LEASE - 1


class Inbox:
    """All times in seconds. Every method may raise RedisError; those that take a claim raise LeaseLost."""

    def __init__(self, redis: Redis[bytes], idle: int, lease: float = LEASE) -> None:
        self._redis, self._idle, self._lease = redis, idle, int(lease * 1000)
        names = ("claim", "renew", "mark", "complete", "rest")
        self._scripts = {name: script(redis, name) for name in names}
        self._server_clock_ahead: float | None = None

    async def claim(self) -> Claim | float | None:
        """A claim; or the time until somebody is due; or None when nobody waits at all."""
        found = await self._scripts["claim"](
            keys=[keys.READY, keys.HOLDER, keys.FENCE, keys.INBOX],
            args=[
                self._lease,
                keys.WAITING_PREFIX,
                keys.TURN_PREFIX,
                TURN_LIFE,
                await self._deadline(),
                keys.DOUBT_PREFIX,
                int(GRACE * 1000),
            ],
        )
        if len(found) == 1:
            if found[0] == TOO_LATE:
                self._server_clock_ahead = None
            return None if found[0] < 0 else found[0] / 1000
        _, person, token, entry, key, sealed, marks = found
        held = Held(
            entry.decode(), MessageKey(key.decode()), sealed, _marks(dict(zip(marks[::2], marks[1::2], strict=True)))
        )
        return Claim(Pseudonym(person.decode()), token, held)

    async def _deadline(self) -> int:
        """By the server's clock (ms): a claim that a frozen server runs after we have given up would hold nobody's
        lease, and take it from who has it."""
        if self._server_clock_ahead is None:
            seconds, micros = await self._redis.time()
            self._server_clock_ahead = seconds + micros / 1e6 - time.monotonic()
        return int((time.monotonic() + self._server_clock_ahead + CLAIM_WITHIN) * 1000)

    async def renew(self, claim: Claim) -> int:
        """How many messages of this person wait, the one in hand included."""
        asked_at = time.monotonic()
        waiting = await self._fenced(
            "renew", claim, [keys.HOLDER, keys.READY, keys.waiting(claim.person), keys.doubt(claim.person)], self._lease
        )
        claim.renewed_at = asked_at
        return waiting

    async def mark(
        self, claim: Claim, held: Held, mark: str, value: bytes = b"1", buttons: Mapping[str, bytes] | None = None
    ) -> None:
        """`mark` is done for `held`; `buttons` (id to sealed payload) were shown with it."""
        pairs = [part for pair in (buttons or {}).items() for part in pair]
        places = [
            keys.HOLDER, keys.turn(held.entry), keys.buttons(claim.person), keys.READY, keys.doubt(claim.person),
        ]  # fmt: skip
        await self._fenced("mark", claim, places, mark, value, TURN_LIFE, self._idle, self._lease, *pairs)
        held.marks[mark] = value

    async def complete(self, claim: Claim, count: str | None = None, *, all_is_well: bool = False) -> None:
        """Forgets the message in hand; `count` names the counter of the day that goes up by one; `all_is_well`: the
        answer came in time, so the lifeline begins anew the next time."""
        entry, today = claim.message.entry, datetime.now(BRUSSELS).date()
        places = [
            keys.HOLDER, keys.READY, keys.INBOX, keys.waiting(claim.person), keys.turn(entry),
            keys.said(claim.person), casework_keys.count(count or "none", today),
        ]  # fmt: skip
        await self._fenced("complete", claim, places, entry, int(all_is_well), COUNTS_KEPT if count else 0)

    async def rest(self, claim: Claim, seconds: float, *, failed: bool) -> None:
        """Gives the person back, to be taken up again in `seconds`; `failed` counts as one try of the turn."""
        places = [keys.HOLDER, keys.READY, keys.turn(claim.message.entry)]
        await self._fenced("rest", claim, places, int(seconds * 1000), int(failed))

    async def others_waiting(self, claim: Claim) -> list[Held]:
        """The person's messages behind the one in hand, oldest first."""
        entries = await self._redis.lrange(keys.waiting(claim.person), 1, MOST_LOOKED_AT)
        if not entries:
            return []
        pipeline = self._redis.pipeline(transaction=False)
        for entry in (raw.decode() for raw in entries):
            pipeline.xrange(keys.INBOX, entry, entry)
            pipeline.hgetall(keys.turn(entry))
        found = await pipeline.execute()
        return [_held(rows[0], marks) for rows, marks in zip(found[::2], found[1::2], strict=True) if rows]

    async def wait_for_new(self, after: str, limit: float) -> str:
        """Returns at the next message of anybody, or after `limit`; the id to wait after the next time."""
        block = max(1, int(limit * 1000))
        found = await self._redis.xread({keys.INBOX: after}, count=100, block=block)
        return found[0][1][-1][0].decode() if found else after

    async def _fenced(self, name: str, claim: Claim, places: Sequence[str], *arguments: Any) -> int:
        answer = int(await self._scripts[name](keys=places, args=[claim.person, claim.token, *arguments]))
        if answer < 0:
            raise LeaseLost
        return answer


def _held(row: tuple[bytes, dict[bytes, bytes]], marks: dict[bytes, bytes]) -> Held:
    entry, fields = row
    return Held(entry.decode(), MessageKey(fields[b"id"].decode()), fields[b"sealed"], _marks(marks))


def _marks(raw: Mapping[bytes, bytes]) -> dict[str, bytes]:
    return {name.decode(): value for name, value in raw.items()}
