"""The bot's settings, read once from the environment. Called by `__main__` and `serve`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.operator import sentence


class SettingIsWrong(Exception):
    """A setting is missing or cannot be used; the text is the sentence for the operator, the program exits with 2."""


@dataclass(frozen=True)
class BotSettings:
    """What `serve` needs. Secrets are left out of the representation."""

    redis_url: str = field(repr=False)
    id_key: str = field(repr=False)
    chat_keys: str = field(repr=False)
    rasa_secret: str = field(repr=False)
    rasa_url: str
    host: str
    port: int
    production: bool
    idle_hours: int
    log_level: str
    telegram_token: str | None = field(repr=False, default=None)
    telegram_api_url: str | None = field(repr=False, default=None)
    telegram_webhook_url: str | None = field(repr=False, default=None)
    telegram_webhook_secret: str | None = field(repr=False, default=None)
    embed_sites: tuple[str, ...] = ()
    trusted_proxy: str | None = None
    case_public_key: str | None = None


@dataclass(frozen=True)
class TerminalSettings:
    """What `chat` needs: where the bot answers, and the key that proves that this terminal belongs to it."""

    bot_url: str
    id_key: str = field(repr=False)


def read_settings(environ: Mapping[str, str] = os.environ) -> BotSettings:
    """Raises SettingIsWrong."""
    return BotSettings(
        redis_url=_needed(environ, "REDIS_URL"),
        id_key=_needed(environ, "RELAIS_ID_KEY"),
        chat_keys=_needed(environ, "RELAIS_CHAT_KEYS"),
        rasa_secret=_needed(environ, "RELAIS_RASA_SECRET"),
        rasa_url=(environ.get("RELAIS_RASA_URL") or "http://127.0.0.1:5005").rstrip("/"),
        host=environ.get("RELAIS_HOST") or "127.0.0.1",
        port=_number(environ, "RELAIS_BOT_PORT", 8080),
        production=_is_production(environ),
        idle_hours=_number(environ, "RELAIS_IDLE_HOURS", 24),
        log_level=environ.get("RELAIS_LOG_LEVEL") or "INFO",
        telegram_token=environ.get("TELEGRAM_TOKEN") or None,
        telegram_api_url=environ.get("TELEGRAM_API_URL") or None,
        telegram_webhook_url=environ.get("TELEGRAM_WEBHOOK_URL") or None,
        telegram_webhook_secret=environ.get("TELEGRAM_WEBHOOK_SECRET") or None,
        embed_sites=tuple((environ.get("RELAIS_EMBED_SITES") or "").replace(",", " ").split()),
        trusted_proxy=environ.get("RELAIS_TRUSTED_PROXY") or None,
        case_public_key=environ.get("RELAIS_CASE_PUBLIC_KEY") or None,
    )


def read_terminal_settings(environ: Mapping[str, str] = os.environ) -> TerminalSettings:
    """Raises SettingIsWrong."""
    port = _number(environ, "RELAIS_BOT_PORT", 8080)
    url = environ.get("RELAIS_BOT_URL") or f"http://127.0.0.1:{port}"
    return TerminalSettings(url.rstrip("/"), _needed(environ, "RELAIS_ID_KEY"))


def _is_production(environ: Mapping[str, str]) -> bool:
    mode = environ.get("RELAIS_MODE") or "dev"
    if mode not in ("dev", "production"):
        raise SettingIsWrong(sentence("mode_wrong"))
    return mode == "production"


def _needed(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name)
    if not value:
        raise SettingIsWrong(sentence("setting_missing", name=name, how=sentence(f"how_{name}")))
    return value


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise SettingIsWrong(sentence("number_wrong", name=name))
    return int(value)
