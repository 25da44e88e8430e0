from __future__ import annotations

from datetime import date

from redis.asyncio import Redis

from casework import keys
from casework.counts import count, counted

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


async def test_a_counter_adds_up_by_day_and_days_without_any_are_zero(redis: Redis) -> None:
    await count(redis, "urgent", day=MONDAY)
    await count(redis, "urgent", 2, day=MONDAY)
    await count(redis, "urgent", day=WEDNESDAY)
    await count(redis, "calm", day=TUESDAY)
    assert await counted(redis, "urgent", MONDAY, WEDNESDAY) == {MONDAY: 3, TUESDAY: 0, WEDNESDAY: 1}


async def test_a_counter_leaves_after_four_hundred_days(redis: Redis) -> None:
    await count(redis, "urgent", day=MONDAY)
    assert 399 * 86_400 < await redis.ttl(keys.count("urgent", MONDAY)) <= 400 * 86_400


async def test_no_day_at_all_is_an_empty_answer(redis: Redis) -> None:
    assert await counted(redis, "urgent", TUESDAY, MONDAY) == {}


async def test_today_is_counted_where_nothing_else_is_said(redis: Redis) -> None:
    await count(redis, "urgent")
    found = [key async for key in redis.scan_iter()]
    assert len(found) == 1
