"""Wakes the open pages of a person in this process: « look into the outbox », or a passing sign such as typing.

Rung by the channel and the routes, heard by the streams. With several processes a page of another one looks by itself
every few seconds, so a bell that nobody hears loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterator
from typing import Any

from bot.web.limits import LimitValues
from casework.pseudonyms import Pseudonym

Sign = dict[str, Any]
MOST_SIGNS = 50


class TooManyStreams(Exception):
    """This person, this address or this process has no place for one more open page."""


class Listener:
    """One open page."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._signs: deque[Sign] = deque(maxlen=MOST_SIGNS)

    def ring(self, sign: Sign | None = None) -> None:
        if sign is not None:
            self._signs.append(sign)
        self._rung.set()

    async def wait(self, seconds: float) -> list[Sign]:
        """Returns at the next ring, or after so long; the signs that were given with it."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()
        signs = list(self._signs)
        self._signs.clear()
        return signs


class Bells:
    """All open pages of this process. `address` is what Limits made of the visitor's address."""

    def __init__(self, values: LimitValues) -> None:
        self._most = values.streams
        self._listeners: dict[Pseudonym, list[Listener]] = {}
        self._addresses: dict[str, int] = {}

    def ring(self, person: Pseudonym, sign: Sign | None = None) -> bool:
        """False when no page of this person is open here."""
        listeners = self._listeners.get(person, ())
        for listener in listeners:
            listener.ring(sign)
        return bool(listeners)

    def ring_all(self) -> None:
        for person in list(self._listeners):
            self.ring(person)

    @contextlib.contextmanager
    def listening(self, person: Pseudonym, address: str) -> Iterator[Listener]:
        """Raises TooManyStreams."""
        self._make_sure_there_is_room(person, address)
        listener = Listener()
        self._listeners.setdefault(person, []).append(listener)
        self._addresses[address] = self._addresses.get(address, 0) + 1
        try:
            yield listener
        finally:
            self._leave(person, address, listener)

    def _make_sure_there_is_room(self, person: Pseudonym, address: str) -> None:
        full = (
            len(self._listeners.get(person, ())) >= self._most["session"]
            or self._addresses.get(address, 0) >= self._most["address"]
            or sum(self._addresses.values()) >= self._most["all"]
        )
        if full:
            raise TooManyStreams

    def _leave(self, person: Pseudonym, address: str, listener: Listener) -> None:
        self._listeners[person].remove(listener)
        if not self._listeners[person]:
            del self._listeners[person]
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]
