"""The settings of our parts of the Rasa server, read once from the environment by the channel and the tracker store."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from rasa.shared.exceptions import RasaException

from casework.sealing import ChatCipher, KeyIsInvalid

SHORTEST_SECRET = 16


class SettingIsWrong(RasaException):
    """Raised at start; the sentence says what to set. Rasa's command line prints it and ends."""


@dataclass(frozen=True)
class ChannelSettings:
    """`secret` opens the channel's door; in production nobody may move the clock."""

    secret: str = field(repr=False)
    production: bool = False


@dataclass(frozen=True)
class StoreSettings:
    """`chat_keys` seal what is stored; a conversation is dropped `idle_seconds` after its last turn."""

    redis_url: str = field(repr=False)
    chat_keys: str = field(repr=False)
    idle_seconds: int = 24 * 3600


def read_channel_settings(environ: Mapping[str, str] = os.environ) -> ChannelSettings:
    """Raises SettingIsWrong."""
    secret = _required(environ, "RELAIS_RASA_SECRET", "the same long random text here and for the bot")
    if len(secret) < SHORTEST_SECRET:
        raise SettingIsWrong(f"RELAIS_RASA_SECRET is too short: set at least {SHORTEST_SECRET} characters.")
    return ChannelSettings(secret=secret, production=environ.get("RELAIS_MODE") == "production")


def read_store_settings(environ: Mapping[str, str] = os.environ) -> StoreSettings:
    """Raises SettingIsWrong."""
    return StoreSettings(
        redis_url=_required(environ, "REDIS_URL", "the address of Redis, such as redis://127.0.0.1:6379/0"),
        chat_keys=_usable_keys(
            _required(environ, "RELAIS_CHAT_KEYS", "one or more base64 keys of 32 bytes, newest first")
        ),
        idle_seconds=_idle_seconds(environ.get("RELAIS_IDLE_HOURS") or "24"),
    )


def _required(environ: Mapping[str, str], name: str, what: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingIsWrong(f"{name} is not set: set it to {what}.")
    return value


def _usable_keys(chat_keys: str) -> str:
    try:
        ChatCipher.from_setting(chat_keys)
    except KeyIsInvalid as error:
        raise SettingIsWrong(f"RELAIS_CHAT_KEYS: {error}.") from None
    return chat_keys


def _idle_seconds(hours: str) -> int:
    try:
        seconds = int(float(hours) * 3600)
    except ValueError:
        seconds = 0
    if seconds <= 0:
        raise SettingIsWrong("RELAIS_IDLE_HOURS is not a number of hours above 0: set it to 24, for instance.")
    return seconds
