"""What a person changes in a request that was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from redis.asyncio import Redis

from casework import keys
from casework.contact_request import ContactRequest
from casework.pseudonyms import Pseudonym
from casework.references import Reference, new_reference
from casework.request_changes import add_change, as_it_stands
from casework.requests import RequestStore
from casework.sealing import CaseOpener, CaseSealer, new_case_keys
from casework.work_keys import case_file

PRIVATE, PUBLIC = new_case_keys()
SEALER, OPENER = CaseSealer.from_setting(PUBLIC), CaseOpener.from_setting(PRIVATE)
ANNE, BRUNO = Pseudonym("a" * 26), Pseudonym("b" * 26)
REQUEST = ContactRequest("caprev", "relative", "phone", "web", ANNE, phone="+32475123456", name="Anneliese")
CREATED = datetime(2026, 11, 24, 9, tzinfo=timezone.utc)
NEW = {"phone": "+32498112233"}


async def sent(redis: Redis) -> Reference:
    return await RequestStore(redis).create("m1", REQUEST, SEALER, now=CREATED)


async def now_given(redis: Redis, reference: Reference) -> ContactRequest | None:
    stored = await RequestStore(redis).get(reference)
    assert stored is not None
    return await as_it_stands(redis, stored, OPENER)


async def test_staff_read_the_latest_values_and_reference_status_and_date_stay(redis: Redis) -> None:
    reference, later = await sent(redis), CREATED + timedelta(hours=1)
    await RequestStore(redis).move(reference, "pris_en_charge", "intervenant")
    assert await add_change(redis, reference, ANNE, NEW, SEALER, "m2", now=later) == "done"
    assert await now_given(redis, reference) == replace(REQUEST, phone="+32498112233")
    stored = await RequestStore(redis).get(reference)
    assert stored is not None
    assert (stored.status, stored.created_at, stored.changed_at) == ("pris_en_charge", CREATED, later)


async def test_the_last_of_two_changes_counts(redis: Redis) -> None:
    reference = await sent(redis)
    await add_change(redis, reference, ANNE, {"name": "Léa"}, SEALER, "m2", now=CREATED + timedelta(minutes=1))
    await add_change(redis, reference, ANNE, {"name": "Zoé"}, SEALER, "m3", now=CREATED + timedelta(minutes=2))
    given = await now_given(redis, reference)
    assert given is not None
    assert given.name == "Zoé"


async def test_a_repeat_of_the_same_message_changes_nothing(redis: Redis) -> None:
    reference = await sent(redis)
    assert await add_change(redis, reference, ANNE, {"name": "Léa"}, SEALER, "m2") == "done"
    assert await add_change(redis, reference, ANNE, {"name": "Zoé"}, SEALER, "m2") == "done"
    given = await now_given(redis, reference)
    assert given is not None
    assert given.name == "Léa"


async def test_a_new_way_of_being_reached_stands_in_the_list_too(redis: Redis) -> None:
    reference = await sent(redis)
    await add_change(redis, reference, ANNE, {"channel": "email", "email": "a@b.be", "phone": None}, SEALER, "m2")
    stored = await RequestStore(redis).get(reference)
    assert stored is not None
    assert stored.channel == "email"


async def test_nobody_changes_somebody_elses_request_or_one_that_is_not_there(redis: Redis) -> None:
    reference = await sent(redis)
    assert await add_change(redis, reference, BRUNO, NEW, SEALER, "m2") == "unknown"
    assert await add_change(redis, new_reference(), ANNE, NEW, SEALER, "m3") == "unknown"
    assert await now_given(redis, reference) == REQUEST


@pytest.mark.parametrize("ended", ["transmis", "retire"])
async def test_what_was_passed_on_or_withdrawn_is_not_changed(redis: Redis, ended: str) -> None:
    reference, store = await sent(redis), RequestStore(redis)
    await store.move(reference, "pris_en_charge", "intervenant")
    await store.move(reference, ended, "intervenant" if ended == "transmis" else "person")
    assert await add_change(redis, reference, ANNE, NEW, SEALER, "m2") == "closed"


async def test_a_change_is_unreadable_in_redis_and_leaves_with_the_request(redis: Redis) -> None:
    reference = await sent(redis)
    await add_change(redis, reference, ANNE, NEW, SEALER, "m2")
    assert not [v for v in (await redis.hgetall(case_file(reference))).values() if b"498112233" in v]
    assert await redis.ttl(case_file(reference)) == pytest.approx(await redis.ttl(keys.case(reference)), abs=2)
    await RequestStore(redis).withdraw(reference)
    assert not await redis.exists(case_file(reference))


async def test_who_asks_and_how_urgent_it_was_is_not_changed_afterwards(redis: Redis) -> None:
    with pytest.raises(ValueError, match="urgent"):
        await add_change(redis, await sent(redis), ANNE, {"urgent": False}, SEALER, "m2")
