"""The console's settings, read once from the environment. Called by `__main__`, serve and the commands."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redis.asyncio import Redis

from casework.sealing import CaseOpener, CaseSealer, KeyIsInvalid
from staff.operator import sentence


class SettingIsWrong(Exception):
    """A setting is missing or cannot be used; the text is the sentence for the operator, the program exits with 2."""


@dataclass(frozen=True)
class StaffSettings:
    """What the console and its commands need. Secrets are left out of the representation."""

    redis_url: str = field(repr=False)
    private_keys: str = field(repr=False)
    public_key: str | None
    bot_public_key: str | None
    host: str
    port: int
    production: bool
    state_dir: Path
    console_url: str
    trusted_proxy: str | None = None
    smtp_url: str | None = field(repr=False, default=None)
    alert_from: str | None = None
    alert_telegram_token: str | None = field(repr=False, default=None)
    telegram_api_url: str | None = None
    duty_file: Path | None = None

    @property
    def opener(self) -> CaseOpener:
        return CaseOpener.from_setting(self.private_keys)

    @property
    def announced_private_key(self) -> str:
        """The private key that belongs to RELAIS_CASE_PUBLIC_KEY; the newest one when none is announced."""
        privates = [part.strip() for part in self.private_keys.split(",") if part.strip()]
        of_public = dict(zip(self.opener.public_keys, privates, strict=True))
        return of_public.get(self.public_key or "", privates[0])


def read_settings(environ: Mapping[str, str] = os.environ) -> StaffSettings:
    """Raises SettingIsWrong."""
    host, port = environ.get("RELAIS_HOST") or "127.0.0.1", _number(environ, "RELAIS_STAFF_PORT", 8090)
    duty_file = environ.get("RELAIS_DUTY_FILE")
    return StaffSettings(
        redis_url=read_redis_url(environ),
        private_keys=_private_keys(environ),
        public_key=(environ.get("RELAIS_CASE_PUBLIC_KEY") or "").strip() or None,
        bot_public_key=_bot_public_key(environ),
        host=host,
        port=port,
        production=_is_production(environ),
        state_dir=Path(environ.get("RELAIS_STATE_DIR") or ".relais"),
        console_url=(environ.get("RELAIS_STAFF_URL") or f"http://{host}:{port}").rstrip("/"),
        trusted_proxy=environ.get("RELAIS_TRUSTED_PROXY") or None,
        smtp_url=environ.get("RELAIS_SMTP_URL") or None,
        alert_from=environ.get("RELAIS_ALERT_FROM") or None,
        alert_telegram_token=environ.get("RELAIS_ALERT_TELEGRAM_TOKEN") or None,
        telegram_api_url=environ.get("TELEGRAM_API_URL") or None,
        duty_file=Path(duty_file) if duty_file else None,
    )


def read_redis_url(environ: Mapping[str, str] = os.environ) -> str:
    """For the commands that need no key. Raises SettingIsWrong."""
    url = _needed(environ, "REDIS_URL")
    try:
        Redis.from_url(url)
    except ValueError:
        raise SettingIsWrong(sentence("redis_url_wrong")) from None
    return url


def _private_keys(environ: Mapping[str, str]) -> str:
    """The keys, once they were found usable, and the public key announced to the other side found among them."""
    value = _needed(environ, "RELAIS_CASE_PRIVATE_KEYS")
    try:
        publics = CaseOpener.from_setting(value).public_keys
    except KeyIsInvalid as error:
        raise SettingIsWrong(sentence("private_keys_wrong", reason=error)) from None
    announced = environ.get("RELAIS_CASE_PUBLIC_KEY")
    if announced and announced.strip() not in publics:
        raise SettingIsWrong(sentence("public_key_unmatched"))
    return value


def _bot_public_key(environ: Mapping[str, str]) -> str | None:
    value = (environ.get("RELAIS_BOT_PUBLIC_KEY") or "").strip()
    try:
        if value:
            CaseSealer.from_setting(value)
    except KeyIsInvalid as error:
        raise SettingIsWrong(sentence("bot_key_wrong", reason=error)) from None
    return value or None


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
