"""getUpdates: long polling with one poller at a time, as the Bot API server does it."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.auxil.telegram_stand_in.errors import conflict
from tests.auxil.telegram_stand_in.updates import UpdateQueue

Json = dict[str, Any]
TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
NEW_WEBHOOK = "terminated by setWebhook request"
LONGEST_WAIT = 50


class Polling:
    """Lives in the server's event loop. A newer poller ends the older one's wait with 409, as Telegram does."""

    def __init__(self, queue: UpdateQueue) -> None:
        self._queue = queue
        self._waiting: asyncio.Future[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.conflicts = 0
        queue.on_arrival(self._arrived)

    async def get_updates(self, offset: int, limit: int, timeout: float) -> list[Json]:
        self._loop = asyncio.get_running_loop()
        updates = self._queue.from_offset(offset, limit)
        if updates or timeout <= 0:
            return updates
        self.end_other(TWO_POLLERS)
        mine = self._waiting = self._loop.create_future()
        if not self._queue.pending(1):  # one may have come before the wait was in place
            await self._wait(mine, min(timeout, LONGEST_WAIT))
        return self._queue.from_offset(offset, limit)

    async def _wait(self, mine: asyncio.Future[None], timeout: float) -> None:
        try:
            await asyncio.wait_for(mine, timeout)
        except asyncio.TimeoutError:
            pass
        finally:
            if self._waiting is mine:
                self._waiting = None

    def end_other(self, reason: str) -> None:
        """Only in the server's loop."""
        if self._waiting and not self._waiting.done():
            self.conflicts += 1
            self._waiting.set_exception(conflict(reason))

    @property
    def has_poller(self) -> bool:
        return self._waiting is not None

    def _arrived(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)
