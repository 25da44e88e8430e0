"""A planted phrase, the token and the chat id appear in no log, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.auxil.telegram_stand_in import TelegramStandIn, until
from tests.bot.telegram.gate import running_gate

PHRASE = "coquelicot-planté"
CHAT = 420042
NAME = "Zélie"


async def test_nothing_is_told_while_everything_fails(
    telegram: TelegramStandIn,
    own_redis: RedisServer,
    rasa: RasaStandIn,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    # Given a conversation with every kind of update
    async with running_gate(telegram, own_redis.url, rasa) as gate:
        zelie = telegram.person(CHAT, NAME)
        written = zelie.says(PHRASE)
        await until(lambda: zelie.texts)
        zelie.edits(written, PHRASE + " corrigé")
        zelie.sends("photo", caption=PHRASE)
        zelie.taps_data(zelie.received[0], PHRASE)
        zelie.sends("contact")
        telegram.group(-CHAT).hears(zelie, PHRASE)
        await gate.until_confirmed()
        # When Telegram, then Redis, fail in every way
        for code in (400, 401, 429, 500, 502):
            telegram.faults.refuse("sendMessage", code)
            telegram.faults.refuse("getUpdates", code)
        telegram.faults.garbage("getUpdates")
        telegram.faults.garbage("sendMessage")
        telegram.faults.drop("sendMessage", after=True)
        zelie.says(PHRASE)
        telegram.world.updates.add("message", {"text": PHRASE, "chat": {"id": CHAT}})
        await until(lambda: not telegram.world.updates.pending(), within=20)
        own_redis.kill()
        zelie.says(PHRASE)
        await asyncio.sleep(2)
        own_redis.start()
        await gate.until_confirmed(within=20)
        zelie.blocks_the_bot()
        zelie.says(PHRASE)
        await gate.until_confirmed()
    # Then nobody who reads the logs knows more
    shown = "".join(capfd.readouterr())
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert any(record.name.startswith("bot.telegram") for record in caplog.records)
    for secret in ("coquelicot", telegram.token, telegram.token.split(":")[1], str(CHAT), NAME):
        assert secret not in logged
        assert secret not in shown
