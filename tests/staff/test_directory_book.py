from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from redis.asyncio import Redis

from casework.directory import Directory, load_directory
from casework.yaml_files import DATA
from staff.directory_book import DirectoryBook, fingerprint
from staff.directory_command import write_days
from tests.staff.console_client import World

TODAY = date(2026, 11, 23)
ID = "caprev-0800"


def book(redis: Redis, directory: Directory | None = None) -> DirectoryBook:
    return DirectoryBook(redis, directory or load_directory(), 12)


async def standing(redis: Redis, today: date, directory: Directory | None = None) -> str:
    entries = await book(redis, directory).entries(today)
    return next(entry.standing for entry in entries if entry.service.id == ID)


async def test_what_nobody_confirmed_comes_first(redis: Redis) -> None:
    await book(redis).confirm(ID, "clara", TODAY)

    entries = await book(redis).entries(TODAY)

    assert entries[0].standing == "unconfirmed"
    assert (entries[-1].service.id, entries[-1].by, entries[-1].on) == (ID, "clara", TODAY)


async def test_a_confirmation_is_old_after_twelve_months(redis: Redis) -> None:
    await book(redis).confirm(ID, "clara", TODAY)

    assert await standing(redis, date(2027, 11, 22)) == "confirmed"
    assert await standing(redis, date(2027, 11, 23)) == "old"


async def test_an_entry_that_changed_since_must_be_confirmed_again(redis: Redis) -> None:
    await book(redis).confirm(ID, "clara", TODAY)
    directory = load_directory()
    changed = {**directory.services, ID: replace(directory.service(ID), hours_text="autre")}

    assert await standing(redis, TODAY, Directory(changed)) == "changed"


async def test_an_unknown_entry_cannot_be_confirmed(redis: Redis) -> None:
    with pytest.raises(KeyError):
        await book(redis).confirm("inconnu", "clara")


def test_the_day_of_a_confirmation_changes_no_fingerprint_and_a_number_does() -> None:
    service = load_directory().service(ID)

    assert fingerprint(replace(service, checked_on=TODAY)) == fingerprint(service)
    assert fingerprint(replace(service, email="x@y.be")) != fingerprint(service)


def test_the_file_gets_the_day_and_nothing_else_of_it_changes(tmp_path: Path) -> None:
    copy = tmp_path / "services.yml"
    shutil.copyfile(DATA / "services.yml", copy)

    assert write_days(copy, {ID: TODAY}) == 1

    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (DATA / "services.yml", copy))
    assert [(b, a) for b, a in zip(before, after, strict=True) if b != a] == [
        ("    checked_on: null", '    checked_on: "2026-11-23"')
    ]
    assert load_directory(copy).service(ID).checked_on == TODAY
    assert write_days(copy, {}) == 0


async def test_the_page_confirms_and_says_who_and_when(world: World, redis: Redis) -> None:
    clara = await world.signed_in("clara", "coordination")
    await clara.get("/repertoire")

    await clara.post(f"/repertoire/{ID}/confirmer")

    assert "par clara" in clara.text
    assert (await book(redis).confirmations())[ID].by == "clara"


async def test_who_may_only_read_the_directory_is_offered_nothing(world: World) -> None:
    anne = await world.signed_in("anne", "intervenant")

    await anne.get("/repertoire")

    assert "J’ai vérifié" not in anne.text
