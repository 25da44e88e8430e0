"""Seals everything that staff can open anew with the newest key, while the console runs. Called by keys_command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from redis.asyncio import Redis

from casework import keys as case_keys
from casework import work_keys
from casework.case_file import bound_to as file_bound_to
from casework.scripts import run_script
from casework.sealing import CannotOpen, CaseOpener, CaseSealer
from staff import keys
from staff.accounts import bound_to as factor_bound_to

EXCHANGE = Path(__file__).parent / "lua" / "reseal.lua"


@dataclass(frozen=True)
class Sealed:
    """Where one sealed value lies (`field` empty: not in a hash), and what it is bound to."""

    key: str
    field: str
    bound_to: str
    value: bytes


@dataclass(frozen=True)
class Resealed:
    """`old`: still sealed with an older key, because it changed during the run; `unreadable`: with none of ours."""

    done: int
    already: int
    old: int
    unreadable: int


async def reseal_all(redis: Redis[bytes], opener: CaseOpener, newest: CaseOpener) -> Resealed:
    """`newest` holds the newest key alone. What somebody changes during the run is left to the next one."""
    sealer = CaseSealer.from_setting(newest.public_keys[0])
    counts = {"done": 0, "already": 0, "old": 0, "unreadable": 0}
    async for sealed in sealed_values(redis):
        counts[await _reseal(redis, sealed, opener, newest, sealer)] += 1
    return Resealed(**counts)


async def needing_old_keys(redis: Redis[bytes], newest: CaseOpener) -> int:
    """How many values the newest key alone does not open."""
    return sum([not _opens(newest, sealed) async for sealed in sealed_values(redis)])


async def sealed_values(redis: Redis[bytes]) -> AsyncIterator[Sealed]:
    """Requests, files, second factors, misunderstood messages."""
    prefix = case_keys.case("")
    async for key in redis.scan_iter(match=f"{prefix}*", count=500):
        reference = key.decode().removeprefix(prefix)
        if value := await redis.hget(key, "sealed"):
            yield Sealed(key.decode(), "sealed", reference, value)
    prefix = work_keys.case_file("")
    async for key in redis.scan_iter(match=f"{prefix}*", count=500):
        reference = key.decode().removeprefix(prefix)
        for field, value in (await redis.hgetall(key)).items():
            if field.startswith(b"entry:"):
                yield Sealed(key.decode(), field.decode(), file_bound_to(reference), value)
    for member in await redis.smembers(keys.ACCOUNTS):
        name = member.decode()
        if value := await redis.hget(keys.account(name), "second_factor"):
            yield Sealed(keys.account(name), "second_factor", factor_bound_to(name), value)
    for member in await redis.zrange(work_keys.MISUNDERSTOOD, 0, -1):
        place = work_keys.misunderstood(member.decode())
        if value := await redis.get(place):
            yield Sealed(place, "", place, value)


async def _reseal(
    redis: Redis[bytes], sealed: Sealed, opener: CaseOpener, newest: CaseOpener, sealer: CaseSealer
) -> str:
    if _opens(newest, sealed):
        return "already"
    try:
        content = opener.open(sealed.bound_to, sealed.value)
    except CannotOpen:
        return "unreadable"
    fresh = sealer.seal(sealed.bound_to, content)
    done = await run_script(redis, EXCHANGE.read_text(), [sealed.key], [sealed.field, sealed.value, fresh])
    return "done" if done else "old"


def _opens(opener: CaseOpener, sealed: Sealed) -> bool:
    try:
        opener.open(sealed.bound_to, sealed.value)
    except CannotOpen:
        return False
    return True
