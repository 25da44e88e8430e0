"""Fixtures of the Telegram tests: the Bot API stand-in, and an unmodified client of python-telegram-bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.auxil.telegram_stand_in import TelegramStandIn, running_stand_in


@pytest.fixture(scope="session")
def shared_stand_in() -> Iterator[TelegramStandIn]:
    with running_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def telegram(shared_stand_in: TelegramStandIn) -> TelegramStandIn:
    """A Bot API that has forgotten all other tests."""
    shared_stand_in.begin_anew()
    return shared_stand_in


def client_of(telegram: TelegramStandIn, token: str | None = None) -> Bot:
    """python-telegram-bot as it comes, but for the certificates of plain HTTP (reading them takes 0.1 s)."""
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    return Bot(token or telegram.token, telegram.api_url, get_updates_request=requests[0], request=requests[1])


@pytest_asyncio.fixture
async def client(telegram: TelegramStandIn) -> AsyncIterator[Bot]:
    async with client_of(telegram) as bot:
        yield bot
