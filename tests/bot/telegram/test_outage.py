"""Redis is dead or frozen: everybody gets the lifeline over Telegram, and no message is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest_asyncio

from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.auxil.telegram_stand_in import TelegramStandIn, until
from tests.bot.telegram.gate import Gate, running_gate
from tests.bot.world import URGENT


@pytest_asyncio.fixture
async def frail(telegram: TelegramStandIn, own_redis: RedisServer, rasa: RasaStandIn) -> AsyncIterator[Gate]:
    """A gate whose Redis the test may kill."""
    async with running_gate(telegram, own_redis.url, rasa) as gate:
        yield gate


async def test_with_redis_dead_everybody_gets_the_lifeline_once_and_an_answer_later(
    frail: Gate, own_redis: RedisServer
) -> None:
    anne, paul = frail.telegram.person(42), frail.telegram.person(43)
    own_redis.kill()
    anne.says("bonjour")
    paul.says("salut")
    await until(lambda: anne.texts and paul.texts)
    anne.says("vous êtes là ?")
    await asyncio.sleep(2)
    assert len(anne.texts) == len(paul.texts) == 1
    assert "112" in anne.texts[0]
    assert len(frail.telegram.world.updates.pending()) == 3
    own_redis.start()
    await until(lambda: len(frail.rasa.state.heard()) == 3, within=15)
    await frail.until_confirmed()
    answered = [text for text in frail.rasa.state.heard() if text != "salut"]
    assert answered == ["bonjour", "vous êtes là ?"]


async def test_with_redis_dead_an_urgent_message_gets_the_urgent_text(frail: Gate, own_redis: RedisServer) -> None:
    own_redis.kill()
    anne = frail.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    began = time.monotonic()
    anne.says(URGENT)
    await until(lambda: len(anne.texts) >= 2)
    assert time.monotonic() - began < 4
    assert any(line.strip() == "112" for text in anne.texts[1:] for line in text.splitlines())
    own_redis.start()


async def test_with_redis_frozen_the_lifeline_comes_within_ten_seconds(frail: Gate, own_redis: RedisServer) -> None:
    own_redis.freeze()
    anne = frail.telegram.person(42)
    began = time.monotonic()
    anne.says("bonjour")
    await until(lambda: anne.texts, within=10)
    assert time.monotonic() - began < 10
    own_redis.thaw()
    await until(lambda: len(frail.rasa.state.heard()) == 1, within=15)


async def test_a_bot_that_starts_while_redis_is_dead_says_the_lifeline(
    telegram: TelegramStandIn, own_redis: RedisServer, rasa: RasaStandIn
) -> None:
    own_redis.kill()
    anne = telegram.person(42)
    anne.says("bonjour")
    async with running_gate(telegram, own_redis.url, rasa, with_workers=False):
        await until(lambda: anne.texts)
        assert "112" in anne.texts[0]
    own_redis.start()


async def test_a_tap_is_acknowledged_and_kept_while_redis_is_down(frail: Gate, own_redis: RedisServer) -> None:
    anne = frail.telegram.person(42)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    own_redis.kill()
    anne.taps("Les signes")
    await until(lambda: frail.telegram.world.answered and len(anne.texts) == 2)
    own_redis.start()
    await until(lambda: frail.rasa.state.heard() == ["boutons", "/ask_signs"], within=15)


async def test_the_lifeline_of_an_outage_is_worth_several_tries(frail: Gate, own_redis: RedisServer) -> None:
    own_redis.kill()
    frail.telegram.faults.refuse("sendMessage", 429, retry_after=2)
    frail.telegram.faults.drop("sendMessage", times=2)
    anne = frail.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    assert "112" in anne.texts[0]
    own_redis.start()


async def test_who_blocks_the_bot_during_an_outage_is_forgotten_afterwards(frail: Gate, own_redis: RedisServer) -> None:
    anne = frail.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    own_redis.kill()
    anne.blocks_the_bot()
    await asyncio.sleep(1.5)
    assert frail.telegram.world.updates.pending()
    own_redis.start()
    await frail.until_confirmed(within=15)
    assert await frail.line.redis.keys("*address*") == []
