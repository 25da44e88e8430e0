"""The bot's connection to Redis, with short limits: a frozen server must be noticed in seconds. Called by serve."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError

CONNECT_LIMIT, ANSWER_LIMIT = 1.0, 2.0


def connect(url: str) -> Redis[bytes]:
    """Connects at the first command. The client tries once more when the server has closed a connection (it was
    started again while we were idle); what else is tried again is for our own code to decide."""
    client: Redis[bytes] = Redis.from_url(
        url,
        socket_connect_timeout=CONNECT_LIMIT,
        socket_timeout=ANSWER_LIMIT,
        retry=Retry(NoBackoff(), 1),
        retry_on_error=[ConnectionError],
    )
    return client


async def disconnect(redis: Redis[bytes]) -> None:
    """`close` became `aclose` in redis-py 5."""
    close = getattr(redis, "aclose", None) or redis.close
    await close()
    await redis.connection_pool.disconnect()
