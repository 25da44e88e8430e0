"""A bot process in miniature: line, Telegram door and workers in the test's event loop. Used by the Telegram tests."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.ending import end
from bot.line import Line
from bot.settings import BotSettings
from bot.telegram import TelegramDoor
from bot.worker import Workers
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.telegram_stand_in import TelegramStandIn, until
from tests.bot.world import make_settings, opened_line


def client_of(telegram: TelegramStandIn, token: str | None = None) -> Bot:
    """python-telegram-bot as it comes, but for the certificates of plain HTTP (reading them takes 0.1 s)."""
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    return Bot(token or telegram.token, telegram.api_url, get_updates_request=requests[0], request=requests[1])


def telegram_settings(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn, **more: str) -> BotSettings:
    reach = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.api_url}
    return make_settings(redis_url, rasa.url, **{**reach, **more})


@dataclass(repr=False)
class Gate:
    """What a test holds in its hands."""

    line: Line
    door: TelegramDoor
    telegram: TelegramStandIn
    rasa: RasaStandIn

    async def until_confirmed(self, within: float = 5.0) -> None:
        """Until Telegram has nothing left for us."""
        await until(lambda: not self.telegram.world.updates.pending(), within)

    async def waiting(self) -> int:
        """How many messages are in the inbox."""
        return int(await self.line.redis.xlen("{relais}:inbox"))


@contextlib.asynccontextmanager
async def opened_door(line: Line) -> AsyncIterator[TelegramDoor]:
    door = TelegramDoor(line)
    try:
        yield door
    finally:
        await door.stop()
        await door.close()


@contextlib.asynccontextmanager
async def working(line: Line, door: TelegramDoor) -> AsyncIterator[Workers]:
    workers = Workers(line, {"telegram": door.channel})
    running = asyncio.create_task(workers.run())
    try:
        yield workers
    finally:
        await workers.stop(patience=0.2)
        await end([running])


@contextlib.asynccontextmanager
async def running_gate(
    telegram: TelegramStandIn,
    redis_url: str,
    rasa: RasaStandIn,
    *,
    with_workers: bool = True,
    more: dict[str, str] | None = None,
) -> AsyncIterator[Gate]:
    async with (
        opened_line(telegram_settings(telegram, redis_url, rasa, **(more or {}))) as line,
        opened_door(line) as door,
    ):
        await door.start()
        if not line.settings.telegram_webhook_url:
            await until(lambda: telegram.calls("getUpdates") or telegram.polling.has_poller)
        async with working(line, door) if with_workers else contextlib.nullcontext():
            yield Gate(line, door, telegram, rasa)
