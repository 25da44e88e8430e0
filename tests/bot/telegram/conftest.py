"""Fixtures of the Telegram tests: the Bot API stand-in, a client as the library makes it, and our own gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cache

import pytest
import pytest_asyncio
from telegram import Bot

from casework.content import load_content
from casework.urgency_rules import load_rules
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.telegram_stand_in import TelegramStandIn, running_stand_in
from tests.bot.telegram.gate import Gate, client_of, running_gate


@pytest.fixture(scope="session", autouse=True)
def _texts_are_read_once() -> Iterator[None]:
    """They are the same for every line, and reading them takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.line.load_content", cache(load_content))
        patch.setattr("bot.line.load_rules", cache(load_rules))
        yield


@pytest.fixture(scope="session")
def shared_telegram() -> Iterator[TelegramStandIn]:
    with running_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def telegram(shared_telegram: TelegramStandIn) -> TelegramStandIn:
    """A Bot API that has forgotten all other tests."""
    shared_telegram.begin_anew()
    return shared_telegram


@pytest_asyncio.fixture
async def client(telegram: TelegramStandIn) -> AsyncIterator[Bot]:
    async with client_of(telegram) as client:
        yield client


@pytest_asyncio.fixture
async def gate(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn) -> AsyncIterator[Gate]:
    """Our Telegram door, polling, with workers behind it."""
    async with running_gate(telegram, redis_url, rasa) as gate:
        yield gate
