"""Fixtures of this room."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from redis.asyncio import Redis


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A client whose connections are all closed again: with redis 4.6, `close()` leaves those of its pool open."""
    client = Redis.from_url(redis_url)
    yield client
    await client.connection_pool.disconnect()
