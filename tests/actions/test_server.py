"""The action server, as a real process: closed to who has no secret, mute about faults, dead with its Redis."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from casework.sealing import new_case_keys, new_chat_key
from tests.auxil.redis_server import RedisServer, free_port

ROOT = Path(__file__).parent.parent.parent
SECRET = {"X-Relais-Secret": "s3cret"}


@pytest.fixture
def server(own_redis: RedisServer, tmp_path: Path) -> Iterator[str]:
    """Its address; what it prints goes to `server.log`."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"], "REDIS_URL": own_redis.url, "RELAIS_CASE_PUBLIC_KEY": new_case_keys()[1],
        "RELAIS_CHAT_KEYS": new_chat_key(),
        "RELAIS_ACTIONS_SECRET": "s3cret", "RELAIS_ACTIONS_PORT": str(port),
    }  # fmt: skip
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "actions"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            httpx.get(f"{url}/health")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()


def call(name: str, text: str = "quels signes ?", intent: str = "ask_signs") -> dict[str, object]:
    latest = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": [], "metadata": {}}
    tracker = {"sender_id": "p" * 26, "slots": {}, "latest_message": latest, "events": [], "active_loop": {}}
    return {"next_action": name, "sender_id": "p" * 26, "version": "3.6.21", "tracker": tracker, "domain": {}}


def test_an_action_answers_who_knows_the_secret_and_nobody_else(server: str) -> None:
    assert httpx.post(f"{server}/webhook", json=call("action_respond")).status_code == 403
    answer = httpx.post(f"{server}/webhook", json=call("action_respond"), headers=SECRET)
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["text"]


def test_a_fault_tells_nothing_of_what_was_said(server: str, own_redis: RedisServer, tmp_path: Path) -> None:
    own_redis.kill()
    broken = call("action_follow_up", text="planted zanzibar 0470123456")
    answer = httpx.post(f"{server}/webhook", json=broken, headers=SECRET, timeout=10)
    assert answer.status_code == 500
    assert "zanzibar" not in answer.text
    assert "zanzibar" not in (tmp_path / "server.log").read_text()


def test_health_is_bad_when_the_store_is_dead(server: str, own_redis: RedisServer) -> None:
    assert httpx.get(f"{server}/health").status_code == 200
    own_redis.kill()
    assert httpx.get(f"{server}/health", timeout=10).status_code == 500


def test_a_missing_setting_is_named_and_nothing_starts() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "actions"], cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "REDIS_URL" in done.stderr
    assert "Traceback" not in done.stderr
