"""The shortcuts: the same results as Rasa's own code, in less time, for the version of Rasa they were read in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered, deserialise_events
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker

from components import fast_rasa, strict_rasa
from components.replacements import RasaHasAnotherVersion
from components.tracker_store import RelaisTrackerStore
from tests.auxil.small_rasa import SmallActionServer


@pytest.fixture
def fast() -> Iterator[None]:
    fast_rasa.apply()
    yield
    fast_rasa.put_back()


def originals() -> list[Any]:
    return [
        RemoteAction._validate_action_result,
        RemoteAction._action_call_format,
        Event.resolve_by_type,
        EndpointConfig.session,
    ]


def test_applying_twice_and_putting_back_leaves_rasa_as_it_was() -> None:
    before = originals()
    fast_rasa.apply()
    applied = originals()
    fast_rasa.apply()
    assert originals() == applied
    assert all(new is not old for new, old in zip(applied, before, strict=True))
    fast_rasa.put_back()
    assert originals() == before


def test_another_version_of_rasa_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    before = originals()
    fast_rasa.apply()
    assert originals() == before


def test_without_strictness_the_server_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RasaHasAnotherVersion, match=r"3\.7\.0"):
        strict_rasa.apply()


RESULTS: list[Any] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": None, "timestamp": None}], "responses": [{"text": "x"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": 1.5}] * 3},
    {"events": [{"event": "active_loop", "name": None, "timestamp": None}]},
    {"events": [{"event": "unheard_of"}]},
    {"events": [{"name": "a"}]},
    {"events": [{"event": "slot", "timestamp": "soon"}]},
    {"responses": ["text"]},
    {"events": {}},
    [],
    None,
]


def judgement(result: Any) -> bool:
    try:
        return bool(RemoteAction("a", None)._validate_action_result(result))
    except ValidationError:
        return False


def test_answers_of_actions_are_judged_as_rasa_judges_them() -> None:
    rasas = [judgement(result) for result in RESULTS]
    fast_rasa.apply()
    ours = [judgement(result) for result in RESULTS]
    fast_rasa.put_back()
    assert ours == rasas
    assert True in ours
    assert False in ours


def test_events_are_read_as_rasa_reads_them(fast: None) -> None:
    read = deserialise_events([SlotSet("a", 1).as_dict(), ActionExecuted("b").as_dict(), UserUttered("c").as_dict()])
    assert [type(event) for event in read] == [SlotSet, ActionExecuted, UserUttered]
    assert Event.resolve_by_type("topic") is None
    assert Event.resolve_by_type("unheard_of", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.resolve_by_type("unheard_of")


def seconds(work: Callable[[], Any], times: int) -> float:
    work()
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def test_the_shortcuts_are_short() -> None:
    events = [SlotSet("a", 1).as_dict(), ActionExecuted("b").as_dict()] * 50
    work: list[Callable[[], Any]] = [lambda: judgement(RESULTS[1]), lambda: deserialise_events(events)]
    slow = [seconds(each, 10) for each in work]
    fast_rasa.apply()
    quick = [seconds(each, 10) for each in work]
    fast_rasa.put_back()
    assert all(after < before / 2 for after, before in zip(quick, slow, strict=True))


async def test_actions_get_what_they_need_and_no_more(
    agent: Agent, store: RelaisTrackerStore, small_actions: SmallActionServer
) -> None:
    for text in ["bonjour", "rappelez moi", "Anna", "signes"]:
        await agent.handle_text(text, sender_id="anna")
    call = small_actions.calls[-1]
    tracker = Tracker.from_dict(call["tracker"])
    assert (tracker.sender_id, tracker.active_loop["name"]) == ("anna", "contact_form")
    assert tracker.get_slot("f_name") == "Anna"
    assert tracker.latest_message["intent"]["name"] == "ask_signs"
    assert tracker.latest_message["text"] == "signes"
    assert tracker.latest_message["message_id"]
    assert tracker.latest_message["intent_ranking"]
    assert [e["text"] for e in tracker.events if e["event"] == "user"][-1] == "signes"
    assert sorted(call["domain"]) == ["forms", "slots"]
    assert "response_selector" not in str(call)
    assert "trigger_message" not in str(call)


async def test_a_late_call_of_an_action_is_as_small_as_an_early_one(
    agent: Agent, store: RelaisTrackerStore, small_actions: SmallActionServer
) -> None:
    for _ in range(30):
        await agent.handle_text("bonjour", sender_id="anna")
    sizes = [len(str(call)) for call in small_actions.calls]
    assert max(sizes[4:]) < 1.1 * min(sizes[4:])


async def test_the_action_server_is_called_over_one_connection(
    agent: Agent, store: RelaisTrackerStore, small_actions: SmallActionServer
) -> None:
    for _ in range(5):
        await agent.handle_text("bonjour", sender_id="anna")
    assert len(small_actions.connections) == 1


async def test_a_restarted_action_server_is_found_again(
    agent: Agent, store: RelaisTrackerStore, small_actions: SmallActionServer
) -> None:
    await agent.handle_text("bonjour", sender_id="anna")
    small_actions.stop()
    small_actions.start()
    replies = await agent.handle_text("bonjour", sender_id="anna")
    assert replies
    assert "paragraphe, 2" in replies[0]["text"]


async def test_an_endpoint_with_a_login_keeps_rasas_own_session(fast: None) -> None:
    endpoint = EndpointConfig("http://127.0.0.1", basic_auth={"username": "a", "password": "b"})
    async with endpoint.session() as session:
        assert session.auth.login == "a"
    assert session.closed
