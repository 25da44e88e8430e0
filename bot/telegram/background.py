"""Small tasks beside the work: to show a choice, to leave a group. Used by the gateway and the door."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from telegram.error import TelegramError

from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn
from bot.ending import end

log = logging.getLogger(__name__)
EXPECTED = (TelegramError, PersonIsGone, TryAgainIn, ChannelIsDown)


class Background:
    """Keeps a hold on its tasks until they are done; what goes wrong in one is logged by kind only."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], what: str) -> None:
        task = asyncio.create_task(self._guarded(work, what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None], what: str) -> None:
        try:
            await work
        except EXPECTED as error:
            log.info("telegram: %s failed kind=%s", what, type(error).__name__)
        except Exception as error:
            log.error("telegram: %s broke kind=%s", what, type(error).__name__, exc_info=error)

    async def stop(self, patience: float = 1.0) -> None:
        await end(self._tasks, patience)
