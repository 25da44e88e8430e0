"""Tells staff on duty that a conversation is urgent: who (a pseudonym), which kind, never a word. Called by turns."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.aside import Aside
from bot.inbox import Claim, Held, Inbox
from casework.urgent_talks import flag

MARK = "flagged"


class Alarm:
    """Once for each message, however often its turn is tried."""

    def __init__(self, redis: Redis[bytes], inbox: Inbox, aside: Aside) -> None:
        self._redis, self._inbox, self._aside = redis, inbox, aside

    def ring(self, claim: Claim, held: Held, kind: str) -> None:
        """`kind`: attack, departure, suicide or danger. Returns at once."""
        self._aside.do(self._ring(claim, held, kind), "telling staff on duty")

    async def _ring(self, claim: Claim, held: Held, kind: str) -> None:
        if MARK in held.marks:
            return
        held.marks[MARK] = b"1"
        await flag(self._redis, claim.person, kind)
        await self._inbox.mark(claim, held, MARK)
