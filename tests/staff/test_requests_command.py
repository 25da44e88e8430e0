from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from redis.asyncio import Redis

from casework import trail
from casework.request_changes import add_change
from casework.requests import RequestStore
from casework.sealing import CaseSealer, new_case_keys
from staff.requests_command import print_requests
from staff.settings import StaffSettings
from tests.staff.sample_requests import CALM, PERSONAL, URGENT

CONTRACT = {"reference", "created_at", "status", "urgent", "recipient", "role", "name", "phone", "email", "when",
            "commune", "message"}  # fmt: skip
EARLIER = datetime.now(timezone.utc) - timedelta(hours=2)


async def test_each_request_is_one_line_with_the_fields_of_the_contract(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer, capsys: pytest.CaptureFixture[str]
) -> None:
    first = await RequestStore(redis).create("m1", URGENT, sealer, now=EARLIER)
    await RequestStore(redis).create("m2", CALM, sealer)

    code = await print_requests(settings)

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert len(rows) == 2
    assert all(row.keys() >= CONTRACT for row in rows)
    assert rows[0]["reference"] == first
    assert (rows[0]["status"], rows[0]["urgent"], rows[0]["phone"]) == ("nouveau", True, "+32475123456")
    assert (rows[1]["email"], rows[1]["role"]) == ("prof@ecole.example", "professional")


async def test_printing_leaves_a_line_in_the_trail(redis: Redis, settings: StaffSettings) -> None:
    await print_requests(settings)

    lines = [line async for line, _ in trail.lines(redis)]
    assert [line.what for line in lines] == ["requests.exported"]
    assert lines[0].who.startswith("terminal:")


async def test_a_withdrawn_request_keeps_its_line_and_nothing_of_its_content(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer, capsys: pytest.CaptureFixture[str]
) -> None:
    store = RequestStore(redis)
    await store.withdraw(await store.create("m1", URGENT, sealer))

    assert await print_requests(settings) == 0

    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["role"]) == ("retire", "relative")
    assert row["name"] is row["phone"] is row["message"] is None


async def test_a_request_that_no_key_opens_is_told_and_does_not_hide_the_others(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = CaseSealer.from_setting(new_case_keys()[1])
    await RequestStore(redis).create("m1", URGENT, lost, now=EARLIER)
    await RequestStore(redis).create("m2", CALM, sealer)

    code = await print_requests(settings)

    said = capsys.readouterr()
    assert code == 1
    assert [json.loads(line)["unreadable"] for line in said.out.splitlines()] == [True, False]
    assert "1 demande" in said.err


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": os.environ["PATH"], "RELAIS_MODE": "production", **environ}
    return subprocess.run(
        [sys.executable, "-m", "staff", *arguments], env=whole, capture_output=True, text=True, timeout=60
    )


def test_the_command_answers_with_nothing_but_json(environ: dict[str, str]) -> None:
    done = run(environ, "requests", "--json")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_keys_it_stops_with_one_sentence_and_2(environ: dict[str, str]) -> None:
    del environ["RELAIS_CASE_PRIVATE_KEYS"]

    done = run(environ, "requests", "--json")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "RELAIS_CASE_PRIVATE_KEYS" in done.stderr


def test_the_console_does_not_start_without_keys(environ: dict[str, str]) -> None:
    done = run({"REDIS_URL": environ["REDIS_URL"]}, "serve")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_redis_that_is_not_there_is_told_in_one_sentence(environ: dict[str, str]) -> None:
    done = run({**environ, "REDIS_URL": "redis://127.0.0.1:1/0"}, "requests", "--json")

    assert done.returncode == 3
    assert "Redis" in done.stderr
    assert len(done.stderr.splitlines()) == 1


async def test_nothing_personal_stands_in_redis_or_the_trail_afterwards(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer
) -> None:
    await RequestStore(redis).create("m1", URGENT, sealer)
    await print_requests(settings)

    dump = b"".join([await redis.dump(key) or b"" for key in await redis.keys("*")])
    assert not [words for words in PERSONAL if words.encode() in dump]


async def test_the_latest_values_are_printed(
    redis: Redis, settings: StaffSettings, sealer: CaseSealer, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    await add_change(redis, reference, URGENT.person, {"phone": "+32498112233"}, sealer, "m2")

    assert await print_requests(settings) == 0

    assert json.loads(capsys.readouterr().out)["phone"] == "+32498112233"
