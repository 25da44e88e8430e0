"""Says the lifeline for the messages of one person that have waited too long or whose turn failed. Called by turns."""

from __future__ import annotations

import logging

from redis.exceptions import RedisError

from bot.alarm import Alarm
from bot.counting import Counting
from bot.delivery import Delivery
from bot.inbox import Claim, Held, Inbox
from bot.lifeline import Lifeline
from bot.messages import Address, FinishedTurn, IncomingMessage, Kind
from bot.opening import Opener
from bot.patience import until_redis_answers
from bot.plan import Planner
from bot.said import Said
from casework.sealing import CannotOpen

log = logging.getLogger(__name__)
LABEL = "lifeline"


def has_been_said(held: Held) -> bool:
    return any(mark.startswith(LABEL) for mark in held.marks)


class Rescue:
    """Raises what a channel raises, and LeaseLost. Needs neither Rasa nor, for the message in hand, Redis."""

    def __init__(
        self, inbox: Inbox, opener: Opener, lifeline: Lifeline, planner: Planner, delivery: Delivery, said: Said,
        counting: Counting, alarm: Alarm,
    ) -> None:  # fmt: skip
        self._inbox, self._opener, self._lifeline = inbox, opener, lifeline
        self._planner, self._delivery, self._said = planner, delivery, said
        self._counting, self._alarm = counting, alarm

    async def say(self, claim: Claim, held: Held, message: IncomingMessage, address: Address) -> None:
        """Once for each message, a restart included; the urgent text when the message is urgent by the rules."""
        if has_been_said(held):
            return
        kind = self._lifeline.urgent_kind(message, await self._payload(message, address))
        if kind:
            self._alarm.ring(claim, held, kind)
            replies = self._lifeline.urgent(kind, message)
        else:
            replies = self._lifeline.calm(message, await self._said.times(address.person, LABEL))
        await self._delivery.show(claim, held, address, LABEL, replies)
        if not kind:
            await until_redis_answers(lambda: self._said.note(address.person, LABEL))
        finished = FinishedTurn(held.key, "lifeline", self._lifeline.parse(message))
        await self._delivery.finish(address, finished)
        self._counting.lifeline()
        log.info("lifeline said urgent=%s", kind is not None)

    async def say_to_others(self, claim: Claim, older_than: float = 0.0) -> None:
        """The same for the person's messages behind the one in hand that have waited for so many seconds."""
        try:
            others = await self._inbox.others_waiting(claim)
        except (RedisError, OSError):
            return
        for held in others:
            if has_been_said(held):
                continue
            try:
                message, address = self._opener.open(held)
            except CannotOpen:
                continue
            if self._opener.age(message) >= older_than:
                await self.say(claim, held, message, address)

    async def _payload(self, message: IncomingMessage, address: Address) -> str | None:
        if message.kind is not Kind.BUTTON:
            return None
        try:
            return await self._planner.payload_of(address.person, message.text)
        except (RedisError, OSError):
            return None
