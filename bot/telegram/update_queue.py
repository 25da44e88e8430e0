"""The queue that the library's Updater fills: it stores each update before Telegram hears of it. Used by the poller."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from telegram import Update
from telegram.error import RetryAfter

from bot.intake import InboxIsDown
from bot.telegram.gateway import Gateway

log = logging.getLogger(__name__)
PAUSE = timedelta(seconds=1)


class UpdatesAreNotStored(RetryAfter):
    """Redis is down. Only a TelegramError makes the Updater ask for the same updates again; any other error would end
    its task without a word. This kind makes it wait for a second rather than longer and longer."""

    def __init__(self) -> None:
        super().__init__(PAUSE)


class UpdateQueue(asyncio.Queue[object]):
    """Never holds anything. One batch is handled to its end even when Redis is down, so that everybody in it gets the
    lifeline; then it is refused as a whole, and what was stored of it is a repeat the next time.

    Telegram shows 100 unconfirmed updates at most: in an outage, whoever writes after those is not seen before it ends.
    A webhook has no such limit."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self._gateway = gateway
        self._last_of_batch: int | None = None
        self._is_down = False

    def begin_batch(self, updates: Sequence[Update]) -> None:
        """Told by the client before the updates are put."""
        self._is_down = False
        self._last_of_batch = updates[-1].update_id if updates else None

    async def put(self, item: object) -> None:
        """Returns when the update is stored. Raises UpdatesAreNotStored at the end of a batch that was not."""
        if not isinstance(item, Update):
            return
        # After the first failure nothing more is stored: a later message must not overtake an earlier one.
        if not self._is_down:
            await self._take(item)
        if self._is_down:
            self._gateway.tell(item)
            if item.update_id == self._last_of_batch:
                raise UpdatesAreNotStored

    async def _take(self, update: Update) -> None:
        try:
            await self._gateway.take(update)
        except InboxIsDown as error:
            log.warning("telegram: updates are not stored kind=%s", error)
            self._is_down = True
