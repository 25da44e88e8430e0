"""Waiting, in one place: how long each thing may take, and how a Redis outage is sat out. Used by the workers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from redis.exceptions import RedisError

T = TypeVar("T")
# A lease that has ended is doubted for 2.5 seconds: whoever holds it must be back before.
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 1.0


@dataclass(frozen=True)
class Patience:
    """All in seconds, counted from a message's receipt; `too_old`, `late_after` and `undeliverable_after` from when it
    was sent. `fair_try`: what a turn gets before the lifeline is said beside it, however old its message is already
    (after a restart the answer is only a moment away)."""

    lifeline_after: float = 8.0
    fair_try: float = 3.0
    retry_for: float = 120.0
    late_after: float = 60.0
    too_old: float = 600.0
    undeliverable_after: float = 24 * 3600.0
    look_every: float = 1.0


async def until_redis_answers(operation: Callable[[], Awaitable[T]]) -> T:
    """Tries again for as long as Redis is down: what has been sent must be marked as sent. Lets LeaseLost through."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await operation()
        except (RedisError, OSError):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def rest_after(tries: int) -> float:
    """How long a turn that failed rests before the next try."""
    return float(min(0.5 * 2 ** min(tries, 10), 5.0))
