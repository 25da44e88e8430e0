"""Small marks on a request, in the clear: unread, counted. Called by post_room and upkeep."""

from __future__ import annotations

from pathlib import Path

from redis.asyncio import Redis

from casework import keys
from casework.references import Reference
from casework.scripts import run_script

ONCE = Path(__file__).parent / "lua" / "mark_once.lua"


async def mark_once(redis: Redis[bytes], reference: Reference, field: str) -> bool:
    """True the first time; never on a request that has gone, which would bring half of it back."""
    return bool(await run_script(redis, ONCE.read_text(), [keys.case(reference)], [field]))
