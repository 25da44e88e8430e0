"""The start: wrong settings are refused with a sentence that tells nothing secret, an absent Telegram is waited for."""

from __future__ import annotations

import pytest

from bot.settings import SettingIsWrong
from bot.telegram.setting import PUBLIC_API, read_setting
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.telegram_stand_in import TOKEN, TelegramStandIn, until
from tests.bot.telegram.gate import opened_door, running_gate, telegram_settings
from tests.bot.world import make_settings, opened_line

HOOK = "https://relais.example.be/telegram"
ANOTHER = TOKEN.replace("Opens", "Shuts")


async def test_a_token_that_telegram_refuses_stops_the_start_with_a_sentence(
    telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn
) -> None:
    settings = telegram_settings(telegram, redis_url, rasa, TELEGRAM_TOKEN=ANOTHER)
    async with opened_line(settings) as line, opened_door(line) as door:
        with pytest.raises(SettingIsWrong, match="TELEGRAM_TOKEN") as refused:
            await door.start()
        assert ANOTHER not in str(refused.value)
        assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"TELEGRAM_TOKEN": "pas-un-jeton"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_TOKEN": f"{TOKEN}\n"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_TOKEN": "4242:abcde"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_API_URL": "localhost:8081/bot"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_WEBHOOK_URL": HOOK}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"TELEGRAM_WEBHOOK_URL": HOOK, "TELEGRAM_WEBHOOK_SECRET": "court"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"TELEGRAM_WEBHOOK_URL": "http://relais.example.be/x", "TELEGRAM_WEBHOOK_SECRET": "x" * 20}, "WEBHOOK_URL"),
        ({"TELEGRAM_WEBHOOK_URL": "https://relais.example.be", "TELEGRAM_WEBHOOK_SECRET": "x" * 20}, "WEBHOOK_URL"),
    ],
)
def test_a_setting_of_the_wrong_form_is_refused(wrong: dict[str, str], named: str) -> None:
    settings = make_settings("redis://127.0.0.1:1", "http://127.0.0.1:1", **{"TELEGRAM_TOKEN": TOKEN, **wrong})
    with pytest.raises(SettingIsWrong, match=named) as refused:
        read_setting(settings)
    assert not any(value in str(refused.value) for value in wrong.values())


def test_the_short_token_of_another_server_of_the_api_is_taken() -> None:
    setting = read_setting(make_settings("redis://127.0.0.1:1", "http://127.0.0.1:1", TELEGRAM_TOKEN="4242:abc-12"))
    assert (setting.token, setting.bot) == ("4242:abc-12", "4242")


def test_a_setting_shows_no_secret() -> None:
    more = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": HOOK, "TELEGRAM_WEBHOOK_SECRET": "x" * 20}
    setting = read_setting(make_settings("redis://127.0.0.1:1", "http://127.0.0.1:1", **more))
    assert (setting.bot, setting.api_url) == ("700000001", PUBLIC_API)
    assert setting.webhook is not None
    assert setting.webhook.path == "/telegram"
    assert TOKEN not in repr(setting)
    assert "x" * 20 not in repr(setting)


async def test_telegram_may_come_up_after_us(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn) -> None:
    telegram.stop()
    async with opened_line(telegram_settings(telegram, redis_url, rasa)) as line, opened_door(line) as door:
        await door.start()
        assert not door.is_alive()
        telegram.start()
        await until(lambda: telegram.polling.has_poller)
        await until(lambda: telegram.world.commands)
        assert door.is_alive()


async def test_a_stopped_door_leaves_what_it_did_not_take(
    telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn
) -> None:
    async with running_gate(telegram, redis_url, rasa) as gate:
        await gate.door.stop()
        assert not gate.door.is_alive()
        telegram.person(42).says("bonjour")
    assert len(telegram.world.updates.pending()) == 1
