"""What the bot has said to a person lately besides answers, so that it doesn't repeat itself. Used by turns."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot import keys
from casework.pseudonyms import Pseudonym

KEPT_FOR = 3600


class Said:
    """Counters, by person and by what was said: `lifeline`, `late`, `back`, `urgent:<kind>`. Gone after an hour, or
    when an answer comes in time."""

    def __init__(self, redis: Redis[bytes]) -> None:
        self._redis = redis

    async def times(self, person: Pseudonym, what: str) -> int:
        """0 while Redis is down: better a sentence twice than none."""
        try:
            return int(await self._redis.hget(keys.said(person), what) or 0)
        except (RedisError, OSError):
            return 0

    async def note(self, person: Pseudonym, what: str) -> None:
        """May raise RedisError."""
        pipeline = self._redis.pipeline(transaction=True)
        pipeline.hincrby(keys.said(person), what, 1)
        pipeline.expire(keys.said(person), KEPT_FOR)
        await pipeline.execute()
