"""Small things done beside a turn: counting, telling staff on duty. They never fail a turn and never delay it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from redis.exceptions import RedisError

from bot.ending import end
from bot.inbox import LeaseLost

log = logging.getLogger(__name__)
WITHIN = 10.0
# What waits here while Redis is down is not worth more memory than this.
MOST_AT_ONCE = 1000


class Aside:
    """Keeps a hold on its tasks until they are done; what goes wrong in one is logged by kind only."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def do(self, work: Coroutine[Any, Any, None], what: str) -> None:
        if len(self._tasks) >= MOST_AT_ONCE:
            work.close()
            return
        task = asyncio.create_task(_guarded(work, what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self, patience: float = 1.0) -> None:
        """Waits for what is begun, and ends what takes longer."""
        await end(self._tasks, patience)


async def _guarded(work: Coroutine[Any, Any, None], what: str) -> None:
    try:
        await asyncio.wait_for(work, WITHIN)
    except (RedisError, OSError, asyncio.TimeoutError, LeaseLost) as error:
        log.info("%s failed kind=%s", what, type(error).__name__)
    except Exception as error:
        log.error("%s broke kind=%s", what, type(error).__name__, exc_info=error)
