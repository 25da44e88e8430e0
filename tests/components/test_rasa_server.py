"""The Rasa server as it runs: killed in the middle of a turn, without its neighbours, and what it prints meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from casework.sealing import new_chat_key
from tests.auxil.rasa_server import RasaServer
from tests.auxil.redis_server import RedisServer, running_redis
from tests.auxil.small_rasa import ACTIONS_SECRET, SECRET, SmallActionServer, running_actions

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(600)]

WORDS = "mon cousin Zebulon 0470112233"
SENDER = "telegram4711"
# The bot hands in a pseudonym here; this test hands in an id, to see that it is not printed. Redis keys do hold it.
SENDER_IN_KEYS = SENDER.encode()
NEEDLES = ("Zebulon", "0470112233", "cousin", SENDER, "m-4711")


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def actions() -> Iterator[SmallActionServer]:
    with running_actions() as server:
        yield server


@pytest.fixture(scope="module")
def settings(redis_server: RedisServer, actions: SmallActionServer) -> dict[str, str]:
    return {
        "REDIS_URL": redis_server.url,
        "RELAIS_CHAT_KEYS": new_chat_key(),
        "RELAIS_RASA_SECRET": SECRET,
        "RELAIS_ACTIONS_SECRET": ACTIONS_SECRET,
        "RELAIS_ACTIONS_URL": actions.url,
    }


@pytest.fixture(scope="module")
def server(
    small_model: Path, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RasaServer]:
    server = RasaServer(small_model, tmp_path_factory.mktemp("rasa") / "rasa.log", **settings)
    server.start()
    yield server
    server.kill()


def ask(server: RasaServer, number: int, text: str = WORDS) -> httpx.Response:
    return server.post("turn", {"id": f"m-4711-{number}", "sender": SENDER, "text": text})


def test_it_answers_behind_its_door_only(server: RasaServer) -> None:
    answer = ask(server, 1, "bonjour").json()
    assert answer["replies"][0]["text"].startswith("Compris : greet")
    assert server.post("turn", {"id": "1", "sender": "x", "text": "bonjour"}, secret="wrong").status_code == 403
    for closed in ("/webhooks/rest/webhook", "/model/parse", "/conversations/x/tracker", "/status"):
        assert httpx.post(f"http://127.0.0.1:{server.port}{closed}", json={"sender": "x"}).status_code == 404


def test_killed_in_the_middle_of_a_turn_it_runs_that_turn_once_when_asked_again(
    server: RasaServer, actions: SmallActionServer
) -> None:
    ask(server, 10, "bonjour")
    # Given: the server dies while the action is at work
    actions.slow_for = {SENDER}
    asking = threading.Thread(target=_ask_in_vain, args=(server, 11))
    asking.start()
    time.sleep(1)
    server.kill()
    asking.join()
    actions.slow_for = set()
    # When: it is started again, and the same message is asked again
    server.start()
    first = ask(server, 11).json()
    again = ask(server, 11).json()
    # Then: the turn exists once, and a message from before the kill is recognised
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert again["replies"] == first["replies"]
    assert ask(server, 10, "bonjour").json()["repeated"] is True


def _ask_in_vain(server: RasaServer, number: int) -> None:
    with pytest.raises(httpx.HTTPError):
        ask(server, number)


def test_without_its_neighbours_it_says_so_and_recovers(
    server: RasaServer, actions: SmallActionServer, redis_server: RedisServer
) -> None:
    for fault, failed in {"raise": "action", "stopped": "action"}.items():
        actions.break_with(fault)
        answer = ask(server, 20)
        assert (answer.status_code, answer.json()) == (503, {"failed": failed})
        actions.mend()
    redis_server.kill()
    assert (ask(server, 20).status_code, server.health()) == (503, 503)
    redis_server.start()
    assert server.health() == 200
    assert ask(server, 20).json()["repeated"] is False


def test_nothing_of_a_person_was_printed_or_stored_in_the_clear(
    server: RasaServer, redis_server: RedisServer, settings: dict[str, Any]
) -> None:
    """Comes last in this file: it looks at what all the others left behind."""
    ask(server, 30)
    text = server.log.read_text()
    assert "DEBUG" in text
    assert "A turn failed (action)" in text
    secrets = (SECRET, ACTIONS_SECRET, settings["RELAIS_CHAT_KEYS"])
    assert [needle for needle in (*NEEDLES, *secrets) if needle in text] == []
    written = b"".join(path.read_bytes() for path in redis_server.folder.rglob("*.aof*"))
    assert b"{relais}:talk:" in written
    assert [needle for needle in NEEDLES if needle.encode() in written.replace(SENDER_IN_KEYS, b"")] == []


@pytest.mark.parametrize("missing", ["RELAIS_RASA_SECRET", "RELAIS_CHAT_KEYS", "RELAIS_ACTIONS_URL"])
def test_without_a_setting_it_ends_with_a_sentence_that_names_it(
    small_model: Path, settings: dict[str, str], tmp_path: Path, missing: str
) -> None:
    rest = {name: value for name, value in settings.items() if name != missing}
    server = RasaServer(small_model, tmp_path / "rasa.log", **rest)
    assert server.run().wait(120) != 0
    assert missing in server.log.read_text()
