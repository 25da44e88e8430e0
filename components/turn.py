"""One turn of a conversation inside the Rasa process: what was said in it, and whether it may be kept.

The channel opens it; the patched parts of Rasa and the tracker store find it through a context variable.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from rasa.shared.exceptions import RasaException


class TurnHasFailed(RasaException):
    """The turn did not hold and nothing of it is kept. `reason`: one word, never a person's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Turn:
    """`messages` is what was said so far; `saved` holds the stored events once the store has confirmed them."""

    sender: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    failure: str | None = None
    # What the channel already read of this conversation, so that Rasa's own read costs nothing.
    talk: Any = None
    saved: list[dict[str, Any]] | None = None

    def fail(self, reason: str) -> None:
        """The first reason stands: what fails later fails because of it."""
        self.failure = self.failure or reason

    def raise_if_failed(self) -> None:
        if self.failure:
            raise TurnHasFailed(self.failure)


_current: ContextVar[Turn | None] = ContextVar("relais_turn", default=None)


def current_turn() -> Turn | None:
    """None outside a turn of our channel (training, tests of stories, Rasa's own shell)."""
    return _current.get()


@contextmanager
def opened(turn: Turn) -> Iterator[Turn]:
    token = _current.set(turn)
    try:
        yield turn
    finally:
        _current.reset(token)


class SenderLocks:
    """One turn at a time a person. A lock lives as long as somebody holds or awaits it, so nothing piles up."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._locks)

    def of(self, sender: str) -> asyncio.Lock:
        lock = self._locks.get(sender)
        if lock is None:
            lock = self._locks[sender] = asyncio.Lock()
        return lock
