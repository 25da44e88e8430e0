"""Fixtures shared by all rooms: a real Redis, emptied before each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import redis as redis_sync
import redis.asyncio as redis_async

from launcher.training import ensure_model
from tests.auxil.redis_server import RedisServer, running_redis
from tests.auxil.stack import ROOT


@pytest.fixture(scope="session")
def shared_redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis_url(shared_redis_server: RedisServer) -> str:
    """The address of a real, empty Redis."""
    client = redis_sync.Redis.from_url(shared_redis_server.url)
    client.flushall()
    client.close()
    return shared_redis_server.url


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[redis_async.Redis]:
    client = redis_async.Redis.from_url(redis_url)
    yield client
    await client.close()
    await client.connection_pool.disconnect()  # close() leaves the pool of a client made by from_url open


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A server that the test may kill, freeze and start again."""
    with running_redis(tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def trained_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Trained once per change of its inputs, shared by every test of the run."""
    ensure_model(ROOT, tmp_path_factory.mktemp("training") / "training.log")
