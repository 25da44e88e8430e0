"""How this bot reaches Telegram, checked before anything is opened. Called by the door."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.settings import BotSettings, SettingIsWrong
from bot.telegram.sentences import sentence

PUBLIC_API = "https://api.telegram.org/bot"
TOKEN = re.compile(r"(?P<bot>\d{3,20}):[\w-]{6,100}", re.ASCII)
# What Telegram allows; a short one could be guessed.
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
LOCAL = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Webhook:
    """Where Telegram posts updates, and what it must show; `path` is the route on our own server."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    path: str


@dataclass(frozen=True)
class TelegramSetting:
    """`bot` is the bot's own id; `webhook` is None for long polling."""

    token: str = field(repr=False)
    bot: str
    api_url: str
    webhook: Webhook | None


def read_setting(settings: BotSettings) -> TelegramSetting:
    """Raises SettingIsWrong with the sentence for the operator."""
    token = settings.telegram_token or ""
    form = TOKEN.fullmatch(token)
    if form is None:
        raise SettingIsWrong(sentence("token_malformed"))
    api_url = (settings.telegram_api_url or PUBLIC_API).rstrip("/")
    if not re.match(r"https?://[^/]+", api_url):
        raise SettingIsWrong(sentence("api_url_wrong"))
    return TelegramSetting(token, form["bot"], api_url, _webhook(settings))


def _webhook(settings: BotSettings) -> Webhook | None:
    if not settings.telegram_webhook_url:
        return None
    if not SECRET.fullmatch(settings.telegram_webhook_secret or ""):
        raise SettingIsWrong(sentence("webhook_without_secret"))
    parts = urlsplit(settings.telegram_webhook_url)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    if not is_safe or parts.path in ("", "/"):
        raise SettingIsWrong(sentence("webhook_url_wrong"))
    return Webhook(settings.telegram_webhook_url, settings.telegram_webhook_secret or "", parts.path)
