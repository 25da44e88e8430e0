"""The launcher's own settings, read once from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.messages import cannot_start

TOKEN_FORM = re.compile(r"\d+:[\w-]{6,100}")


@dataclass(frozen=True)
class LauncherSettings:
    """Ports are on `host`; `redis_url` is None when a private server is to be started."""

    host: str
    bot_port: int
    staff_port: int
    rasa_port: int
    actions_port: int
    redis_port: int
    redis_url: str | None
    state_dir: Path
    production: bool
    telegram_token: str | None


def read_settings(environ: Mapping[str, str] = os.environ) -> LauncherSettings:
    """Raises CannotStart when the token does not look like one."""
    token = environ.get("TELEGRAM_TOKEN") or None
    if token and not TOKEN_FORM.fullmatch(token):
        raise cannot_start("token_bad")
    return LauncherSettings(
        host=environ.get("RELAIS_HOST", "127.0.0.1"),
        bot_port=int(environ.get("RELAIS_BOT_PORT", "8080")),
        staff_port=int(environ.get("RELAIS_STAFF_PORT", "8090")),
        rasa_port=int(environ.get("RELAIS_RASA_PORT", "5005")),
        actions_port=int(environ.get("RELAIS_ACTIONS_PORT", "5055")),
        redis_port=int(environ.get("RELAIS_REDIS_PORT", "6390")),
        redis_url=environ.get("REDIS_URL") or None,
        state_dir=Path(environ.get("RELAIS_STATE_DIR", ".relais")).resolve(),
        production=environ.get("RELAIS_MODE", "dev") == "production",
        telegram_token=token,
    )
