"""Opens what the inbox holds, and tells how old it is. Called by turns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.inbox import Held
from bot.messages import Address, IncomingMessage
from bot.names import Names
from casework.sealing import CannotOpen, ChatCipher


class Opener:
    """`now` gives the present moment, timezone-aware; ages are in seconds."""

    def __init__(self, cipher: ChatCipher, names: Names, now: Callable[[], datetime]) -> None:
        self._cipher, self._names, self._now = cipher, names, now

    def open(self, held: Held) -> tuple[IncomingMessage, Address]:
        """Raises CannotOpen, also for what is not a message."""
        try:
            message = IncomingMessage.from_bytes(self._cipher.open(held.content, held.key))
        except (ValueError, KeyError) as error:
            raise CannotOpen("not a message") from error
        return message, self._names.address(message)

    def age(self, message: IncomingMessage) -> float:
        """Since we received it."""
        return (self._now() - message.received_at).total_seconds()

    def age_since_sent(self, message: IncomingMessage) -> float:
        """Since the person wrote it, which may be long before when the bot was away."""
        return (self._now() - min(message.sent_at, message.received_at)).total_seconds()
