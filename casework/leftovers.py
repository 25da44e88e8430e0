"""What was erased must leave Redis's append-only file too, within the hour. Noted where something is erased, swept by
the bot: Redis then writes the file anew from what is still there."""

from __future__ import annotations

from datetime import timedelta

from redis.asyncio import Redis
from redis.exceptions import ResponseError

DUE, ASKED = "{relais}:leftovers:due", "{relais}:leftovers:asked"
# Writing the file anew costs a fork: not more often than this, however many people erase.
PAUSE = timedelta(minutes=15)
KEEP = timedelta(days=7)


async def note_erasure(redis: Redis[bytes]) -> None:
    """Something was erased: its traces are still in the file."""
    await redis.set(DUE, 1, ex=KEEP)


async def sweep(redis: Redis[bytes], pause: timedelta = PAUSE) -> bool:
    """True when a new file was asked for. An erasure during the pause is swept at its end.

    Raises ResponseError where Redis does not allow it; it stays noted, and is tried again after the pause."""
    if not await redis.exists(DUE) or not await redis.set(ASKED, 1, ex=pause, nx=True):
        return False
    # Taken away before the file is written: what is erased meanwhile is noted anew.
    await redis.delete(DUE)
    try:
        await redis.bgrewriteaof()
    except ResponseError:
        await note_erasure(redis)
        raise
    return True
