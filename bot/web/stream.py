"""The way out: server-sent events for one open page, from the place where it left off. A route of the web chat."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import asdict

from redis.exceptions import RedisError
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.outbox import START, OutboxItem
from bot.web.bells import Listener, Sign, TooManyStreams
from bot.web.events import as_event
from bot.web.guard import session_of
from bot.web.refusal import Refused
from bot.web.visitor import is_from_our_page
from bot.web.web import Web
from casework.pseudonyms import Pseudonym

CURSOR = re.compile(r"\d{1,15}-\d{1,10}")
# Another process of the bot may have written: its bell is not heard here.
LOOK_EVERY, LOOK_IN_OUTAGE = 3.0, 1.0
# The page gives a connection up that is silent for three times as long.
HEARTBEAT_EVERY = 12.0
HEARTBEAT = ": \n\n"
WAIT_WHEN_FULL = 30.0


class Streams:
    """`close` ends them all, at the end of the program."""

    def __init__(self, web: Web) -> None:
        self._web, self._closing = web, False

    def close(self) -> None:
        self._closing = True
        self._web.bells.ring_all()

    async def follow(self, request: Request) -> Response:
        """Everything after Last-Event-ID, then `ready`, then what comes."""
        if not is_from_our_page(request):
            raise Refused(403, "elsewhere")
        person = self._web.address(session_of(self._web, request)).person
        places, cursor = ExitStack(), request.headers.get("last-event-id", START)
        try:
            address = self._web.limits.hidden(self._web.visitor(request))
            listener = places.enter_context(self._web.bells.listening(person, address))
        except TooManyStreams:
            raise Refused(429, "too_many_streams", WAIT_WHEN_FULL) from None
        one = _Stream(self._web, person, listener, cursor if CURSOR.fullmatch(cursor) else START)
        return StreamingResponse(
            self._until_closing(one, places),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},
            background=BackgroundTask(places.close),
        )

    async def _until_closing(self, one: _Stream, places: ExitStack) -> AsyncIterator[str]:
        with places:
            yield one.greeting()
            while not self._closing:
                async for event in one.step():
                    yield event


class _Stream:
    """One open page: where it stands, and what it was told last."""

    def __init__(self, web: Web, person: Pseudonym, listener: Listener, cursor: str) -> None:
        self._web, self._person, self._listener, self._cursor = web, person, listener, cursor
        self._is_ready, self._is_down = False, False
        self._green: dict[str, str] = {}
        self._spoke_at = time.monotonic()

    def greeting(self) -> str:
        return self._numbers() or HEARTBEAT

    async def step(self) -> AsyncIterator[str]:
        """What is new; then waits for a bell or until it is time to look again."""
        for event in await self._look():
            self._spoke_at = time.monotonic()
            yield event
        for sign in await self._listener.wait(LOOK_IN_OUTAGE if self._is_down else LOOK_EVERY):
            if said := self._signal(sign):
                yield said
        if time.monotonic() - self._spoke_at > HEARTBEAT_EVERY:
            self._spoke_at = time.monotonic()
            yield self._numbers() or HEARTBEAT

    async def _look(self) -> list[str]:
        try:
            items = await self._web.line.outbox.read(self._person, self._cursor)
        except (RedisError, OSError):
            return self._went("down")
        return [*self._went("up"), *self._told(items), *self._ready()]

    def _told(self, items: list[OutboxItem]) -> list[str]:
        told = []
        for item in items:
            self._cursor = item.cursor
            if event := self._web.events.of_item(item):
                told.append(as_event(event, item.cursor))
        return told

    def _ready(self) -> list[str]:
        """The page has what was said so far: what follows is news."""
        if self._is_ready:
            return []
        self._is_ready = True
        return [as_event({"type": "ready"})]

    def _went(self, where: str) -> list[str]:
        if self._is_down == (where == "down"):
            return []
        self._is_down = where == "down"
        return [as_event({"type": where})]

    def _signal(self, sign: Sign) -> str | None:
        event = self._web.events.of_data(sign)
        return as_event(event) if event else None

    def _numbers(self) -> str | None:
        """Whether the green number is open, when that has changed."""
        listed = self._web.numbers.listed(self._web.texts.numbers("numbers"), self._web.now())
        green = {number.id: number.opening for number in listed if number.opening}
        if green == self._green:
            return None
        self._green = green
        return as_event({"type": "numbers", "numbers": [asdict(n) for n in listed if n.opening]})
