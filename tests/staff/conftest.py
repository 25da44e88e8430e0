"""Fixtures of this room."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from casework.sealing import CaseSealer
from staff.settings import StaffSettings, read_settings
from tests.staff.sample_requests import PRIVATE, PUBLIC


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A client whose connections are all closed again: with redis 4.6, `close()` leaves those of its pool open."""
    client = Redis.from_url(redis_url)
    yield client
    await client.connection_pool.disconnect()


@pytest.fixture
def environ(redis_url: str) -> dict[str, str]:
    """The environment of a console that works."""
    return {"REDIS_URL": redis_url, "RELAIS_CASE_PRIVATE_KEYS": PRIVATE, "RELAIS_CASE_PUBLIC_KEY": PUBLIC}


@pytest.fixture
def settings(environ: dict[str, str]) -> StaffSettings:
    return read_settings(environ)


@pytest.fixture
def sealer() -> CaseSealer:
    return CaseSealer.from_setting(PUBLIC)
