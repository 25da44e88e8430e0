"""Sweeps what was erased out of Redis's append-only file, beside the workers. Called by serve."""

from __future__ import annotations

import asyncio
import logging

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from casework.leftovers import sweep

log = logging.getLogger(__name__)
LOOK_EVERY = 60.0  # seconds


async def keep_sweeping(redis: Redis[bytes], every: float = LOOK_EVERY) -> None:
    """Until it is cancelled. Where Redis forbids it, the log says so: the operator must have the file rewritten."""
    while True:
        try:
            await sweep(redis)
        except ResponseError as error:
            log.warning("the append-only file was not rewritten kind=%s", type(error).__name__)
        except (RedisError, OSError):
            pass  # Redis is away: the workers say so, and this waits
        await asyncio.sleep(every)
