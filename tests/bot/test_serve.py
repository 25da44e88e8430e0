"""The bot as a process: its start, its end, kill -9 in the middle of everything, and nothing told anywhere."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.line import Line
from bot.messages import IncomingMessage
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.bot.small_bot import ROOT, SmallBot
from tests.bot.world import URGENT, make_environment, make_settings, message, opened_line

pytestmark = pytest.mark.end_to_end
PLANTED = "Abdelkarim-Vandenbroucke-0470112233"


def from_terminal(chat: str, text: str) -> IncomingMessage:
    return message(chat, text, channel="cli", bot="local")


async def test_kill_9_in_the_middle_of_200_messages_of_20_persons_loses_none_and_keeps_the_order(
    own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path
) -> None:
    bot = SmallBot(own_redis.url, rasa.url, tmp_path)
    rasa.state.slow = 0.03
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line:
        # Given 20 persons who write 10 messages each
        bot.start()
        for n in range(10):
            for person in range(20):
                await line.intake.put(from_terminal(f"p{person}", f"message {n}"))
            if n in (3, 6):
                # When the bot is killed twice in the middle
                bot.kill()
                bot.start()
        await until_empty(line, limit=90)
        # Then each person has all answers, each once, in order
        for person in range(20):
            expected = [f"{n + 1}. message {n}" for n in range(10)]
            assert await answers(line, f"p{person}") == expected
    assert len(rasa.state.heard()) == 200
    assert bot.stop() == 0


async def until_empty(line: Line, limit: float) -> None:
    end = time.monotonic() + limit
    while await line.redis.xlen("{relais}:inbox"):
        assert time.monotonic() < end, "messages are left in the inbox"
        await asyncio.sleep(0.1)


async def answers(line: Line, chat: str) -> list[str]:
    """What the outbox of a person holds, without introductions of late answers."""
    person = line.names.address(from_terminal(chat, "x")).person
    items = [item.data for item in await line.outbox.read(person)]
    return [item["text"] for item in items if item["type"] == "bubble" and item["text"][0].isdigit()]


async def test_no_word_of_a_person_is_in_any_log_or_in_what_redis_has_written(
    own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path
) -> None:
    # Given a bot that says as much as it can, and a person whose every word is to be found again
    bot = SmallBot(own_redis.url, rasa.url, tmp_path, RELAIS_LOG_LEVEL="DEBUG")
    bot.sender = PLANTED
    bot.start()
    # When a phrase goes through answers, buttons, failures and an outage, and waits in the inbox
    bot.say(PLANTED, "boutons")
    rasa.state.fault = "empty"
    bot.say(PLANTED, f"{URGENT} {PLANTED}")
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line:
        assert await line.redis.xlen("{relais}:inbox") == 2
        await line.redis.config_set("save", "")
        await line.redis.save()
    own_redis.freeze()
    bot.say(PLANTED)
    own_redis.thaw()
    rasa.stop()
    bot.say(PLANTED)
    bot.stop()
    # Then it stands nowhere
    written = files_in(tmp_path)
    assert any(path.suffix == ".rdb" for path in written)
    assert any(".aof" in path.name for path in written)
    for path in written:
        held = path.read_bytes()
        for part in PLANTED.split("-"):
            assert part.encode() not in held, path.name
    assert "turn failed" in bot.log.read_text()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_a_bot_that_starts_without_redis_and_rasa_waits_for_them(
    own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path
) -> None:
    own_redis.kill()
    bot = SmallBot(own_redis.url, rasa.url, tmp_path)
    bot.start()
    assert bot.health()[0] == 503
    own_redis.start()
    await asyncio.sleep(4)
    assert bot.health() == (
        200,
        {"healthy": True, "parts": {"redis": True, "rasa": True, "workers": True, "cli": True, "web": True}},
    )
    assert bot.say("bonjour")[0]["replies"][0]["text"] == "1. bonjour"
    assert bot.stop() == 0


def test_a_busy_port_is_named_and_the_exit_code_is_2(own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path) -> None:
    first = SmallBot(own_redis.url, rasa.url, tmp_path)
    first.start()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=first.environment, capture_output=True, text=True
    )
    first.stop()
    assert done.returncode == 2
    assert str(first.port) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("RELAIS_CHAT_KEYS", "no key"), ("RELAIS_ID_KEY", "short"), ("RELAIS_RASA_SECRET", "")]
)
def test_a_key_that_cannot_be_used_is_refused_with_one_sentence(name: str, value: str) -> None:
    environment = make_environment("redis://127.0.0.1:1/0", "http://127.0.0.1:1", PATH=os.environ["PATH"])
    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env={**environment, name: value},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
