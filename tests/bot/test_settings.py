"""The bot's settings: refused with a sentence that says what to set."""

from __future__ import annotations

import pytest

from bot.settings import SettingIsWrong, read_settings, read_terminal_settings
from tests.bot.world import ID_KEY, make_environment

GOOD = make_environment("redis://127.0.0.1:1/0", "http://127.0.0.1:2/")


def test_the_defaults_bind_to_this_machine_in_development() -> None:
    settings = read_settings(GOOD)
    assert (settings.host, settings.port, settings.production) == ("127.0.0.1", 8080, False)
    assert settings.rasa_url == "http://127.0.0.1:2"
    assert settings.idle_hours == 24


@pytest.mark.parametrize("name", ["REDIS_URL", "RELAIS_ID_KEY", "RELAIS_CHAT_KEYS", "RELAIS_RASA_SECRET"])
def test_a_missing_secret_is_named_with_how_to_make_one(name: str) -> None:
    with pytest.raises(SettingIsWrong) as refusal:
        read_settings({**GOOD, name: ""})
    assert name in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("RELAIS_BOT_PORT", "x"), ("RELAIS_BOT_PORT", "-1"), ("RELAIS_IDLE_HOURS", "0"), ("RELAIS_MODE", "prod")],
)
def test_a_setting_that_cannot_be_used_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingIsWrong, match=name):
        read_settings({**GOOD, name: value})


def test_no_secret_shows_when_the_settings_are_printed() -> None:
    settings = read_settings({**GOOD, "TELEGRAM_TOKEN": "123:token", "TELEGRAM_WEBHOOK_SECRET": "hook"})
    for secret in (ID_KEY, GOOD["RELAIS_CHAT_KEYS"], GOOD["RELAIS_RASA_SECRET"], "123:token", "hook"):
        assert secret not in repr(settings)
    assert ID_KEY not in repr(read_terminal_settings(GOOD))


def test_the_terminal_finds_the_bot_by_its_port_or_its_address() -> None:
    assert read_terminal_settings({**GOOD, "RELAIS_BOT_PORT": "9"}).bot_url == "http://127.0.0.1:9"
    assert read_terminal_settings({**GOOD, "RELAIS_BOT_URL": "http://h:1/"}).bot_url == "http://h:1"
