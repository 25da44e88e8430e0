"""The real bot process between the Telegram stand-in and the Rasa stand-in: killed, doubled, refused."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer, free_port
from tests.auxil.telegram_stand_in import TOKEN, TelegramStandIn, wait_until
from tests.bot.telegram.process import BotProcess
from tests.bot.world import make_environment

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(240)]
MESSAGES, PEOPLE, KILLS = 250, 20, 3
# Who has waited for long has also heard the lifeline, and that this is a late answer.
ECHO = re.compile(r"\d+\. message (\d+)")
MakeBot = Callable[..., BotProcess]


@pytest.fixture
def make_bot(telegram: TelegramStandIn, own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path) -> Iterator[MakeBot]:
    """Bots on one Redis; all of them are stopped at the end."""
    with ExitStack() as stack:

        def make(**more: str) -> BotProcess:
            reach = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.api_url}
            bot = BotProcess(tmp_path, make_environment(own_redis.url, rasa.url, **{**reach, **more}))
            stack.callback(bot.stop)
            return bot

        yield make


@contextmanager
def people_writing(telegram: TelegramStandIn, over: float) -> Iterator[None]:
    """All messages, spread over some seconds; waits for the last one at the end."""

    def write() -> None:
        for number in range(MESSAGES):
            telegram.person(1000 + number % PEOPLE).says(f"message {number}")
            time.sleep(over / MESSAGES)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def answered(telegram: TelegramStandIn) -> dict[int, list[int]]:
    """By person, the numbers of the messages whose answers arrived, repeats included."""
    people = {chat: telegram.person(chat).texts for chat in range(1000, 1000 + PEOPLE)}
    return {
        chat: [int(found[1]) for text in texts if (found := ECHO.fullmatch(text))] for chat, texts in people.items()
    }


def webhook_settings() -> dict[str, str]:
    port = str(free_port())
    url = f"http://127.0.0.1:{port}/telegram"
    secret = "un-secret-assez-long"
    return {"RELAIS_BOT_PORT": port, "TELEGRAM_WEBHOOK_URL": url, "TELEGRAM_WEBHOOK_SECRET": secret}


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_kill_9_in_the_middle_of_250_messages_loses_none(
    telegram: TelegramStandIn,
    rasa: RasaStandIn,
    make_bot: MakeBot,
    way: str,
    record_property: Callable[[str, object], None],
) -> None:
    # Given a bot that answers 20 people who write all at once
    bot = make_bot(**(webhook_settings() if way == "webhook" else {}))
    bot.start()
    bot.wait_until_well()
    # When it is killed three times in the middle
    with people_writing(telegram, over=8):
        for _ in range(KILLS):
            time.sleep(1.5)
            bot.kill()
            bot.start()
            bot.wait_until_well()
    # Then each message is answered, in order, and was one turn
    wait_until(lambda: sum(len(set(numbers)) for numbers in answered(telegram).values()) == MESSAGES, within=60)
    repeats = 0
    for numbers in answered(telegram).values():
        first_answers = list(dict.fromkeys(numbers))
        repeats += len(numbers) - len(first_answers)
        assert first_answers == sorted(first_answers)
    record_property("bubbles_sent_twice", repeats)
    print("sent twice:", repeats, "bubbles in all:", len(telegram.world.sent))
    assert repeats <= KILLS * PEOPLE
    heard = rasa.state.heard()
    assert sorted(heard) == sorted(f"message {number}" for number in range(MESSAGES))
    wait_until(lambda: not telegram.world.updates.pending())


def test_a_second_process_takes_over_when_the_poller_is_killed(telegram: TelegramStandIn, make_bot: MakeBot) -> None:
    first, second = make_bot(), make_bot()
    first.start()
    first.wait_until_well()
    second.start()
    second.wait_until_well()
    assert telegram.polling.conflicts == 0
    first.kill()
    killed_at = time.monotonic()
    anne = telegram.person(42)
    anne.says("bonjour")
    wait_until(lambda: anne.texts, within=15)
    assert time.monotonic() - killed_at < 10
    assert second.health() == 200


def test_health_is_bad_without_a_poller_and_good_again_afterwards(telegram: TelegramStandIn, make_bot: MakeBot) -> None:
    telegram.faults.refuse("deleteWebhook", 502, times=-1)
    bot = make_bot()
    bot.start()
    wait_until(lambda: bot.health() is not None, within=60)
    assert bot.health() == 503
    telegram.faults.clear()
    bot.wait_until_well()


@pytest.mark.parametrize("token", ["pas-un-jeton", TOKEN.replace("Opens", "Shuts")])
def test_a_bad_token_is_one_clear_sentence_and_exit_code_2(make_bot: MakeBot, token: str) -> None:
    bot = make_bot(TELEGRAM_TOKEN=token)
    bot.start()
    assert bot.exit_code() == 2
    last = bot.written().splitlines()[-1]
    assert "TELEGRAM_TOKEN" in last
    assert "Traceback" not in bot.written()
    assert token not in bot.written()


def test_a_webhook_without_a_secret_is_refused(make_bot: MakeBot) -> None:
    bot = make_bot(TELEGRAM_WEBHOOK_URL="https://relais.example.be/telegram")
    bot.start()
    assert bot.exit_code() == 2
    assert "TELEGRAM_WEBHOOK_SECRET" in bot.written()


def test_a_bot_that_is_stopped_ends_soon_and_loses_nothing(telegram: TelegramStandIn, make_bot: MakeBot) -> None:
    bot = make_bot()
    bot.start()
    bot.wait_until_well()
    anne = telegram.person(42)
    anne.says("bonjour")
    began = time.monotonic()
    assert bot.stop() == 0
    print("stopped after", time.monotonic() - began)
    assert time.monotonic() - began < 12
    bot.start()
    wait_until(lambda: anne.texts == ["1. bonjour"], within=60)


def test_the_logs_of_a_bot_in_trouble_tell_nothing(
    telegram: TelegramStandIn, own_redis: RedisServer, make_bot: MakeBot
) -> None:
    bot = make_bot()
    bot.start()
    bot.wait_until_well()
    zelie = telegram.person(420042, "Zélie")
    zelie.says("coquelicot-planté")
    wait_until(lambda: zelie.texts)
    for code in (400, 401, 429, 502):
        telegram.faults.refuse("getUpdates", code)
        telegram.faults.refuse("sendMessage", code)
    telegram.faults.garbage("getUpdates")
    telegram.world.updates.add("message", {"text": "coquelicot-planté"})
    zelie.says("coquelicot-planté")
    wait_until(lambda: not telegram.world.updates.pending(), within=30)
    own_redis.kill()
    zelie.says("coquelicot-planté")
    time.sleep(3)
    own_redis.start()
    wait_until(lambda: not telegram.world.updates.pending(), within=30)
    bot.stop()
    written = bot.written()
    assert "telegram" in written
    for secret in ("coquelicot", "Zélie", "420042", telegram.token.split(":")[1]):
        assert secret not in written
