from __future__ import annotations

from datetime import datetime, timezone

from redis.asyncio import Redis

from casework import work_keys
from casework.misunderstood import KEEP_SECONDS, forget, keep, kept
from casework.sealing import CaseOpener, CaseSealer, new_case_keys

PRIVATE, PUBLIC = new_case_keys()
SEALER, OPENER = CaseSealer.from_setting(PUBLIC), CaseOpener.from_setting(PRIVATE)
NOON = datetime(2026, 11, 23, 12, 41, 7, tzinfo=timezone.utc)


async def test_a_kept_message_is_masked_and_its_time_is_rounded(redis: Redis) -> None:
    await keep(redis, SEALER, "Mon frère Karim ne sort plus", now=NOON)

    [message] = await kept(redis, OPENER)

    assert message.text == "Mon frère … ne sort plus"
    assert message.at == NOON.replace(minute=0, second=0)


async def test_it_lies_sealed_and_leaves_after_thirty_days(redis: Redis) -> None:
    await keep(redis, SEALER, "il ne sort plus")
    [id] = await redis.zrange(work_keys.MISUNDERSTOOD, 0, -1)

    assert b"sort" not in (await redis.get(work_keys.misunderstood(id.decode())) or b"")
    assert 0 < await redis.ttl(work_keys.misunderstood(id.decode())) <= KEEP_SECONDS


async def test_one_can_be_forgotten_before_and_the_others_stay(redis: Redis) -> None:
    await keep(redis, SEALER, "il ne sort plus")
    await keep(redis, SEALER, "elle ne sort plus")
    first = (await kept(redis, OPENER))[0]

    assert await forget(redis, first.id)
    assert not await forget(redis, first.id)
    assert len(await kept(redis, OPENER)) == 1


async def test_what_no_key_opens_hides_nothing_else(redis: Redis) -> None:
    await keep(redis, CaseSealer.from_setting(new_case_keys()[1]), "perdu")
    await keep(redis, SEALER, "il ne sort plus")

    assert [message.text for message in await kept(redis, OPENER)] == ["il ne sort plus"]
