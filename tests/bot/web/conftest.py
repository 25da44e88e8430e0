"""A web chat over a real line: its routes asked over ASGI, its workers running when a test wants answers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.line import Line
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.bot.web.small_web import SmallWeb
from tests.bot.world import make_settings, opened_line


@pytest_asyncio.fixture
async def web(line: Line) -> AsyncIterator[SmallWeb]:
    async with SmallWeb(line).opened() as web:
        yield web


@pytest_asyncio.fixture
async def embedded(redis_url: str, rasa: RasaStandIn) -> AsyncIterator[SmallWeb]:
    """One that a site may show, behind a proxy that is believed."""
    settings = make_settings(
        redis_url, rasa.url, RELAIS_EMBED_SITES="https://www.exemple.be", RELAIS_TRUSTED_PROXY="10.0.0.0/8"
    )
    async with opened_line(settings) as line, SmallWeb(line).opened() as web:
        yield web
