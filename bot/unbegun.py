"""The messages this process has stored and no worker has begun: whom to tell when Redis dies in between.

Filled by the intake, emptied by the workers."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.messages import IncomingMessage, MessageKey
from bot.names import Names

# Older ones were begun by another process, or have had their lifeline.
OF_INTEREST_FOR = 15.0


class Unbegun:
    """Held in memory for a few seconds."""

    def __init__(self, names: Names, clock: Callable[[], float] = time.monotonic) -> None:
        self._names, self._clock = names, clock
        self._messages: dict[MessageKey, tuple[float, IncomingMessage]] = {}

    def add(self, message: IncomingMessage) -> None:
        self._forget_old()
        self._messages[self._names.message_key(message)] = (self._clock(), message)

    def begun(self, key: MessageKey) -> None:
        self._messages.pop(key, None)

    def take_all(self) -> list[IncomingMessage]:
        """Oldest first; each message is given out once."""
        self._forget_old()
        messages = [message for _, message in self._messages.values()]
        self._messages.clear()
        return messages

    def _forget_old(self) -> None:
        limit = self._clock() - OF_INTEREST_FOR
        for key in [key for key, (at, _) in self._messages.items() if at < limit]:
            del self._messages[key]
