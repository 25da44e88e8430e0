"""The parts of a running Relais: what each is started with, what it may know, when it is ready."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from launcher.machine import find_redis_server
from launcher.settings import LauncherSettings

COMMON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "RELAIS_MODE", "RELAIS_HOST", "RELAIS_STATE_DIR",
          "RELAIS_IDLE_HOURS", "SSL_CERT_FILE", "RELAIS_LOG_LEVEL")  # fmt: skip
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_NUM_INTRAOP_THREADS": "1", "PYTHONWARNINGS": "ignore", "SANIC_WORKERS": "1",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One process. `knows` is its whole environment; `health_url` answers 200 once it is ready."""

    name: str
    command: tuple[str, ...]
    knows: dict[str, str]
    health_url: str | None = None
    ready_within: float = 120.0


def _environment(*names: str) -> dict[str, str]:
    """Only what a part needs: a secret that it does not know it cannot lose."""
    return {name: os.environ[name] for name in (*COMMON, *names) if os.environ.get(name)}


def redis_part(settings: LauncherSettings) -> Part:
    """A private server that has written to disk whatever it acknowledges."""
    folder = settings.state_dir / "redis"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    config = folder / "redis.conf"
    _write_private(
        config,
        "\n".join([
            "bind 127.0.0.1", f"port {settings.redis_port}", f'dir "{folder}"', "appendonly yes",
            "appendfsync always", 'save ""', f"requirepass {os.environ['RELAIS_REDIS_PASSWORD']}",
            "auto-aof-rewrite-percentage 100", "auto-aof-rewrite-min-size 4mb", "",
        ]),
    )  # fmt: skip
    return Part("Redis", (find_redis_server(), str(config)), _environment(), ready_within=20)


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def actions_part(settings: LauncherSettings) -> Part:
    return Part(
        "actions",
        (sys.executable, "-m", "actions"),
        _environment(
            "REDIS_URL", "RELAIS_CASE_PUBLIC_KEY", "RELAIS_CHAT_KEYS", "RELAIS_ACTIONS_SECRET", "RELAIS_ACTIONS_PORT"
        )
        | QUIET_RASA,
        health_url=f"http://127.0.0.1:{settings.actions_port}/health",
    )


def rasa_part(settings: LauncherSettings, model: Path) -> Part:
    command = (
        sys.executable, "-m", "rasa", "run", "--model", str(model), "--endpoints", "endpoints.yml",
        "--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", str(settings.rasa_port),
    )  # fmt: skip
    secrets = _environment("REDIS_URL", "RELAIS_CHAT_KEYS", "RELAIS_RASA_SECRET", "RELAIS_ACTIONS_SECRET")
    urls = {"RELAIS_ACTIONS_URL": f"http://127.0.0.1:{settings.actions_port}/webhook"}
    health = f"http://127.0.0.1:{settings.rasa_port}/webhooks/relais/health"
    return Part("Rasa", command, secrets | urls | QUIET_RASA, health_url=health, ready_within=240)


def bot_part(settings: LauncherSettings) -> Part:
    knows = _environment(
        "REDIS_URL", "RELAIS_ID_KEY", "RELAIS_CHAT_KEYS", "RELAIS_CASE_PUBLIC_KEY", "RELAIS_RASA_SECRET",
        "RELAIS_BOT_PORT",
        "TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET",
        "RELAIS_EMBED_SITES", "RELAIS_TRUSTED_PROXY",
    )  # fmt: skip
    knows["RELAIS_RASA_URL"] = f"http://127.0.0.1:{settings.rasa_port}"
    return Part(
        "bot", (sys.executable, "-m", "bot", "serve"), knows,
        health_url=f"http://{settings.host}:{settings.bot_port}/health",
    )  # fmt: skip


def staff_part(settings: LauncherSettings) -> Part:
    knows = _environment(
        "REDIS_URL", "RELAIS_CASE_PRIVATE_KEYS", "RELAIS_CASE_PUBLIC_KEY", "RELAIS_BOT_PUBLIC_KEY",
        "RELAIS_STAFF_PORT", "RELAIS_STAFF_URL", "RELAIS_TRUSTED_PROXY", "RELAIS_DUTY_FILE", "RELAIS_SMTP_URL",
        "RELAIS_ALERT_FROM", "RELAIS_ALERT_TELEGRAM_TOKEN", "TELEGRAM_API_URL",
    )  # fmt: skip
    return Part(
        "staff", (sys.executable, "-m", "staff", "serve"), knows,
        health_url=f"http://{settings.host}:{settings.staff_port}/health",
    )  # fmt: skip
