"""Fixtures of this room."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from casework.sealing import CaseSealer
from casework.staff_mail_keys import bot_public_key
from staff.app import make_app
from staff.settings import StaffSettings, read_settings
from tests.staff.console_client import World, quick_console
from tests.staff.sample_requests import CHAT_KEY, PRIVATE, PUBLIC


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


@pytest_asyncio.fixture
async def world(redis: Redis, environ: dict[str, str]) -> AsyncIterator[World]:
    """The whole console, as a browser meets it."""
    console = quick_console({**environ, "RELAIS_BOT_PUBLIC_KEY": bot_public_key(CHAT_KEY)}, redis)
    made = World(console, make_app(console))
    yield made
    await made.close()
