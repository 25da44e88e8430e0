"""A turn that did not hold is never kept and never confirmed: actions, Redis, time, Rasa itself may fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from rasa.core.actions.forms import FormAction
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore

from components import relais_channel
from components.settings import StoreSettings
from components.stored_talks import StoredTalks
from components.tracker_store import RelaisTrackerStore
from tests.auxil.redis_server import RedisServer
from tests.auxil.small_door import Door, opened_door
from tests.auxil.small_rasa import SmallActionServer, give_store, store_settings


@pytest.mark.parametrize("fault", ["raise", "silent", "stopped", "door"])
async def test_a_failed_action_fails_the_turn_and_keeps_nothing(
    door: Door, store: RelaisTrackerStore, small_actions: SmallActionServer, fault: str
) -> None:
    await door.say("bonjour")
    before = await store.talks.read("anna", 0)
    small_actions.break_with(fault)
    body = {"id": "again", "sender": "anna", "text": "signes"}
    status, answer = await door.post("turn", body)
    assert (status, answer) == (503, {"failed": "action"})
    assert await store.talks.read("anna", 0) == before
    # When: it works again, and the same id is asked again
    small_actions.mend()
    status, answer = await door.post("turn", body)
    assert (status, answer["repeated"]) == (200, False)
    assert "paragraphe, 2" in answer["replies"][0]["text"]


async def test_a_form_never_succeeds_on_a_dead_action_server(
    door: Door, store: RelaisTrackerStore, small_actions: SmallActionServer
) -> None:
    small_actions.stop()
    status, answer = await door.turn(text="rappelez moi")
    assert (status, answer) == (503, {"failed": "action"})
    assert list(await store.keys()) == []


async def test_an_action_that_hangs_is_given_up_once_not_ten_times(
    door: Door, small_actions: SmallActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import rasa.core.actions.action as rasa_action

    monkeypatch.setattr(rasa_action, "DEFAULT_REQUEST_TIMEOUT", 0.3)
    small_actions.break_with("hang")
    started = time.monotonic()
    status, answer = await door.turn(text="rappelez moi")
    assert (status, answer) == (503, {"failed": "action"})
    assert time.monotonic() - started < 1


async def test_a_rejection_is_no_failure(door: Door) -> None:
    await door.say("rappelez moi")
    answer = await door.say("signes")
    texts = [reply["text"] for reply in answer["replies"]]
    assert texts[0].startswith("Compris : ask_signs")
    assert texts[-1] == "Quel nom ?"


async def test_a_turn_without_a_word_is_a_failure(door: Door, store: RelaisTrackerStore) -> None:
    status, answer = await door.turn(text="tais toi")
    assert (status, answer) == (503, {"failed": "empty"})
    assert list(await store.keys()) == []


async def test_a_turn_that_takes_too_long_is_given_up(
    door: Door, small_actions: SmallActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relais_channel, "TURN_WITHIN", 0.2)
    small_actions.break_with("hang")
    assert await door.turn(text="bonjour") == (503, {"failed": "late"})


async def test_another_store_than_ours_answers_nobody(agent: Agent, door: Door, store: RelaisTrackerStore) -> None:
    give_store(agent, InMemoryTrackerStore(agent.domain))
    assert await door.turn(text="bonjour") == (503, {"failed": "store"})
    assert await door.health() == 503
    give_store(agent, store)


async def test_rasa_does_not_wrap_our_store_in_one_that_hides_failures(agent: Agent, store: RelaisTrackerStore) -> None:
    assert Agent(tracker_store=store, domain=agent.domain).tracker_store is store


@pytest_asyncio.fixture
async def fragile_door(agent: Agent, store: RelaisTrackerStore, own_redis: RedisServer) -> AsyncIterator[Door]:
    """Its Redis may be killed and frozen."""
    give_store(agent, RelaisTrackerStore(None, settings=store_settings(own_redis.url)))
    async with opened_door(agent) as door:
        yield door
    give_store(agent, store)


async def test_with_redis_dead_a_turn_fails_and_afterwards_it_works_again(
    fragile_door: Door, own_redis: RedisServer
) -> None:
    await fragile_door.say("bonjour")
    assert await fragile_door.health() == 200
    own_redis.kill()
    body = {"id": "again", "sender": "anna", "text": "bonjour"}
    assert await fragile_door.post("turn", body) == (503, {"failed": "read"})
    assert await fragile_door.post("forget", {"sender": "anna"}) == (503, {"failed": "forget"})
    assert await fragile_door.health() == 503
    own_redis.start()
    assert await fragile_door.health() == 200
    _, answer = await fragile_door.post("turn", body)
    assert "paragraphe, 2" in answer["replies"][0]["text"]


async def test_with_redis_frozen_nobody_is_held_up(fragile_door: Door, own_redis: RedisServer) -> None:
    await fragile_door.say("bonjour")
    own_redis.freeze()
    started = time.monotonic()
    turn = asyncio.create_task(fragile_door.turn(text="bonjour"))
    assert await fragile_door.health() == 503
    assert time.monotonic() - started < 1.6
    assert await turn == (503, {"failed": "read"})
    assert time.monotonic() - started < 4


async def test_when_the_save_fails_nobody_hears_a_confirmation(
    fragile_door: Door, own_redis: RedisServer, small_actions: SmallActionServer
) -> None:
    small_actions.during_a_call = own_redis.kill
    assert await fragile_door.turn(text="bonjour") == (503, {"failed": "save"})


async def test_a_turn_that_was_overtaken_is_refused(
    door: Door, store_settings: StoreSettings, small_actions: SmallActionServer
) -> None:
    await door.say("bonjour")

    def overtake() -> None:
        asyncio.run(_save_something(store_settings))

    small_actions.during_a_call = overtake
    assert await door.turn(text="bonjour") == (503, {"failed": "moved"})


async def _save_something(settings: StoreSettings) -> None:
    talks = StoredTalks(settings)
    talk = await talks.read("anna", 1)
    assert talk.snapshot
    await talks.append("anna", talk, talk.turns[0], {**talk.snapshot, "version": talk.version + 1})
    await talks.close()


async def test_without_a_model_nothing_is_promised(agent: Agent, store: RelaisTrackerStore) -> None:
    empty = Agent(tracker_store=store, action_endpoint=agent.action_endpoint)
    async with opened_door(empty) as door:
        assert await door.health() == 503
        assert await door.turn(text="bonjour") == (503, {"failed": "model"})
    store.domain = agent.domain


async def test_a_fault_inside_rasa_fails_the_turn_too(
    door: Door, store: RelaisTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(FormAction, "request_next_slot", broken)
    assert await door.turn(text="rappelez moi") == (503, {"failed": "action"})
    assert list(await store.keys()) == []


async def test_a_turn_that_does_not_come_to_an_end_is_not_kept(
    agent: Agent, door: Door, store: RelaisTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given: Rasa's brake on endless chains of actions is pulled after the first
    monkeypatch.setattr(agent.processor, "max_number_of_predictions", 1)
    assert await door.turn(text="bonjour") == (503, {"failed": "unfinished"})
    assert list(await store.keys()) == []


async def test_who_hangs_up_may_ask_again(door: Door, small_actions: SmallActionServer) -> None:
    body = {"id": "again", "sender": "anna", "text": "bonjour"}
    small_actions.slow_for = {"anna"}
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(door.post("turn", body), 0.3)
    small_actions.slow_for = set()
    status, answer = await door.post("turn", body)
    assert (status, "paragraphe, 1" in answer["replies"][0]["text"]) == (200, True)
