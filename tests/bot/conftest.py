"""The bot's small world: a real Redis, a stand-in for Rasa over real HTTP, a channel that notes what it was given."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.line import Line
from tests.auxil.rasa_stand_in import RasaStandIn, running_stand_in
from tests.bot.mail_world import MailWorld, running_mail_world
from tests.bot.world import World, make_settings, opened_line


@pytest.fixture
def rasa() -> Iterator[RasaStandIn]:
    """A Rasa that has heard nothing yet and works; the test may make it fail, stop it and start it again."""
    with running_stand_in() as stand_in:
        yield stand_in


@pytest_asyncio.fixture
async def line(redis_url: str, rasa: RasaStandIn) -> AsyncIterator[Line]:
    async with opened_line(make_settings(redis_url, rasa.url)) as line:
        yield line


@pytest_asyncio.fixture
async def world(line: Line, rasa: RasaStandIn) -> AsyncIterator[World]:
    """Workers that run until the end of the test."""
    async with World(line, rasa).running() as world:
        yield world


@pytest.fixture
def world_later(line: Line, rasa: RasaStandIn) -> World:
    """Workers that the test starts itself."""
    return World(line, rasa)


@pytest_asyncio.fixture
async def mail(redis_url: str, rasa: RasaStandIn) -> AsyncIterator[MailWorld]:
    """A bot that staff can write through, with workers that run until the end of the test."""
    async with running_mail_world(redis_url, rasa) as mail:
        yield mail
