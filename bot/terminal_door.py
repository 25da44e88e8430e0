"""Where the terminal's messages come in: through the same inbox, and back out with their replies. Mounted by serve."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.intake import InboxIsDown
from bot.lifeline import utc_now
from bot.line import Line
from bot.messages import IncomingMessage, Kind, MessageKey
from bot.operator import sentence
from bot.outbox import START, OutboxChannel, OutboxItem
from casework.opening_hours import BRUSSELS
from casework.pseudonyms import Pseudonym

CHANNEL, BOT = "cli", "local"
SECRET_HEADER = "X-Relais-Terminal"  # noqa: S105 (a name, not a secret)
# The workers say the lifeline after 8 s; after this, the door says one itself.
WAIT_FOR_REPLIES = 15.0
LONGEST_SENDER = 200


class TurnIsInvalid(ValueError):
    """The body is not one turn; the text is a sentence for the operator or the name of what is wrong."""


class TerminalDoor:
    """Follows bot.channel.Door. Open to whoever knows RELAIS_ID_KEY, on this machine."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.channel = OutboxChannel(CHANNEL, line.outbox)
        self.routes: Sequence[BaseRoute] = (Route("/terminal/turn", self.turn, methods=["POST"]),)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def start(self) -> None:
        """Nothing to open: the routes are enough."""

    async def stop(self) -> None:
        """Nothing to close."""

    def is_alive(self) -> bool:
        return True

    async def turn(self, request: Request) -> Response:
        """POST {sender, text | payload, at}: 200 with {replies, parse}; 400 or 403 with {error}."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._line.names.terminal_secret().encode()):
            return JSONResponse({"error": sentence("terminal_refused")}, status_code=403)
        try:
            message = read_turn(await request.body(), may_move_clock=not self._line.settings.production)
        except TurnIsInvalid as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        async with self._lock(message.chat):
            return JSONResponse(await self._replies_to(message))

    def _lock(self, sender: str) -> asyncio.Lock:
        """One turn at a time a conversation, so that nobody fetches another turn's replies."""
        lock = self._locks.get(sender)
        if lock is None:
            lock = self._locks[sender] = asyncio.Lock()
        return lock

    async def _replies_to(self, message: IncomingMessage) -> dict[str, Any]:
        person, key = self._line.names.address(message).person, self._line.names.message_key(message)
        try:
            await self._line.intake.put(message)
            items = await self._wait_for(person, key)
        except (InboxIsDown, RedisError, OSError, asyncio.TimeoutError):
            bubbles = [bubble.to_json() for bubble in self._line.outage.answer(message)]
            return {"replies": bubbles, "parse": self._line.lifeline.parse(message)}
        replies = [item.data for item in items if item.data["type"] == "bubble"]
        wanted = ("text", "buttons", "contact")
        return {"replies": [{name: reply[name] for name in wanted} for reply in replies], "parse": _parse(items)}

    async def _wait_for(self, person: Pseudonym, key: MessageKey) -> list[OutboxItem]:
        """Everything up to the end of this turn, late answers first. Raises TimeoutError, RedisError."""
        until = time.monotonic() + WAIT_FOR_REPLIES
        found: list[OutboxItem] = []
        while time.monotonic() < until:
            cursor = found[-1].cursor if found else START
            for item in await self._line.outbox.read(person, cursor, wait=1.0):
                found.append(item)
                if item.data.get("message") == key:
                    await self._line.outbox.take_out(person, found)
                    return found
        raise asyncio.TimeoutError


def read_turn(body: bytes, *, may_move_clock: bool) -> IncomingMessage:
    """Raises TurnIsInvalid."""
    fields = _fields(body)
    sender, text, payload, at = (fields.get(name) for name in ("sender", "text", "payload", "at"))
    if not isinstance(sender, str) or not 0 < len(sender) <= LONGEST_SENDER:
        raise TurnIsInvalid("sender")
    if isinstance(text, str) == isinstance(payload, str):
        raise TurnIsInvalid("text | payload")
    now = utc_now()
    words = text if isinstance(text, str) else str(payload)
    kind = Kind.TEXT if isinstance(text, str) else Kind.BUTTON
    moment = _moment(at, may_move_clock) if at is not None else None
    return IncomingMessage(CHANNEL, BOT, sender, uuid.uuid4().hex, words, now, now, kind, moment)


def _fields(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except ValueError:
        raise TurnIsInvalid("json") from None
    if not isinstance(fields, dict):
        raise TurnIsInvalid("json")
    return fields


def _moment(at: Any, may_move_clock: bool) -> datetime:
    """Without a zone it is Belgian time."""
    if not may_move_clock:
        raise TurnIsInvalid(sentence("clock_refused"))
    try:
        moment = datetime.fromisoformat(str(at).replace("Z", "+00:00"))
    except ValueError:
        raise TurnIsInvalid(sentence("clock_wrong")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)


def _parse(items: list[OutboxItem]) -> dict[str, Any]:
    parse: dict[str, Any] = items[-1].data["parse"]
    return parse
