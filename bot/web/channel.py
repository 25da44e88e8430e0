"""The web chat as a channel: bubbles go to the outbox, and open pages are told to look. Called by the workers."""

from __future__ import annotations

import contextlib
from collections import deque

from redis.exceptions import RedisError

from bot.channel import ChannelIsDown, PersonIsGone
from bot.messages import Address, Bubble, FinishedTurn
from bot.outbox import Outbox, OutboxChannel
from bot.web.bells import Bells
from casework.pseudonyms import Pseudonym

NAME = "web"
MOST_OWED = 2000
MOST_GONE = 200
# What `Outage` says has no id of its own, and is of no use once Redis is back.
OUTAGE = "outage:"


class WebChannel(OutboxChannel):
    """Follows bot.channel.Channel."""

    def __init__(self, outbox: Outbox, bells: Bells) -> None:
        super().__init__(NAME, outbox)
        self._bells = bells
        self._owed: deque[tuple[Address, Bubble]] = deque(maxlen=MOST_OWED)
        self._gone: deque[Pseudonym] = deque(maxlen=MOST_GONE)

    def close(self, person: Pseudonym) -> None:
        """The person has erased everything: a turn that is still running has nobody to speak to."""
        self._gone.append(person)

    def reopen(self, person: Pseudonym) -> None:
        """The erasure did not hold."""
        with contextlib.suppress(ValueError):
            self._gone.remove(person)

    async def send(self, address: Address, bubble: Bubble) -> None:
        """With Redis down the open page gets it at once, and the outbox when Redis is back (`pay_what_is_owed`)."""
        if address.person in self._gone:
            raise PersonIsGone
        try:
            await super().send(address, bubble)
        except (RedisError, OSError) as error:
            self._send_past_the_outbox(address, bubble, error)
            return
        self._bells.ring(address.person)

    def _send_past_the_outbox(self, address: Address, bubble: Bubble, error: Exception) -> None:
        is_passing = bubble.id.startswith(OUTAGE)
        sign = {"type": "bubble", **bubble.to_json(), "id": "" if is_passing else bubble.id}
        if not self._bells.ring(address.person, sign):
            raise ChannelIsDown from error
        if not is_passing:
            self._owed.append((address, bubble))

    async def typing(self, address: Address) -> None:
        self._bells.ring(address.person, {"type": "typing"})

    async def finished(self, address: Address, turn: FinishedTurn) -> None:
        """A passing sign: a page that comes later needs no word of it."""
        self._bells.ring(address.person, {"type": "finished"})

    async def pay_what_is_owed(self) -> None:
        """Called again and again by the door."""
        while self._owed:
            address, bubble = self._owed[0]
            try:
                await super().send(address, bubble)
            except (RedisError, OSError):
                return
            self._owed.popleft()
            self._bells.ring(address.person)
