"""The console's connection to Redis, with short limits so that a frozen server shows. Called by serve and commands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError, ResponseError

from staff.operator import sentence
from staff.settings import SettingIsWrong

CONNECT_LIMIT, ANSWER_LIMIT = 1.0, 3.0


class RedisIsSilent(Exception):
    """Redis cannot be reached; the text is the sentence for the operator."""


def connect(url: str) -> Redis[bytes]:
    """Connects at the first command; answers stay bytes."""
    client: Redis[bytes] = Redis.from_url(
        url, socket_connect_timeout=CONNECT_LIMIT, socket_timeout=ANSWER_LIMIT, retry=Retry(NoBackoff(), 0)
    )
    return client


async def disconnect(redis: Redis[bytes]) -> None:
    """`close` became `aclose` in redis-py 5; with 4.6 it leaves the connections of the pool open."""
    close = getattr(redis, "aclose", None) or redis.close
    await close()
    await redis.connection_pool.disconnect()


async def check_redis(redis: Redis[bytes]) -> None:
    """Raises SettingIsWrong when the password is refused, RedisIsSilent when nobody answers."""
    try:
        await redis.ping()
    except (AuthenticationError, ResponseError):
        raise SettingIsWrong(sentence("redis_refuses")) from None
    except (RedisError, OSError):
        raise RedisIsSilent(sentence("redis_silent")) from None


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Redis[bytes]]:
    """A client that was found working, for the length of one command. Raises as `check_redis` does."""
    redis = connect(url)
    try:
        await check_redis(redis)
        yield redis
    finally:
        await disconnect(redis)
