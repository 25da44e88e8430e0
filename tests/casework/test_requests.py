from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from redis.asyncio import Redis

from casework import keys
from casework.pseudonyms import Pseudonym
from casework.references import Reference, new_reference, read_reference
from casework.requests import ContactRequest, MoveIsNotAllowed, RequestIsUnknown, RequestStore
from casework.sealing import CannotOpen, CaseOpener, CaseSealer, new_case_keys

PRIVATE, PUBLIC = new_case_keys()
SEALER, OPENER = CaseSealer.from_setting(PUBLIC), CaseOpener.from_setting(PRIVATE)
ANNE, BRUNO = Pseudonym("a" * 26), Pseudonym("b" * 26)
REQUEST = ContactRequest(
    recipient="caprev",
    role="relative",
    channel="phone",
    source_channel="telegram",
    person=ANNE,
    phone="+32475123456",
    when="le matin",
    voicemail_ok=True,
    name="Anneliese",
    commune="Jambes",
    message="Mon frère parle de partir.",
    urgent=True,
    urgent_reasons=("départ proche",),
)
DAY = 86_400


async def test_a_stored_request_opens_for_staff_exactly_as_it_was_given(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    stored = await store.get(reference)
    assert stored is not None
    assert stored.opened(OPENER) == REQUEST
    assert (stored.status, stored.urgent, stored.recipient, stored.person) == ("nouveau", True, "caprev", ANNE)


async def test_the_reference_of_a_request_can_be_read_back(redis: Redis) -> None:
    reference = await RequestStore(redis).create("message-1", REQUEST, SEALER)
    assert read_reference(reference.lower()) == reference


async def test_the_same_message_twice_makes_one_request_and_gets_the_same_reference(redis: Redis) -> None:
    store = RequestStore(redis)
    first = await store.create("message-1", REQUEST, SEALER)
    assert await store.create("message-1", replace(REQUEST, name="Autre"), SEALER) == first
    assert len(await store.all()) == 1


async def test_twenty_repeats_at_once_make_one_request(redis: Redis) -> None:
    store = RequestStore(redis)
    references = await asyncio.gather(*(store.create("message-1", REQUEST, SEALER) for _ in range(20)))
    assert len(set(references)) == 1
    assert len(await store.all()) == 1


async def test_two_messages_make_two_requests(redis: Redis) -> None:
    store = RequestStore(redis)
    first = await store.create("message-1", REQUEST, SEALER)
    second = await store.create("message-2", REQUEST, SEALER)
    assert first != second
    assert set(await store.of_person(ANNE)) == {first, second}


async def test_nothing_a_person_gave_stands_in_redis_in_the_clear(redis: Redis) -> None:
    await RequestStore(redis).create("telegram:bot:987654321:12", REQUEST, SEALER)
    dump = b""
    async for key in redis.scan_iter():
        dump += key + (await redis.dump(key) or b"")
    for planted in ("Anneliese", "475123456", "Jambes", "partir", "matin", "départ", "987654321"):
        assert planted.encode() not in dump


async def test_everything_stored_has_an_expiry(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    await store.withdraw(reference)
    found = [key async for key in redis.scan_iter()]
    assert len(found) == 5
    for key in found:
        assert await redis.ttl(key) > 0


async def test_the_status_is_told_and_nothing_else_and_an_unknown_reference_gives_none(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    assert await store.status(reference) == "nouveau"
    assert await store.status(new_reference()) is None


async def test_withdrawing_erases_what_was_given_and_keeps_the_status(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    assert await store.withdraw(reference)
    stored = await store.get(reference)
    assert stored is not None
    assert stored.status == "retire"
    assert stored.opened(OPENER) is None
    assert await redis.hget(keys.case(reference), "sealed") is None


async def test_withdrawing_twice_is_fine_and_withdrawing_nothing_is_not(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    assert await store.withdraw(reference)
    assert await store.withdraw(reference)
    assert not await store.withdraw(new_reference())


async def test_what_was_passed_on_can_no_longer_be_withdrawn_by_the_person(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    await store.move(reference, "pris_en_charge", "intervenant")
    await store.move(reference, "transmis", "intervenant")
    assert not await store.withdraw(reference)
    assert await store.status(reference) == "transmis"


async def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    claims = [store.move(reference, "pris_en_charge", "intervenant") for _ in range(2)]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(type(None)) == 1
    lost = next(outcome for outcome in outcomes if isinstance(outcome, MoveIsNotAllowed))
    assert lost.stands_at == "pris_en_charge"


@pytest.mark.parametrize(("to", "role"), [("clos", "intervenant"), ("retire", "intervenant"), ("contacte", "person")])
async def test_a_move_outside_the_table_is_refused(redis: Redis, to: str, role: str) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    with pytest.raises(MoveIsNotAllowed):
        await store.move(reference, to, role)
    assert await store.status(reference) == "nouveau"


async def test_moving_what_is_not_there_is_told(redis: Redis) -> None:
    with pytest.raises(RequestIsUnknown):
        await RequestStore(redis).move(new_reference(), "pris_en_charge", "intervenant")


async def test_a_closed_request_is_kept_for_thirty_days_and_an_open_one_for_half_a_year(redis: Redis) -> None:
    store = RequestStore(redis)
    reference = await store.create("message-1", REQUEST, SEALER)
    assert 179 * DAY < await redis.ttl(keys.case(reference)) <= 180 * DAY
    await store.move(reference, "pris_en_charge", "intervenant")
    await store.move(reference, "clos", "intervenant")
    assert 29 * DAY < await redis.ttl(keys.case(reference)) <= 30 * DAY


async def test_an_expired_request_is_gone_from_every_list(redis: Redis) -> None:
    store = RequestStore(redis)
    gone = await store.create("message-1", REQUEST, SEALER)
    stays = await store.create("message-2", REQUEST, SEALER)
    await redis.delete(keys.case(gone))
    assert [request.reference for request in await store.all()] == [stays]
    assert await store.of_person(ANNE) == [stays]
    assert await store.of_person(BRUNO) == []


async def test_the_index_forgets_what_is_too_old_to_exist(redis: Redis) -> None:
    store = RequestStore(redis)
    long_ago = datetime.now(timezone.utc) - timedelta(days=400)
    await store.create("message-1", REQUEST, SEALER, now=long_ago)
    recent = await store.create("message-2", REQUEST, SEALER)
    assert await redis.zrange(keys.CASES, 0, -1) == [recent.encode()]


async def test_a_sealed_request_moved_under_another_reference_does_not_open(redis: Redis) -> None:
    store = RequestStore(redis)
    one = await store.create("message-1", REQUEST, SEALER)
    other = await store.create("message-2", REQUEST, SEALER)
    await redis.hset(keys.case(other), "sealed", await redis.hget(keys.case(one), "sealed"))
    stored = await store.get(Reference(other))
    assert stored is not None
    with pytest.raises(CannotOpen):
        stored.opened(OPENER)


def test_a_request_of_a_later_version_still_opens() -> None:
    assert ContactRequest.from_json({**REQUEST.to_json(), "new_field": 1}) == REQUEST
