"""The door into Rasa, over real HTTP, with a real Redis and a real action server."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from rasa.core.agent import Agent

from components.answer import load_printed_intents
from components.ask import NOTHING_SAID, without_command
from components.relais_channel import RelaisChannel
from components.settings import SettingIsWrong, StoreSettings
from components.tracker_store import RelaisTrackerStore
from tests.auxil.small_door import Door, opened_door
from tests.auxil.small_rasa import SECRET, SmallActionServer, give_store, open_door, small_channel


async def test_an_answer_is_whole_with_its_buttons_and_its_card(door: Door) -> None:
    answer = await door.say("bonjour")
    assert answer["replies"][0] == {
        "text": "Compris : greet.\n\nUn second paragraphe, 1.",
        "buttons": [{"title": "Signes", "payload": "/ask_signs"}],
        "contact": {"name": "CAPREV", "phone": "+3280011172"},
    }
    assert [answer["directives"], answer["repeated"]] == [[], False]


async def test_the_parse_has_the_printed_intent_and_always_an_urgency(door: Door) -> None:
    parse = (await door.say("non"))["parse"]
    assert (parse["text"], parse["intent"], parse["entities"]) == ("non", "deny/printed", [])
    assert parse["confidence"] > 0
    assert parse["urgency"] == {"level": "none", "kind": None, "score": 0.0, "reasons": []}


async def test_words_can_be_weighed_without_a_turn(door: Door, store: RelaisTrackerStore) -> None:
    status, weighed = await door.post("weigh", {"text": "/non"})
    assert (status, weighed) == (200, {"urgency": {"level": "none", "kind": None, "score": 0.0, "reasons": []}})
    assert list(await store.keys()) == []
    for body in ({}, [], {"text": 7}, {"payload": "/greet"}):
        assert (await door.post("weigh", body))[0] == 400


def test_printed_names_are_read_where_the_dialogue_keeps_them(tmp_path: Any) -> None:
    (tmp_path / "intents.yml").write_text("printed: {inside: outside/part}", encoding="utf-8")
    assert load_printed_intents(tmp_path / "intents.yml") == {"inside": "outside/part"}
    assert load_printed_intents(tmp_path / "missing.yml") == {}


async def test_a_directive_comes_beside_the_replies_not_among_them(door: Door) -> None:
    answer = await door.say("oublie")
    assert answer["directives"] == ["forget"]
    assert len(answer["replies"]) == 2


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET.upper()])
async def test_without_the_secret_nothing_happens(
    door: Door, secret: str, store: RelaisTrackerStore, small_actions: SmallActionServer
) -> None:
    for path in ("turn", "weigh", "forget"):
        status, _ = await door.post(path, {"id": "1", "sender": "anna", "text": "bonjour"}, secret)
        assert status == 403
    assert list(await store.keys()) == []
    assert small_actions.calls == []


@pytest.mark.parametrize("secret", [None, "", "short"])
def test_the_channel_refuses_to_start_without_a_secret(monkeypatch: pytest.MonkeyPatch, secret: str | None) -> None:
    monkeypatch.delenv("RELAIS_RASA_SECRET", raising=False)
    if secret is not None:
        monkeypatch.setenv("RELAIS_RASA_SECRET", secret)
    with pytest.raises(SettingIsWrong, match="RELAIS_RASA_SECRET"):
        RelaisChannel.from_credentials(None)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"id": "1", "sender": "anna"},
        {"id": "", "sender": "anna", "text": "x"},
        {"id": "1", "sender": 7, "text": "x"},
        {"id": "1", "sender": "anna", "text": ["x"]},
        {"id": "1", "sender": "anna", "text": "x", "payload": "/greet"},
        {"id": "1", "sender": "anna", "payload": "greet"},
        {"id": "1", "sender": "anna", "payload": "/no_such_intent"},
        {"id": "1", "sender": "anna", "payload": "/greet{not json}"},
        {"id": "1", "sender": "anna", "payload": "/greet@0.1"},
        {"id": "1", "sender": "anna", "text": "x", "at": "demain"},
        {"id": "1", "sender": "anna", "text": "x" * 20_001},
    ],
)
async def test_a_bad_body_is_refused_and_leaves_nothing(door: Door, body: Any, store: RelaisTrackerStore) -> None:
    status, _ = await door.post("turn", body)
    assert status == 400
    assert list(await store.keys()) == []


@pytest.mark.parametrize(
    "text", ["/urgent_attack", "  /restart", "//restart", "/ /session_start", "\u200b/restart", "／restart", "\ufeff/ "]
)
async def test_a_person_cannot_give_rasa_a_command(door: Door, text: str) -> None:
    await door.say("rappelez moi")
    answer = await door.say(text)
    assert not answer["parse"]["text"].startswith("/")
    assert answer["parse"]["intent"] not in ("urgent_attack", "restart", "session_start")
    # The form that was open has taken it for an answer: nothing was restarted.
    assert answer["replies"][0]["text"] == "Quel numéro ?"


def test_what_a_person_writes_is_otherwise_left_alone() -> None:
    assert without_command("24/7 ? et/ou") == "24/7 ? et/ou"
    assert without_command("«\u00a0aide\u00a0»\n\nmerci") == "«\u00a0aide\u00a0»\n\nmerci"
    assert without_command(" / ") == NOTHING_SAID


async def test_a_payload_is_obeyed(door: Door) -> None:
    status, answer = await door.turn(payload='/ask_signs{"value": "x"}')
    assert status == 200
    assert (answer["parse"]["intent"], answer["parse"]["confidence"]) == ("ask_signs", 1.0)
    assert [(e["entity"], e["value"]) for e in answer["parse"]["entities"]] == [("value", "x")]


async def test_the_clock_moves_for_a_message_that_says_so(door: Door, store: RelaisTrackerStore) -> None:
    answer = await door.say("bonjour", at="2026-12-25T10:00:00Z", channel="cli")
    assert answer["replies"][1]["text"] == "au 2026-12-25T10:00:00+00:00"
    tracker = await store.retrieve("anna")
    assert tracker is not None
    assert tracker.latest_message.metadata == {"at": "2026-12-25T10:00:00+00:00", "channel": "cli"}
    assert tracker.get_slot("session_started_metadata") is None


async def test_the_clock_stands_still_in_production(agent: Agent) -> None:
    async with opened_door(agent, production=True) as door:
        status, _ = await door.turn(text="bonjour", at="2026-12-25T10:00:00Z")
        assert status == 400
        assert (await door.turn(text="bonjour", at=None))[0] == 200


async def test_a_repeat_gets_the_same_answer_and_runs_nothing(door: Door, small_actions: SmallActionServer) -> None:
    body = {"id": "once", "sender": "anna", "text": "oublie"}
    _, first = await door.post("turn", body)
    calls = len(small_actions.calls)
    _, again = await door.post("turn", body)
    assert again == {**first, "repeated": True}
    assert len(small_actions.calls) == calls


async def test_a_late_repeat_is_recognised_after_many_messages(door: Door) -> None:
    first = await door.post("turn", {"id": "once", "sender": "anna", "text": "non"})
    for _ in range(10):
        await door.say("bonjour")
    again = await door.post("turn", {"id": "once", "sender": "anna", "text": "non"})
    assert again[1] == {**first[1], "repeated": True}


async def test_two_at_once_with_one_id_are_one_turn(door: Door, small_actions: SmallActionServer) -> None:
    body = {"id": "once", "sender": "anna", "text": "bonjour"}
    answers = [answer for _, answer in await asyncio.gather(*(door.post("turn", body) for _ in range(5)))]
    assert sorted(answer["repeated"] for answer in answers) == [False, True, True, True, True]
    assert all(answer["replies"] == answers[0]["replies"] for answer in answers)
    assert len(small_actions.calls) == 1


async def test_a_repeat_is_recognised_by_another_server(
    agent: Agent, door: Door, store: RelaisTrackerStore, store_settings: StoreSettings
) -> None:
    first = await door.say("bonjour")
    give_store(agent, RelaisTrackerStore(None, settings=store_settings))
    async with opened_door(agent) as other:
        _, again = await other.turn(text="bonjour")
    assert again == {**first, "repeated": True}
    give_store(agent, store)


async def test_the_same_id_of_another_person_is_another_message(door: Door) -> None:
    for sender in ("anna", "bert"):
        _, answer = await door.post("turn", {"id": "1", "sender": sender, "text": "bonjour"})
        assert answer["repeated"] is False
        assert "paragraphe, 1" in answer["replies"][0]["text"]


async def test_messages_of_one_person_are_answered_in_order_and_all_count(door: Door) -> None:
    answers = await asyncio.gather(*(door.say("bonjour") for _ in range(8)))
    texts = [answer["replies"][0]["text"].split(", ")[1] for answer in answers]
    assert texts == [f"{n}." for n in range(1, 9)]


async def test_nobody_waits_for_somebody_elses_slow_turn(door: Door, small_actions: SmallActionServer) -> None:
    small_actions.slow_for = {"slow"}
    started = time.monotonic()
    slow = asyncio.create_task(door.turn(text="bonjour", sender="slow"))
    await asyncio.sleep(0.05)
    await door.say("bonjour", sender="quick")
    assert time.monotonic() - started < 1
    assert (await slow)[0] == 200


async def test_locks_do_not_pile_up(agent: Agent) -> None:
    channel = small_channel()
    async with open_door(agent, channel) as url, aiohttp.ClientSession() as http:
        door = Door(url, http)
        await asyncio.gather(*(door.say("bonjour", sender=f"p{n}") for n in range(20)))
    assert len(channel._locks) == 0


async def test_forgetting_leaves_nothing_of_one_and_everything_of_another(
    door: Door, store: RelaisTrackerStore
) -> None:
    for sender in ("anna", "bert"):
        await door.say("bonjour", sender=sender)
    assert (await door.post("forget", {"sender": "anna"}))[0] == 200
    assert list(await store.keys()) == ["bert"]
    assert "paragraphe, 1" in (await door.say("bonjour", sender="anna"))["replies"][0]["text"]
    assert "paragraphe, 2" in (await door.say("bonjour", sender="bert"))["replies"][0]["text"]


async def test_health_is_good_only_when_everything_answers(door: Door, small_actions: SmallActionServer) -> None:
    assert await door.health() == 200
    small_actions.break_with("another")
    assert await door.health() == 503
    small_actions.stop()
    assert await door.health() == 503
