"""The secrets of a development machine: made once, kept in a file that only its owner can read.

In production nothing is made here: every secret must come from the environment."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, MutableMapping
from pathlib import Path

from casework.sealing import new_case_keys, new_chat_key, new_secret
from launcher.messages import cannot_start, say

SINGLE: dict[str, Callable[[], str]] = {
    "RELAIS_ID_KEY": new_secret,
    "RELAIS_CHAT_KEYS": new_chat_key,
    "RELAIS_RASA_SECRET": new_secret,
    "RELAIS_ACTIONS_SECRET": new_secret,
    "RELAIS_REDIS_PASSWORD": new_secret,
}
CASE_PRIVATE, CASE_PUBLIC = "RELAIS_CASE_PRIVATE_KEYS", "RELAIS_CASE_PUBLIC_KEY"
NAMES = (*SINGLE, CASE_PRIVATE, CASE_PUBLIC)


def make_secrets() -> dict[str, str]:
    """A fresh value for each secret, the key pair of the requests included."""
    private, public = new_case_keys()
    return {name: make() for name, make in SINGLE.items()} | {CASE_PRIVATE: private, CASE_PUBLIC: public}


def read_file(path: Path) -> dict[str, str]:
    """The values of a file of `NAME=value` lines; raises CannotStart when others can read it."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise cannot_start("secrets_unsafe", path=path)
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def write_file(path: Path, values: dict[str, str]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())


def remember_addresses(path: Path, addresses: dict[str, str]) -> None:
    """Beside the secrets, what the command lines of this machine (`bot chat`, `staff requests`) need to find us."""
    kept = read_file(path) if path.exists() else {}
    if kept | addresses != kept:
        write_file(path, kept | addresses)


def provide_secrets(environ: MutableMapping[str, str], path: Path, *, production: bool) -> None:
    """Sets in `environ` what is not set there; raises CannotStart in production or for an unsafe file."""
    missing = [name for name in NAMES if not environ.get(name)]
    if production:
        needed = [name for name in missing if name != "RELAIS_REDIS_PASSWORD" or not environ.get("REDIS_URL")]
        if needed:
            raise cannot_start("production_secret", variable=needed[0])
        return
    kept = read_file(path) if path.exists() else {}
    made = {name: value for name, value in make_secrets().items() if name not in kept}
    if made:
        write_file(path, kept | made)
        say("secrets_written", path=path)
    for name in missing:
        environ[name] = (kept | made)[name]
