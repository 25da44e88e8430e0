"""Whether the console could show a request now: Redis answers, and the keys open what came last. Called by app."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.exceptions import RedisError

from casework import keys
from casework.references import Reference
from casework.requests import RequestStore
from casework.sealing import CannotOpen, CaseOpener


async def is_healthy(redis: Redis[bytes], opener: CaseOpener) -> bool:
    try:
        latest = await redis.zrevrange(keys.CASES, 0, 0)
        stored = await RequestStore(redis).get(Reference(latest[0].decode())) if latest else None
    except (RedisError, OSError):
        return False
    try:
        if stored is not None:
            stored.opened(opener)
    except (CannotOpen, ValueError, TypeError):
        return False
    return True
