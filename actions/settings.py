"""The action server's settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


class SettingIsMissing(Exception):
    """The action server cannot start; the text says what to set and how to make a value."""


@dataclass(frozen=True)
class ActionSettings:
    """`port` is on 127.0.0.1 unless `host` says otherwise; `idle_hours` is how long a conversation is remembered.

    `chat_keys` open the conversation when the person asks for it, or agrees to attach it to a request."""

    redis_url: str
    case_public_key: str
    chat_keys: str
    secret: str
    host: str
    port: int
    idle_hours: int


def _need(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name)
    if not value:
        raise SettingIsMissing(
            f"La variable {name} doit être fixée (valeur : .venv/bin/python -m launcher key {name})."
        )
    return value


def read_settings(environ: Mapping[str, str] = os.environ) -> ActionSettings:
    """Raises SettingIsMissing."""
    return ActionSettings(
        redis_url=_need(environ, "REDIS_URL"),
        case_public_key=_need(environ, "RELAIS_CASE_PUBLIC_KEY"),
        chat_keys=_need(environ, "RELAIS_CHAT_KEYS"),
        secret=_need(environ, "RELAIS_ACTIONS_SECRET"),
        host=environ.get("RELAIS_HOST", "127.0.0.1"),
        port=int(environ.get("RELAIS_ACTIONS_PORT", "5055")),
        idle_hours=int(environ.get("RELAIS_IDLE_HOURS", "24")),
    )
