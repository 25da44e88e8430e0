"""Whether the console could show a request now: Redis answers, and the keys open what came last."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.exceptions import RedisError

from casework import keys
from casework.references import Reference
from casework.requests import RequestStore
from casework.sealing import CannotOpen, CaseOpener

# At start: so many of the newest requests are tried, so that a single one that is damaged does not close the console.
TRIED_AT_START = 20


async def is_healthy(redis: Redis[bytes], opener: CaseOpener) -> bool:
    try:
        opened = await _opened_of_newest(redis, opener, 1)
    except (RedisError, OSError):
        return False
    return all(opened)


async def keys_fit(redis: Redis[bytes], opener: CaseOpener) -> bool:
    """False when there are requests and none of the newest ones opens: these are other keys. Raises RedisError."""
    opened = await _opened_of_newest(redis, opener, TRIED_AT_START)
    return not opened or any(opened)


async def _opened_of_newest(redis: Redis[bytes], opener: CaseOpener, count: int) -> list[bool]:
    """For each of the newest requests whose content is there: whether it opens."""
    newest = [Reference(member.decode()) for member in await redis.zrevrange(keys.CASES, 0, count - 1)]
    found = [await RequestStore(redis).get(reference) for reference in newest]
    opened = []
    for stored in found:
        if stored is not None and stored.sealed:
            try:
                stored.opened(opener)
                opened.append(True)
            except (CannotOpen, ValueError, TypeError):
                opened.append(False)
    return opened
