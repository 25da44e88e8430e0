from __future__ import annotations

import asyncio

import pytest
from redis.asyncio import Redis

from casework import keys
from casework.claims import Claims, RequestIsHeld, Worker
from casework.contact_request import ContactRequest
from casework.pseudonyms import Pseudonym
from casework.references import Reference, new_reference
from casework.requests import MoveIsNotAllowed, RequestIsUnknown, RequestStore
from casework.sealing import CaseSealer, new_case_keys

SEALER = CaseSealer.from_setting(new_case_keys()[1])
ANNE, BRUNO = Worker("anne", "intervenant"), Worker("bruno", "intervenant")
CLARA = Worker("clara", "coordination", over_others=True)
ADAM = Worker("adam", "administration")
REQUEST = ContactRequest("caprev", "relative", "phone", "telegram", Pseudonym("a" * 26), phone="+32475123456")


async def new_request(redis: Redis) -> Reference:
    return await RequestStore(redis).create("m1", REQUEST, SEALER)


async def holder_of(redis: Redis, reference: Reference) -> str:
    return (await redis.hget(keys.case(reference), "claimed_by") or b"").decode()


async def test_of_two_who_claim_at_once_one_wins_and_the_other_learns_who(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)

    outcomes = await asyncio.gather(
        claims.claim(reference, ANNE), claims.claim(reference, BRUNO), return_exceptions=True
    )

    [refusal] = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(refusal, RequestIsHeld)
    assert refusal.holder == await holder_of(redis, reference)


async def test_a_second_claim_of_ones_own_says_so_too(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)

    with pytest.raises(RequestIsHeld) as refusal:
        await claims.claim(reference, ANNE)

    assert refusal.value.holder == "anne"


async def test_what_is_given_back_is_new_and_free_again(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)

    await claims.give_back(reference, ANNE)

    assert await RequestStore(redis).status(reference) == "nouveau"
    await claims.claim(reference, BRUNO)
    assert await holder_of(redis, reference) == "bruno"


async def test_nobody_gives_back_or_moves_what_a_colleague_has(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)

    for act in (claims.give_back(reference, BRUNO), claims.move(reference, "contacte", BRUNO)):
        with pytest.raises(RequestIsHeld) as refusal:
            await act
        assert refusal.value.holder == "anne"


async def test_coordination_may_take_over_and_reassign(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)

    await claims.assign(reference, CLARA, "bruno")
    assert await holder_of(redis, reference) == "bruno"

    await claims.move(reference, "contacte", CLARA)
    assert await RequestStore(redis).status(reference) == "contacte"
    assert await holder_of(redis, reference) == "bruno"


async def test_assigning_a_new_request_claims_it_for_the_colleague(redis: Redis) -> None:
    reference = await new_request(redis)

    await Claims(redis).assign(reference, CLARA, "anne")

    assert await RequestStore(redis).status(reference) == "pris_en_charge"
    assert await holder_of(redis, reference) == "anne"


async def test_a_contacted_request_that_is_given_back_stays_contacted_and_can_be_claimed(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)
    await claims.move(reference, "contacte", ANNE)

    await claims.give_back(reference, ANNE)
    assert await RequestStore(redis).status(reference) == "contacte"

    await claims.claim(reference, BRUNO)
    assert await holder_of(redis, reference) == "bruno"


async def test_the_first_times_are_noted_and_stay(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)
    first = await redis.hget(keys.case(reference), "first_claimed_at")

    await claims.give_back(reference, ANNE)
    await claims.claim(reference, BRUNO)

    assert await redis.hget(keys.case(reference), "first_claimed_at") == first


async def test_only_coordination_reopens_and_then_has_it(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)
    await claims.move(reference, "clos", ANNE)

    with pytest.raises(MoveIsNotAllowed):
        await claims.move(reference, "pris_en_charge", ANNE)

    await claims.move(reference, "pris_en_charge", CLARA)
    assert await holder_of(redis, reference) == "clara"


@pytest.mark.parametrize("worker", [ADAM, Worker("eve", "audit"), Worker("x", "")])
async def test_a_role_that_the_table_does_not_name_can_do_nothing(redis: Redis, worker: Worker) -> None:
    reference, claims = await new_request(redis), Claims(redis)

    with pytest.raises(MoveIsNotAllowed):
        await claims.claim(reference, worker)

    assert claims.moves("nouveau", worker) == []


async def test_what_the_person_withdrew_meanwhile_cannot_be_worked_on(redis: Redis) -> None:
    reference, claims = await new_request(redis), Claims(redis)
    await claims.claim(reference, ANNE)
    await RequestStore(redis).withdraw(reference)

    with pytest.raises(MoveIsNotAllowed) as refusal:
        await claims.move(reference, "contacte", ANNE)

    assert refusal.value.stands_at == "retire"


async def test_an_unknown_reference_is_told(redis: Redis) -> None:
    with pytest.raises(RequestIsUnknown):
        await Claims(redis).claim(new_reference(), ANNE)


async def test_only_moves_of_the_table_are_offered(redis: Redis) -> None:
    claims = Claims(redis)

    assert claims.moves("nouveau", ANNE) == []
    assert claims.moves("pris_en_charge", ANNE) == ["contacte", "transmis", "clos"]
    assert claims.moves("clos", ANNE) == []
    assert claims.moves("clos", CLARA) == ["pris_en_charge"]
