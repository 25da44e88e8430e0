"""Daily counters without persons: how many, never who. Called by bot and actions; read by staff."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from redis.asyncio import Redis

from casework import keys
from casework.opening_hours import BRUSSELS

# Long enough to compare a month with the same month a year before.
KEEP = timedelta(days=400)


async def count(redis: Redis[bytes], name: str, by: int = 1, *, day: date | None = None) -> None:
    """Adds to today's counter (the day in Belgium). `name` is a word of ours, never a person's."""
    key = keys.count(name, day or datetime.now(BRUSSELS).date())
    async with redis.pipeline(transaction=True) as pipe:
        pipe.incrby(key, by)
        pipe.expire(key, KEEP)
        await pipe.execute()


async def counted(redis: Redis[bytes], name: str, first: date, last: date) -> dict[date, int]:
    """The counter of each day from `first` to `last`, both included."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    values = await redis.mget([keys.count(name, day) for day in days]) if days else []
    return {day: int(value or 0) for day, value in zip(days, values, strict=True)}
