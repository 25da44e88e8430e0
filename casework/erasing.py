"""How requests leave: the content after a receipt, all of it on demand or after its time. Called by staff."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from redis.asyncio import Redis

from casework import keys, work_keys
from casework.claims import HANDED_OVER
from casework.contact_request import Status
from casework.leftovers import note_erasure
from casework.references import Reference
from casework.requests import MoveIsNotAllowed, RequestIsUnknown
from casework.scripts import run_script

LUA = Path(__file__).parent / "lua"


async def confirm_receipt(redis: Redis[bytes], reference: Reference, *, now: datetime | None = None) -> None:
    """The other service has it: nothing of its content stays here. Raises RequestIsUnknown, MoveIsNotAllowed."""
    moment = (now or datetime.now(timezone.utc)).isoformat()
    said = await run_script(
        redis,
        (LUA / "erase_content.lua").read_text(),
        [keys.case(reference), work_keys.case_file(reference)],
        ["receipt_at", moment, HANDED_OVER],
    )
    if said == b"unknown":
        raise RequestIsUnknown("no request has this reference")
    if said != b"done":
        raise MoveIsNotAllowed(Status(said.decode()))
    await note_erasure(redis)


async def erase_request(redis: Redis[bytes], reference: Reference) -> bool:
    """Everything of it, at once. False when there was nothing any more."""
    lua = (LUA / "erase_request.lua").read_text()
    places = [keys.case(reference), work_keys.case_file(reference), keys.CASES]
    there = bool(await run_script(redis, lua, places, [reference, keys.cases_of("")]))
    await note_erasure(redis)
    return there


async def gone(redis: Redis[bytes]) -> list[Reference]:
    """References in the list whose request has reached the end of its time: still to be noted and tidied."""
    listed = [Reference(member.decode()) for member in await redis.zrange(keys.CASES, 0, -1)]
    async with redis.pipeline(transaction=False) as pipe:
        for reference in listed:
            pipe.exists(keys.case(reference))
        there = await pipe.execute() if listed else []
    return [reference for reference, exists in zip(listed, there, strict=True) if not exists]


async def orphan_files(redis: Redis[bytes]) -> list[Reference]:
    """Files of notes and letters whose request's content is erased: they should be gone too."""
    prefix = work_keys.case_file("")
    found = [key.decode().removeprefix(prefix) async for key in redis.scan_iter(match=f"{prefix}*", count=500)]
    return [Reference(name) for name in found if not await redis.hexists(keys.case(name), "sealed")]


async def unlisted(redis: Redis[bytes]) -> list[Reference]:
    """Requests that are stored and stand in no list: nobody would ever see them."""
    prefix = keys.case("")
    found = [key.decode().removeprefix(prefix) async for key in redis.scan_iter(match=f"{prefix}*", count=500)]
    return [Reference(name) for name in sorted(found) if await redis.zscore(keys.CASES, name) is None]


async def list_again(redis: Redis[bytes], reference: Reference) -> None:
    """Puts an unlisted request back where staff see it."""
    created = await redis.hget(keys.case(reference), "created_at")
    if created:
        await redis.zadd(keys.CASES, {reference: int(datetime.fromisoformat(created.decode()).timestamp())}, nx=True)
