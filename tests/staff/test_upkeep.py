from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from redis.asyncio import Redis

from casework import keys, trail, work_keys
from casework.case_file import CaseFile, FileEntry
from casework.claims import Claims, Worker
from casework.counts import counted
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from casework.urgent_talks import flag, flagged, set_duty
from staff.caseload import rows
from staff.upkeep import count_what_is_new, keep_reachable, note_withdrawals, settle_talks, tidy
from staff.watch import Watch
from tests.staff.console_client import World
from tests.staff.sample_requests import ANNE, BRUNO, CALM, URGENT

DAY = 86_400
MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=ZoneInfo("Europe/Brussels"))
SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=ZoneInfo("Europe/Brussels"))


async def acts(redis: Redis) -> list[tuple[str, str, str]]:
    return [(line.who, line.what, line.about) async for line, _ in trail.lines(redis)]


async def test_what_has_expired_leaves_the_list_with_a_line_and_its_neighbour_stays(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    store = RequestStore(redis)
    old, young = await store.create("m1", URGENT, sealer), await store.create("m2", URGENT, sealer)
    await redis.delete(keys.case(old))

    await tidy(world.console)
    await tidy(world.console)

    assert [request.reference for request in await store.all()] == [young]
    assert await store.of_person(ANNE) == [young]
    assert await acts(redis) == [("system", "request.expired", old)]


async def test_notes_whose_request_has_lost_its_content_are_erased(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    note = FileEntry("n1", "note", "anne", datetime.now(timezone.utc), "x")
    await CaseFile(redis, reference).add(note, sealer)
    await redis.hdel(keys.case(reference), "sealed")

    await tidy(world.console)

    assert not await redis.exists(work_keys.case_file(reference))
    assert ("system", "request.orphan_erased", reference) in await acts(redis)


async def test_a_withdrawal_stands_in_the_trail_once(world: World, redis: Redis, sealer: CaseSealer) -> None:
    store = RequestStore(redis)
    withdrawn, _ = await store.create("m1", URGENT, sealer), await store.create("m2", CALM, sealer)
    await store.withdraw(withdrawn)

    for _ in range(2):
        await note_withdrawals(world.console, await rows(redis))

    assert await acts(redis) == [("person", "request.withdrawn", withdrawn)]


async def test_a_request_that_nobody_would_see_comes_back_into_the_list(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    await redis.zrem(keys.CASES, reference)

    await tidy(world.console)

    assert [row.reference for row in await rows(redis)] == [reference]
    assert await acts(redis) == [("system", "request.listed_again", reference)]


async def test_each_request_is_counted_once_by_role_hours_and_waiting_times(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    store, claims, anne = RequestStore(redis), Claims(redis), Worker("anne", "intervenant")
    reference = await store.create("m1", URGENT, sealer, now=MONDAY_NOON)
    await store.create("m2", CALM, sealer, now=SUNDAY)
    await claims.claim(reference, anne, now=MONDAY_NOON + timedelta(minutes=40))
    await claims.move(reference, "contacte", anne, now=MONDAY_NOON + timedelta(hours=26))

    for _ in range(2):
        await count_what_is_new(world.console, await rows(redis))

    async def of(name: str, day: date) -> int:
        return (await counted(redis, name, day, day))[day]

    monday, sunday, tuesday = date(2026, 11, 23), date(2026, 11, 22), date(2026, 11, 24)
    assert (await of("request.relative", monday), await of("request.professional", sunday)) == (1, 1)
    assert (await of("hours.open", monday), await of("hours.closed", sunday)) == (1, 1)
    assert (await of("claimed.1h", monday), await of("contacted.3d", tuesday)) == (1, 1)


async def test_the_address_of_who_may_be_written_to_lives_as_long_as_the_request(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    store = RequestStore(redis)
    await store.create("m1", URGENT, sealer)
    await store.create("m2", CALM, sealer)
    for person in (ANNE, BRUNO):
        await redis.set(f"{{relais}}:address:{person}", b"sealed", ex=DAY)

    await keep_reachable(world.console, await rows(redis))

    assert await redis.ttl(f"{{relais}}:address:{ANNE}") > 100 * DAY
    assert await redis.ttl(f"{{relais}}:address:{BRUNO}") <= DAY


async def test_an_urgent_conversation_that_became_a_request_is_no_longer_flagged(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    await set_duty(redis, on=True)
    await flag(redis, ANNE, "danger")
    await flag(redis, BRUNO, "danger")
    await RequestStore(redis).create("m1", URGENT, sealer)

    await settle_talks(world.console, await rows(redis))

    assert [talk.person for talk in await flagged(redis)] == [BRUNO]


async def test_of_two_consoles_one_keeps_watch_and_the_other_takes_over(
    world: World, redis: Redis, sealer: CaseSealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staff.watch.LEASE_MS", 200)
    first, second = Watch(world.console, None), Watch(world.console, None)
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    await first.beat()
    await redis.delete(keys.case(reference))

    await second.beat()
    assert await acts(redis) == []

    await asyncio.sleep(0.25)
    await second.beat()
    assert await acts(redis) == [("system", "request.expired", reference)]


async def test_without_a_roster_the_console_switches_flagging_off(world: World, redis: Redis) -> None:
    await set_duty(redis, on=True)

    await Watch(world.console, None).beat()

    assert not await flag(redis, ANNE, "danger")
