from __future__ import annotations

from datetime import datetime, timedelta, timezone

from redis.asyncio import Redis

from casework.pseudonyms import Pseudonym
from casework.urgent_talks import flag, flagged, set_duty, unflag

ANNE, BRUNO = Pseudonym("a" * 26), Pseudonym("b" * 26)
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=timezone.utc)


async def test_nothing_is_flagged_while_nobody_is_on_duty(redis: Redis) -> None:
    assert not await flag(redis, ANNE, "attack", now=NOW)

    assert await flagged(redis) == []


async def test_an_urgent_conversation_is_listed_once_with_kind_and_times(redis: Redis) -> None:
    await set_duty(redis, on=True)
    await flag(redis, ANNE, "danger", now=NOW)
    await flag(redis, BRUNO, "suicide", now=NOW + timedelta(minutes=1))

    await flag(redis, ANNE, "attack", now=NOW + timedelta(minutes=5))

    anne, bruno = await flagged(redis)
    assert (anne.person, anne.kind, anne.times) == (ANNE, "attack", 2)
    assert (anne.first_at, anne.last_at) == (NOW, NOW + timedelta(minutes=5))
    assert (bruno.person, bruno.times) == (BRUNO, 1)


async def test_what_was_seen_leaves_and_comes_back_when_it_is_urgent_again(redis: Redis) -> None:
    await set_duty(redis, on=True)
    await flag(redis, ANNE, "danger", now=NOW)

    assert await unflag(redis, ANNE)
    assert await flagged(redis) == []
    assert not await unflag(redis, ANNE)

    await flag(redis, ANNE, "danger", now=NOW)
    assert len(await flagged(redis)) == 1


async def test_the_end_of_duty_forgets_what_was_flagged(redis: Redis) -> None:
    await set_duty(redis, on=True)
    await flag(redis, ANNE, "danger", now=NOW)

    await set_duty(redis, on=False)

    assert await redis.keys("*") == []
