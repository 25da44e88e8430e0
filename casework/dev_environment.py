"""On a developer's machine, takes missing secrets from the launcher's file. Called by bot and staff."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, MutableMapping
from pathlib import Path

SECRETS_FILE = "secrets.env"
DEFAULT_STATE_DIR = ".relais"


class DevSecretsAreExposed(PermissionError):
    """The file of secrets belongs to somebody else, or others may read it."""


def dev_secrets_file(environ: MutableMapping[str, str] | None = None) -> Path:
    """Where the launcher writes the secrets it made: `secrets.env` in RELAIS_STATE_DIR."""
    settings = os.environ if environ is None else environ
    return Path(settings.get("RELAIS_STATE_DIR") or DEFAULT_STATE_DIR) / SECRETS_FILE


def fill_from_dev_file(environ: MutableMapping[str, str] | None = None, *, leaving_out: Collection[str] = ()) -> None:
    """Sets what the file holds and the environment does not; does nothing in production or without a file.

    `leaving_out`: names that this program must not hold, such as the staff's private keys in the bot.
    Raises DevSecretsAreExposed when anybody but the owner could have read or written the file.
    """
    settings = os.environ if environ is None else environ
    path = dev_secrets_file(settings)
    if settings.get("RELAIS_MODE") == "production" or not path.is_file():
        return
    _refuse_if_exposed(path)
    for name, value in _read(path).items():
        if not settings.get(name) and name not in leaving_out:
            settings[name] = value


def _refuse_if_exposed(path: Path) -> None:
    status = path.stat()
    if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077:
        raise DevSecretsAreExposed(f"{path.name} must belong to you alone: chmod 600, or delete it and start again")


def _read(path: Path) -> dict[str, str]:
    """Lines `NAME=value`; empty lines and lines that begin with # are passed over."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
