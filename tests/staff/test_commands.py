"""The commands as the operator runs them: real processes, their exit codes, one sentence when something is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import httpx
import pyotp
import pytest
from redis.asyncio import Redis

from casework import keys as case_keys
from casework import trail, work_keys
from casework.case_file import CaseFile, FileEntry
from casework.misunderstood import keep, kept
from casework.requests import RequestStore
from casework.sealing import CannotOpen, CaseOpener, CaseSealer, new_case_keys
from casework.yaml_files import DATA
from staff.accounts import Accounts
from staff.passphrases import PassphraseHasher
from tests.auxil.redis_server import free_port
from tests.staff.console_client import CHEAP_HASHER
from tests.staff.sample_requests import PRIVATE, PUBLIC, URGENT


async def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": os.environ["PATH"], "RELAIS_MODE": "production", **environ}
    return await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "staff", *arguments],
        env=whole, capture_output=True, text=True, timeout=90,
    )  # fmt: skip


def said(output: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in output.splitlines() if ": " in line)


async def test_an_account_made_here_signs_in_and_ends_here(environ: dict[str, str], redis: Redis) -> None:
    added = await run(environ, "users", "add", "anne", "--role", "intervenant", "--totp")
    shown = said(added.stdout)
    accounts = Accounts(redis, CaseOpener.from_setting(PRIVATE), PassphraseHasher(CHEAP_HASHER), 60)
    assert added.returncode == 0
    assert await accounts.passphrase_fits("anne", shown["passphrase"])
    assert await accounts.second_factor("anne") == shown["totp"]
    assert len(pyotp.TOTP(shown["totp"]).now()) == 6
    assert len(shown["recovery"].split()) == 8

    [listed] = (await run(environ, "users", "list")).stdout.splitlines()
    assert json.loads(listed) == {
        "name": "anne", "role": "intervenant", "active": True, "second_factor": True, "signed_in_at": None,
    }  # fmt: skip

    assert (await run(environ, "users", "deactivate", "anne")).returncode == 0
    account = await accounts.get("anne")
    assert account is not None
    assert not account.active

    reset = await run(environ, "users", "reset", "anne")
    assert await accounts.passphrase_fits("anne", said(reset.stdout)["passphrase"])
    assert await accounts.second_factor("anne") is None
    acts = [line.what async for line, _ in trail.lines(redis)]
    assert acts == ["account.added", "account.deactivated", "account.reset"]


@pytest.mark.parametrize(
    "arguments",
    [("add", "anne", "--role", "audit"), ("deactivate", "zoe"), ("reset", "zoe"), ("add", "É", "--role", "audit")],
)
async def test_an_act_that_cannot_be_done_says_why_in_one_sentence(
    environ: dict[str, str], arguments: tuple[str, ...]
) -> None:
    await run(environ, "users", "add", "anne", "--role", "intervenant")

    done = await run(environ, "users", *arguments)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


async def test_audit_verify_holds_and_fails_after_a_line_was_altered_or_removed(
    environ: dict[str, str], redis: Redis
) -> None:
    only_redis = {"REDIS_URL": environ["REDIS_URL"]}
    for what in ("one", "two", "three"):
        await trail.record(redis, "anne", what)
    whole = await run(only_redis, "audit", "verify")
    assert (whole.returncode, "entier" in whole.stdout) == (0, True)
    noted = whole.stdout.split()[-1]
    assert (await run(only_redis, "audit", "verify", "--head", noted)).returncode == 0
    assert (await run(only_redis, "audit", "verify", "--head", f"2:{'0' * 64}")).returncode == 1

    entry, fields = (await redis.xrange(case_keys.TRAIL))[1]
    await redis.xdel(case_keys.TRAIL, entry)
    removed = await run(only_redis, "audit", "verify")
    assert removed.returncode == 1
    assert "après la ligne 1" in removed.stderr

    await redis.xadd("copy", {**fields, b"who": b"bruno"})
    assert (await run(only_redis, "audit", "verify")).returncode == 1


async def test_audit_verify_fails_when_a_line_was_altered_in_its_place(environ: dict[str, str], redis: Redis) -> None:
    for what in ("one", "two"):
        await trail.record(redis, "anne", what)
    rows = await redis.xrange(case_keys.TRAIL)
    await redis.delete(case_keys.TRAIL)
    for entry, fields in rows:
        altered = {**fields, b"who": b"bruno"} if fields[b"number"] == b"1" else fields
        await redis.xadd(case_keys.TRAIL, altered, id=entry)

    done = await run(environ, "audit", "verify")

    assert (done.returncode, "la ligne 1 a été changée" in done.stderr) == (1, True)


async def test_directory_confirm_notes_it_and_writes_the_day_into_the_file(
    environ: dict[str, str], redis: Redis, tmp_path: Path
) -> None:
    copy = tmp_path / "services.yml"
    shutil.copyfile(DATA / "services.yml", copy)

    done = await run(environ, "directory", "confirm", "caprev-0800", "--file", str(copy))

    assert done.returncode == 0
    assert f'checked_on: "{datetime.now(timezone.utc).year}' in copy.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in (await run(environ, "directory", "list")).stdout.splitlines()]
    [entry] = [row for row in rows if row["id"] == "caprev-0800"]
    assert (entry["standing"], entry["by"].split(":")[0]) == ("confirmed", "terminal")
    assert (await run(environ, "directory", "confirm", "rien", "--file", str(copy))).returncode == 1


async def test_keys_new_prints_a_pair_that_fits_and_keeps_the_older_key_behind(environ: dict[str, str]) -> None:
    done = await run(environ, "keys", "new")

    lines = dict(line.split("=", 1) for line in done.stdout.splitlines())
    opener = CaseOpener.from_setting(lines["RELAIS_CASE_PRIVATE_KEYS"])
    assert opener.public_keys == (lines["RELAIS_CASE_PUBLIC_KEY"], PUBLIC)


async def test_rotation_seals_everything_anew_and_then_the_old_key_can_go(
    environ: dict[str, str], redis: Redis, sealer: CaseSealer
) -> None:
    reference = await RequestStore(redis).create("m1", URGENT, sealer)
    note = FileEntry("n1", "note", "anne", datetime.now(timezone.utc), "Une note.")
    await CaseFile(redis, reference).add(note, sealer)
    await keep(redis, sealer, "il ne sort plus")
    old = CaseOpener.from_setting(PRIVATE)
    accounts = Accounts(redis, old, PassphraseHasher(CHEAP_HASHER), 60)
    await accounts.add("anne", "intervenant")
    await accounts.set_second_factor("anne", "JBSWY3DPEHPK3PXP")
    ttl = await redis.ttl(case_keys.case(reference))
    private, public = new_case_keys()
    both = {**environ, "RELAIS_CASE_PRIVATE_KEYS": f"{private},{PRIVATE}"}

    not_yet = await run(both, "keys", "rotate")
    assert not_yet.returncode == 1
    assert public in not_yet.stdout
    done = await run({**both, "RELAIS_CASE_PUBLIC_KEY": public}, "keys", "rotate")

    assert done.returncode == 0
    assert "retirez-les" in done.stdout
    new = CaseOpener.from_setting(private)
    stored = await RequestStore(redis).get(reference)
    assert stored is not None
    assert stored.opened(new) == URGENT
    with pytest.raises(CannotOpen):
        stored.opened(old)
    assert [entry.text for entry in await CaseFile(redis, reference).entries(new)] == ["Une note."]
    assert [message.text for message in await kept(redis, new)] == ["il ne sort plus"]
    assert await Accounts(redis, new, PassphraseHasher(CHEAP_HASHER), 60).second_factor("anne") == "JBSWY3DPEHPK3PXP"
    assert abs(await redis.ttl(case_keys.case(reference)) - ttl) < 30


async def test_what_no_key_opens_is_told_and_does_not_hold_up_the_rest(
    environ: dict[str, str], redis: Redis, sealer: CaseSealer
) -> None:
    await RequestStore(redis).create("m1", URGENT, sealer)
    await RequestStore(redis).create("m2", URGENT, CaseSealer.from_setting(new_case_keys()[1]))
    private, public = new_case_keys()

    done = await run(
        {**environ, "RELAIS_CASE_PRIVATE_KEYS": f"{private},{PRIVATE}", "RELAIS_CASE_PUBLIC_KEY": public},
        "keys", "rotate",
    )  # fmt: skip

    assert done.returncode == 0
    assert "1 demande" in done.stdout


async def test_a_message_of_a_person_that_waits_in_the_mailbox_keeps_the_old_key_needed(
    environ: dict[str, str], redis: Redis
) -> None:
    await redis.xadd(work_keys.FROM_PERSON, {"id": "x"})

    assert (await run(environ, "keys", "rotate")).returncode == 1


async def test_the_console_runs_as_a_process_is_healthy_and_ends_when_told(environ: dict[str, str]) -> None:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "staff", "serve", stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], **environ, "RELAIS_STAFF_PORT": str(port)},
    )  # fmt: skip

    assert await answers(port)
    process.terminate()
    _, errors = await asyncio.wait_for(process.communicate(), 15)

    # uvicorn closes everything and then hands the signal on.
    assert (process.returncode, errors.decode()) == (-signal.SIGTERM, "")


async def answers(port: int) -> bool:
    async with httpx.AsyncClient() as client:
        for _ in range(100):
            try:
                return (await client.get(f"http://127.0.0.1:{port}/health")).status_code == 200
            except httpx.TransportError:
                await asyncio.sleep(0.2)
    return False


async def test_a_port_that_is_taken_is_told_in_one_sentence(environ: dict[str, str]) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        done = await run({**environ, "RELAIS_STAFF_PORT": str(door.getsockname()[1])}, "serve")

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


async def test_keys_of_another_house_stop_the_start_with_one_sentence(
    environ: dict[str, str], redis: Redis, sealer: CaseSealer
) -> None:
    await RequestStore(redis).create("m1", URGENT, sealer)
    private, public = new_case_keys()

    done = await run(
        {**environ, "RELAIS_CASE_PRIVATE_KEYS": private, "RELAIS_CASE_PUBLIC_KEY": public,
         "RELAIS_STAFF_PORT": str(free_port())}, "serve",
    )  # fmt: skip

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "RELAIS_CASE_PRIVATE_KEYS" in done.stderr
