"""Helpers of the bot's tests: settings, messages, a channel that notes what it was given, workers that run."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache

from bot.ending import end
from bot.line import Line, make_line
from bot.messages import Address, Bubble, FinishedTurn, IncomingMessage, Kind
from bot.patience import Patience
from bot.redis_client import disconnect
from bot.settings import BotSettings, read_settings
from bot.worker import Workers
from casework.content import Content, load_content
from casework.sealing import new_chat_key
from casework.urgency_rules import UrgencyRules, load_rules
from tests.auxil.rasa_stand_in import SECRET, RasaStandIn

ID_KEY = "an-id-key-for-tests-that-is-long-enough"
CHAT_KEYS = new_chat_key()
URGENT = "je veux mourir, je n’en peux plus"
_numbers = itertools.count(1)


@cache
def content() -> Content:
    return load_content()


@cache
def rules() -> UrgencyRules:
    return load_rules()


def make_environment(redis_url: str, rasa_url: str, **more: str) -> dict[str, str]:
    return {
        "REDIS_URL": redis_url, "RELAIS_ID_KEY": ID_KEY, "RELAIS_CHAT_KEYS": CHAT_KEYS,
        "RELAIS_RASA_SECRET": SECRET, "RELAIS_RASA_URL": rasa_url, **more,
    }  # fmt: skip


def make_settings(redis_url: str, rasa_url: str, **more: str) -> BotSettings:
    return read_settings(make_environment(redis_url, rasa_url, **more))


@contextlib.asynccontextmanager
async def opened_line(settings: BotSettings) -> AsyncIterator[Line]:
    line = make_line(settings, content(), rules())
    try:
        yield line
    finally:
        await line.aside.settle()  # as the bot does: a count still under way would open a connection that nobody closes
        await line.rasa.close()
        with contextlib.suppress(Exception):
            await disconnect(line.redis)


def message(chat: str, text: str, **more: object) -> IncomingMessage:
    """A message of the test's channel, received now, with a fresh id."""
    now = datetime.now(timezone.utc)
    values: dict[str, object] = {
        "channel": "test", "bot": "1", "chat": chat, "id": f"{chat}:{next(_numbers)}", "text": text,
        "sent_at": now, "received_at": now, "kind": Kind.TEXT,
    }  # fmt: skip
    return IncomingMessage(**{**values, **more})  # type: ignore[arg-type]


@dataclass
class Sent:
    """One bubble as it reached a chat; `at` is of the monotonic clock."""

    chat: str
    bubble: Bubble
    at: float


@dataclass
class NotingChannel:
    """Follows bot.channel.Channel; `trouble` is asked before each bubble and may raise."""

    name: str = "test"
    longest_text: int = 4096
    sent: list[Sent] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    finished_turns: list[FinishedTurn] = field(default_factory=list)
    trouble: Callable[[Address, Bubble], None] = lambda address, bubble: None

    async def send(self, address: Address, bubble: Bubble) -> None:
        self.trouble(address, bubble)
        self.sent.append(Sent(address.chat, bubble, time.monotonic()))

    async def typing(self, address: Address) -> None:
        self.typed.append(address.chat)

    async def finished(self, address: Address, turn: FinishedTurn) -> None:
        self.finished_turns.append(turn)

    def texts(self, chat: str) -> list[str]:
        return [sent.bubble.text for sent in self.sent if sent.chat == chat]

    def bubbles(self, chat: str) -> list[Bubble]:
        return [sent.bubble for sent in self.sent if sent.chat == chat]


class Clock:
    """The present, moved by the test."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(timezone.utc) + self.ahead


class World:
    """A line with workers of its own; several worlds on one Redis are several bot processes."""

    def __init__(self, line: Line, rasa: RasaStandIn, channel: NotingChannel | None = None, **patience: float) -> None:
        self.line, self.rasa, self.clock = line, rasa, Clock()
        self.channel = channel or NotingChannel()
        self.workers = Workers(line, {"test": self.channel}, patience=Patience(**patience), now=self.clock.now)
        self._running: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[World]:
        self._running = asyncio.create_task(self.workers.run())
        try:
            yield self
        finally:
            await self.workers.stop(patience=0.1)
            await end([self._running])

    async def say(self, chat: str, text: str, **more: object) -> IncomingMessage:
        said = message(chat, text, **more)
        await self.line.intake.put(said)
        return said

    async def until(self, truth: Callable[[], object], limit: float = 5.0) -> None:
        """Waits for something to become true; fails after the limit."""
        end = time.monotonic() + limit
        while not truth():
            assert time.monotonic() < end, f"not true within {limit} s; bubbles sent: {len(self.channel.sent)}"
            await asyncio.sleep(0.01)

    async def until_texts(self, chat: str, count: int, limit: float = 5.0) -> list[str]:
        await self.until(lambda: len(self.channel.texts(chat)) >= count, limit)
        return self.channel.texts(chat)

    async def until_empty(self, limit: float = 5.0) -> None:
        """Until the inbox holds nothing any more."""
        end = time.monotonic() + limit
        while await self.line.redis.xlen("{relais}:inbox"):
            assert time.monotonic() < end, "messages are left in the inbox"
            await asyncio.sleep(0.01)
