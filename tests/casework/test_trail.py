from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis

from casework import keys
from casework.trail import TrailHead, TrailIsBroken, head_of, lines, record, verify


async def write(redis: Redis, number: int = 5) -> None:
    for each in range(number):
        await record(redis, f"anna{each}", "a regardé", "AAAA-BBBB-CCCC-D")


async def test_an_empty_trail_is_whole(redis: Redis) -> None:
    assert await verify(redis) == TrailHead()


async def test_lines_are_numbered_in_order_and_the_trail_is_whole(redis: Redis) -> None:
    await write(redis)
    assert [line.number async for line, _ in lines(redis)] == [1, 2, 3, 4, 5]
    assert await verify(redis) == await head_of(redis)
    assert (await head_of(redis)).number == 5


async def test_who_did_what_about_what_is_read_back(redis: Redis) -> None:
    await record(redis, "anna", "a clos", "AAAA-BBBB-CCCC-D")
    [(line, _)] = [each async for each in lines(redis)]
    assert (line.who, line.what, line.about) == ("anna", "a clos", "AAAA-BBBB-CCCC-D")


async def test_thirty_who_write_at_once_leave_one_whole_chain(redis: Redis) -> None:
    numbers = await asyncio.gather(*(record(redis, f"a{each}", "a regardé") for each in range(30)))
    assert sorted(numbers) == list(range(1, 31))
    assert (await verify(redis)).number == 30


@pytest.mark.parametrize("position", [0, 2, 4])
async def test_a_removed_line_shows_wherever_it_stood(redis: Redis, position: int) -> None:
    await write(redis)
    entries = await redis.xrange(keys.TRAIL)
    await redis.xdel(keys.TRAIL, entries[position][0])
    with pytest.raises(TrailIsBroken):
        await verify(redis)


@pytest.mark.parametrize("field", ["who", "what", "about", "at", "number", "before", "hash"])
async def test_an_altered_last_line_shows_whatever_was_altered(redis: Redis, field: str) -> None:
    await write(redis)
    id, fields = (await redis.xrange(keys.TRAIL))[-1]
    await redis.xdel(keys.TRAIL, id)
    await redis.xadd(keys.TRAIL, {**fields, field.encode(): b"7"})
    with pytest.raises(TrailIsBroken):
        await verify(redis)


async def test_a_line_slipped_in_past_the_script_shows(redis: Redis) -> None:
    await write(redis)
    await redis.xadd(
        keys.TRAIL, {"number": 6, "at": "", "who": "x", "what": "y", "about": "", "before": "", "hash": ""}
    )
    with pytest.raises(TrailIsBroken):
        await verify(redis)


async def test_a_whole_trail_that_was_rewritten_no_longer_has_the_noted_head(redis: Redis) -> None:
    await write(redis)
    noted = await verify(redis)
    await redis.delete(keys.TRAIL, keys.TRAIL_HEAD)
    await write(redis)
    assert await verify(redis) != noted


async def test_a_long_trail_is_read_in_pages(redis: Redis) -> None:
    await write(redis, 520)
    assert (await verify(redis)).number == 520
