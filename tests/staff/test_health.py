from __future__ import annotations

from redis.asyncio import Redis

from casework.requests import RequestStore
from casework.sealing import CaseSealer, new_case_keys
from staff.health import is_healthy, keys_fit
from staff.redis_client import connect, disconnect
from staff.settings import StaffSettings
from tests.auxil.redis_server import RedisServer
from tests.staff.sample_requests import URGENT


async def test_it_is_healthy_when_redis_answers_and_there_is_nothing_to_open(
    redis: Redis, settings: StaffSettings
) -> None:
    assert await is_healthy(redis, settings.opener)


async def test_it_is_healthy_when_the_newest_request_opens(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer
) -> None:
    await RequestStore(redis).create("m1", URGENT, sealer)

    assert await is_healthy(redis, settings.opener)


async def test_it_is_not_when_requests_arrive_that_no_key_opens(redis: Redis, settings: StaffSettings) -> None:
    await RequestStore(redis).create("m1", URGENT, CaseSealer.from_setting(new_case_keys()[1]))

    assert not await is_healthy(redis, settings.opener)


async def test_it_is_not_when_redis_is_gone(own_redis: RedisServer, settings: StaffSettings) -> None:
    redis = connect(own_redis.url)
    own_redis.kill()

    assert not await is_healthy(redis, settings.opener)

    await disconnect(redis)


async def test_one_damaged_request_does_not_close_the_console_other_keys_do(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer
) -> None:
    store, lost = RequestStore(redis), CaseSealer.from_setting(new_case_keys()[1])
    assert await keys_fit(redis, settings.opener)
    await store.create("m1", URGENT, lost)
    assert not await keys_fit(redis, settings.opener)

    await store.create("m2", URGENT, sealer)

    assert await keys_fit(redis, settings.opener)


async def test_a_request_whose_content_is_erased_says_nothing_about_the_keys(
    redis: Redis, settings: StaffSettings
) -> None:
    store = RequestStore(redis)
    await store.withdraw(await store.create("m1", URGENT, CaseSealer.from_setting(new_case_keys()[1])))

    assert await is_healthy(redis, settings.opener)
    assert await keys_fit(redis, settings.opener)
