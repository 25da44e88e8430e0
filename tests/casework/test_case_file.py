from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from redis.asyncio import Redis

from casework import keys, work_keys
from casework.case_file import CaseFile, FileEntry, new_entry_id
from casework.claims import Claims, Worker
from casework.contact_request import ContactRequest
from casework.erasing import (
    confirm_receipt,
    erase_request,
    gone,
    list_again,
    orphan_files,
    unlisted,
)
from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.requests import MoveIsNotAllowed, RequestIsUnknown, RequestStore
from casework.sealing import CannotOpen, CaseOpener, CaseSealer, new_case_keys

PRIVATE, PUBLIC = new_case_keys()
SEALER, OPENER = CaseSealer.from_setting(PUBLIC), CaseOpener.from_setting(PRIVATE)
PERSON = Pseudonym("a" * 26)
REQUEST = ContactRequest("caprev", "relative", "phone", "telegram", PERSON, phone="+32475123456")
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=timezone.utc)
NOTE = FileEntry("n1", "note", "anne", NOW, "La mère rappelle demain.")
LETTER = FileEntry("l1", "to_person", "anne", NOW + timedelta(minutes=1), "Bonjour, je suis de l’équipe.")


async def stored(redis: Redis, key: str = "m1") -> Reference:
    return await RequestStore(redis).create(key, REQUEST, SEALER)


async def file_of(redis: Redis, reference: Reference) -> CaseFile:
    file = CaseFile(redis, reference)
    await file.add(LETTER, SEALER)
    await file.add(NOTE, SEALER)
    return file


async def test_entries_come_back_as_they_were_written_the_oldest_first(redis: Redis) -> None:
    file = await file_of(redis, await stored(redis))

    assert await file.entries(OPENER) == [NOTE, replace(LETTER, delivery="waiting")]


async def test_the_same_entry_twice_is_there_once(redis: Redis) -> None:
    file = await file_of(redis, await stored(redis))

    await file.add(replace(NOTE, text="autre"), SEALER)

    assert [entry.text for entry in await file.entries(OPENER)] == [NOTE.text, LETTER.text]


async def test_what_became_of_a_letter_is_told_with_it(redis: Redis) -> None:
    file = await file_of(redis, await stored(redis))

    await file.mark("l1", "failed", "gone")

    letter = (await file.entries(OPENER))[1]
    assert (letter.delivery, letter.why) == ("failed", "gone")


async def test_an_entry_lies_sealed_and_opens_under_no_other_request(redis: Redis) -> None:
    reference, other = await stored(redis), await stored(redis, "m2")
    await file_of(redis, reference)
    raw = await redis.hgetall(work_keys.case_file(reference))
    assert b"rappelle" not in b"".join(raw.values())

    await redis.hset(work_keys.case_file(other), mapping=raw)

    with pytest.raises(CannotOpen):
        await CaseFile(redis, other).entries(OPENER)


async def test_a_withdrawn_request_shows_nothing_of_its_file_and_takes_nothing_more(redis: Redis) -> None:
    reference = await stored(redis)
    file = await file_of(redis, reference)
    await RequestStore(redis).withdraw(reference)

    assert await file.entries(OPENER) == []
    with pytest.raises(RequestIsUnknown):
        await file.add(NOTE, SEALER)
    assert not await redis.exists(work_keys.case_file(reference))


async def test_a_file_that_was_left_behind_is_found(redis: Redis) -> None:
    reference = await stored(redis)
    await file_of(redis, reference)
    await redis.delete(keys.case(reference))

    assert await orphan_files(redis) == [reference]


async def test_the_file_lives_as_long_as_the_request(redis: Redis) -> None:
    reference = await stored(redis)
    await file_of(redis, reference)
    anne = Worker("anne", "intervenant")
    await Claims(redis).claim(reference, anne)
    await Claims(redis).move(reference, "clos", anne)

    case, file = await redis.ttl(keys.case(reference)), await redis.ttl(work_keys.case_file(reference))
    assert abs(case - file) <= 1


async def test_after_the_receipt_the_content_is_gone_and_the_state_stays(redis: Redis) -> None:
    reference, anne = await stored(redis), Worker("anne", "intervenant")
    await file_of(redis, reference)
    await Claims(redis).claim(reference, anne)
    with pytest.raises(MoveIsNotAllowed):
        await confirm_receipt(redis, reference)
    await Claims(redis).move(reference, "transmis", anne)

    await confirm_receipt(redis, reference, now=NOW)

    left = await RequestStore(redis).get(reference)
    assert left is not None
    assert (left.status, left.sealed) == ("transmis", b"")
    assert not await redis.exists(work_keys.case_file(reference))


async def test_an_erased_request_leaves_nothing_and_its_neighbour_stays(redis: Redis) -> None:
    reference, other = await stored(redis), await stored(redis, "m2")
    await file_of(redis, reference)

    assert await erase_request(redis, reference)

    assert not await redis.keys(f"*{reference}*")
    assert await RequestStore(redis).of_person(PERSON) == [other]
    assert not await erase_request(redis, reference)
    # The same message delivered again does not bring it back.
    assert await stored(redis) == reference
    assert await RequestStore(redis).get(reference) is None


async def test_what_reached_the_end_of_its_time_is_found(redis: Redis) -> None:
    reference, _ = await stored(redis), await stored(redis, "m2")

    await redis.delete(keys.case(reference))

    assert await gone(redis) == [reference]


async def test_a_request_that_stands_in_no_list_is_found_and_listed_again(redis: Redis) -> None:
    reference = await stored(redis)
    await redis.zrem(keys.CASES, reference)
    assert await unlisted(redis) == [reference]

    await list_again(redis, reference)

    assert await unlisted(redis) == []
    assert [request.reference for request in await RequestStore(redis).all()] == [reference]


def test_ids_of_entries_differ() -> None:
    assert len({new_entry_id() for _ in range(100)}) == 100
