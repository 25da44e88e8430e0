"""Telegram as a door of the bot: its channel, its route, its start and end. Made by serve when there is a token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from starlette.routing import BaseRoute
from telegram import BotCommand, Update
from telegram.error import InvalidToken, TelegramError

from bot.ending import end
from bot.line import Line
from bot.settings import SettingIsWrong
from bot.telegram.background import Background
from bot.telegram.channel import TelegramChannel
from bot.telegram.client import TelegramClient
from bot.telegram.gateway import Gateway
from bot.telegram.hook import Hook
from bot.telegram.lease import PollerLease
from bot.telegram.poller import Poller
from bot.telegram.retry import until_done
from bot.telegram.sentences import sentence
from bot.telegram.setting import read_setting
from bot.telegram.status import TelegramStatus, Way
from bot.telegram.update_queue import UpdateQueue

log = logging.getLogger(__name__)


class TelegramDoor:
    """Follows bot.channel.Door. Making one raises SettingIsWrong when a setting has the wrong form."""

    def __init__(self, line: Line) -> None:
        setting = read_setting(line.settings)
        self._commands = [BotCommand(command.name, command.description) for command in line.commands.listed]
        self._client = TelegramClient(setting)
        self._background = Background()
        self.status = TelegramStatus()
        self.channel = TelegramChannel(self._client)
        gateway = Gateway(line, self._client, setting.bot, self.channel, self._background)
        self._queue = UpdateQueue(gateway)
        self._client.listen_to_polls(self)
        self._poller = Poller(self._client, self._queue, PollerLease(line.redis, setting.bot), self.status)
        self._hook = Hook(setting.webhook, self._client, gateway, self.status) if setting.webhook else None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [self._hook.route()] if self._hook else []

    async def start(self) -> None:
        """Raises SettingIsWrong when Telegram refuses the token; when it cannot be reached, it is tried again."""
        try:
            await self._client.initialize()
        except InvalidToken:
            await self._client.shutdown()
            raise SettingIsWrong(sentence("token_refused")) from None
        except TelegramError as error:
            log.warning("telegram: not reached yet kind=%s", type(error).__name__)
        if self._hook:
            self._tasks.append(asyncio.create_task(self._hook.keep()))
        else:
            self._poller.start()
        self._tasks.append(asyncio.create_task(until_done(self._set_menu, "the menu")))

    async def _set_menu(self) -> None:
        await self._client.set_my_commands(self._commands)

    async def stop(self) -> None:
        """What is on its way to people may still be sent: the workers end after the doors."""
        await self._poller.stop()
        await end(self._tasks)
        await self._background.stop()
        self.status.close()

    async def close(self) -> None:
        """After the workers: the connections to Telegram."""
        await self._client.shutdown()

    def is_alive(self) -> bool:
        return self.status.is_alive()

    def poll_succeeded(self, updates: Sequence[Update]) -> None:
        self.status.confirm(Way.POLLING)
        self._queue.begin_batch(updates)

    def poll_failed(self) -> None:
        self.status.notice_failure()
