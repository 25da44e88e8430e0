"""Runs a Lua script in Redis, where it is atomic. Called by requests and trail, open to the other rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redis.asyncio import Redis


async def run_script(redis: Redis[bytes], lua: str, keys: Sequence[str], args: Sequence[str | bytes | int]) -> Any:
    """What the script returns. It is sent once and called by its digest afterwards."""
    return await redis.register_script(lua)(keys=list(keys), args=list(args))
