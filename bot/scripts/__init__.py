"""The Lua scripts that make a step of the inbox one step. Loaded by intake, inbox and outbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.commands.core import AsyncScript

FOLDER = Path(__file__).parent


def script(redis: Redis[Any], name: str) -> AsyncScript:
    """The script of `<name>.lua`, called as `await it(keys=[...], args=[...])`."""
    return redis.register_script((FOLDER / f"{name}.lua").read_text(encoding="utf-8"))
