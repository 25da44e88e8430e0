"""Keeps one long poll running: by one process, watched, begun anew when it dies or hangs. Started by the door."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater

from bot.telegram.lease import PollerLease
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.retry import Pauses
from bot.telegram.status import POLL_IS_STALE_AFTER, TelegramStatus, Way
from bot.telegram.update_queue import UpdateQueue

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
POLL = 10
# As the library names it; without it only a poll that has gone silent is noticed.
POLLING_TASK = "Updater:start_polling:polling_task"
STOP_WITHIN = 2.0


class Poller:
    """`stop` ends it within some seconds; updates that were not stored stay with Telegram."""

    def __init__(self, bot: Bot, queue: UpdateQueue, lease: PollerLease, status: TelegramStatus) -> None:
        self._bot, self._queue, self._lease, self._status = bot, queue, lease, status
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._knows_of_another = False
        self._pauses = Pauses(first=1.0, most=8.0)

    def start(self) -> None:
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        self._stopping.set()
        if self._running:
            await asyncio.gather(self._running, return_exceptions=True)
        await self._lease.release()
        self._status.close()

    async def _run(self) -> None:
        while not self._stopping.is_set():
            if await self._may_poll():
                await self._poll_and_survive()
            else:
                await self._wait(LOOK_EVERY)

    async def _may_poll(self) -> bool:
        """With Redis down nobody can take over, and somebody must be there to say the lifeline."""
        held = await self._lease.hold()
        if held is not None:
            self._knows_of_another = not held
        if held is False:
            self._status.confirm(Way.STANDBY)
        return not self._knows_of_another

    async def _poll_and_survive(self) -> None:
        try:
            await self._poll()
            return
        except InvalidToken:
            self._status.close()
            log.error("telegram: the token is refused")
        except TelegramError as error:
            log.warning("telegram: cannot poll kind=%s", type(error).__name__)
        except Exception as error:
            log.error("telegram: the poll broke kind=%s", type(error).__name__, exc_info=error)
        await self._wait(self._pauses.next())

    async def _poll(self) -> None:
        """Until the lease is lost or we stop. Raises what ended the library's task."""
        updater = Updater(self._bot, self._queue)
        others = asyncio.all_tasks()
        try:
            await updater.initialize()
            await updater.start_polling(timeout=POLL, allowed_updates=ALLOWED_UPDATES)
            self._status.confirm(Way.POLLING)
            log.info("telegram: polling")
            await self._watch([task for task in asyncio.all_tasks() - others if task.get_name() == POLLING_TASK])
        finally:
            await _stopped(updater)

    async def _watch(self, polling: list[asyncio.Task[None]]) -> None:
        while not self._stopping.is_set() and await self._may_poll():
            await self._wait(LOOK_EVERY, *polling)
            for task in polling:
                if task.done():
                    task.result()
                    raise TelegramError("the poll has ended by itself")
            if self._status.silent_for() > POLL_IS_STALE_AFTER:
                raise TelegramError("the poll has gone silent")
            if self._status.is_alive():
                self._pauses.reset()

    async def _wait(self, seconds: float, *tasks: asyncio.Task[None]) -> None:
        """Less when we are to stop or a task has ended."""
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({stopping, *tasks}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()


async def _stopped(updater: Updater) -> None:
    """The client stays open: the workers still send with it."""
    if updater.running:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(updater.stop(), STOP_WITHIN)
