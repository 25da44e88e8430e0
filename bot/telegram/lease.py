"""One poller among all bot processes: a lease in Redis that a dead process loses in seconds. Used by the poller."""

from __future__ import annotations

import secrets

from redis.asyncio import Redis
from redis.exceptions import RedisError

LIFE = 5.0
# KEYS: lease  ARGV: who, life (ms). Returns 1 when it is held by `who` from now on.
HOLD = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
"""


class PollerLease:
    """`life` in seconds. Telegram allows one poll at a time for a bot."""

    def __init__(self, redis: Redis[bytes], bot: str, life: float = LIFE) -> None:
        self._key, self._me, self._life = f"{{relais}}:poller:{bot}", secrets.token_hex(8), int(life * 1000)
        self._hold, self._release = redis.register_script(HOLD), redis.register_script(RELEASE)

    async def hold(self) -> bool | None:
        """True: this process polls; ask again within the life. False: another one does. None: Redis cannot say."""
        try:
            return bool(await self._hold(keys=[self._key], args=[self._me, self._life]))
        except (RedisError, OSError):
            return None

    async def release(self) -> None:
        """Another process may poll at once."""
        try:
            await self._release(keys=[self._key], args=[self._me])
        except (RedisError, OSError):
            return
