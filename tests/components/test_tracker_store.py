"""Conversations that are kept: right after a thousand turns, sealed, refused when they did not hold, gone in time."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore, check_if_tracker_store_async
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    ConversationResumed,
    Event,
    FollowupAction,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from casework.sealing import new_chat_key
from components.dialogue_state import State, state_of
from components.settings import SettingIsWrong, StoreSettings, read_store_settings
from components.stored_talks import Talk, TrackerHasMoved
from components.tracker_store import REMEMBERED_IDS, WINDOW_TURNS, RelaisTrackerStore
from tests.auxil import small_rasa
from tests.auxil.small_rasa import give_store

SAYINGS = ["bonjour", "signes", "rappelez moi", "rappelez moi", "non", "il a une arme", "Anna Dupont", "0470 12 34 56"]
EVENTS, SNAPSHOT = "{relais}:talk:anna:events", "{relais}:talk:anna:snapshot"


async def converse(agent: Agent, store: TrackerStore, sender: str, sayings: list[str]) -> list[tuple[list[str], State]]:
    """What was said to each message, and the state after it."""
    give_store(agent, store)
    seen = []
    for saying in sayings:
        replies = await agent.handle_text(saying, sender_id=sender)
        tracker = await store.retrieve(sender)
        assert replies is not None
        assert tracker is not None
        seen.append(([reply.get("text") for reply in replies], state_of(tracker)))
    return seen


@pytest.mark.parametrize("seed", range(5))
async def test_sixty_messages_lead_to_the_same_place_as_with_rasas_own_store(
    agent: Agent, store: RelaisTrackerStore, seed: int
) -> None:
    sayings = random.Random(seed).choices(SAYINGS, k=60)
    ours = await converse(agent, store, "anna", sayings)
    rasas = await converse(agent, InMemoryTrackerStore(agent.domain), "anna", sayings)
    for saying, our, their in zip(sayings, ours, rasas, strict=True):
        assert our == their, saying


async def test_a_form_waits_through_sixty_questions(agent: Agent, store: RelaisTrackerStore) -> None:
    await converse(agent, store, "anna", ["rappelez moi", "Anna Dupont", *["signes"] * 60])
    tracker = await store.retrieve("anna")
    assert tracker is not None
    assert (tracker.active_loop_name, tracker.get_slot("requested_slot")) == ("contact_form", "f_phone")
    last = await converse(agent, store, "anna", ["0470 12 34 56", "demain"])
    assert last[-1][0] == ["Noté : Anna Dupont, 0470 12 34 56, demain"]


STATES = {
    "a form that asks": [ActiveLoop("contact_form"), SlotSet("requested_slot", "f_name"), SlotSet("f_phone", "1")],
    "a form that was rejected": [ActiveLoop("contact_form"), ActionExecutionRejected("contact_form")],
    "a form that was interrupted": [ActiveLoop("contact_form"), LoopInterrupted(True)],
    "a pause": [ConversationPaused()],
    "a pause that is over": [ConversationPaused(), ConversationResumed()],
    "a form that was left": [ActiveLoop("contact_form"), ActiveLoop(None), SlotSet("f_name", "Anna")],
    "an action that is to follow": [FollowupAction("action_urgent")],
    "a slot without its initial value": [SlotSet("given", None), SlotSet("calm", False)],
    "a slot that holds a structure": [SlotSet("f_name", {"a": [1, None, {"b": False}]})],
}


@pytest.mark.parametrize("events", STATES.values(), ids=STATES.keys())
async def test_a_state_outlives_the_window_in_which_it_arose(
    agent: Agent, store: RelaisTrackerStore, events: list[Event]
) -> None:
    tracker = await store.create_tracker("anna")
    add_message(tracker, 0)
    for event in events:
        tracker.update(event)
    await store.save(tracker)
    expected = state_of(tracker)
    for number in range(1, WINDOW_TURNS + 3):
        read = await store.retrieve("anna")
        assert read is not None
        assert state_of(read) == state_of(read.copy()) == expected
        read.update(UserUttered(text="…", intent={"name": "greet"}, message_id=f"m{number}"))
        for event in _as_it_was(read, expected):
            read.update(event)
        await store.save(read)


def _as_it_was(tracker: DialogueStateTracker, state: State) -> list[Event]:
    """A message clears the action that was to follow; nothing else is touched by it."""
    return [FollowupAction(state["followup"])] if state["followup"] else []


def add_message(tracker: DialogueStateTracker, number: int) -> None:
    tracker.update(UserUttered(text="bonjour", intent={"name": "greet"}, message_id=f"m{number}"))
    tracker.update(ActionExecuted("action_respond"))
    tracker.update(ActionExecuted("action_listen"))


async def fill(store: RelaisTrackerStore, sender: str, turns: int) -> None:
    """As many turns as asked for, copied from the last: quick, and as large as a real conversation."""
    talk = await store.read(sender)
    assert talk.snapshot
    while talk.version < turns:
        snapshot = {**talk.snapshot, "version": talk.version + 1}
        await store.talks.append(sender, talk, talk.turns[-1], snapshot)
        talk = Talk(talk.version + 1, snapshot, talk.turns)


async def test_turn_one_thousand_costs_no_more_than_a_third_above_turn_one(
    agent: Agent, store: RelaisTrackerStore
) -> None:
    await converse(agent, store, "old", ["rappelez moi", "Anna", "0470 12 34 56", "demain", "bonjour", "bonjour"])
    await fill(store, "old", 999)
    first, thousandth = [], []
    # Turn about, so that whatever else the machine does falls on both.
    for number in range(40):
        first.append(await _seconds(agent, f"new{number}"))
        thousandth.append(await _seconds(agent, "old"))
    ratio = statistics.median(thousandth) / statistics.median(first)
    assert ratio <= 1.3


async def _seconds(agent: Agent, sender: str) -> float:
    started = time.perf_counter()
    assert await agent.handle_text("bonjour", sender_id=sender)
    return time.perf_counter() - started


async def test_a_turn_writes_no_more_late_in_a_conversation(
    agent: Agent, store: RelaisTrackerStore, redis: Any
) -> None:
    await converse(agent, store, "anna", ["bonjour"] * (REMEMBERED_IDS + 2))
    early, late = [len(await redis.lindex(EVENTS, at)) for at in (1, -1)]
    assert abs(late - early) < 50
    assert late < 3_000
    assert await redis.strlen(SNAPSHOT) < 3_000


async def test_all_of_a_conversation_can_be_read(agent: Agent, store: RelaisTrackerStore) -> None:
    await converse(agent, store, "anna", ["bonjour", "signes", "non", "bonjour", "signes"])
    full, last = await store.retrieve_full_tracker("anna"), await store.retrieve("anna")
    assert full is not None
    assert last is not None
    said = [event.text for event in full.events if isinstance(event, UserUttered)]
    assert said == ["bonjour", "signes", "non", "bonjour", "signes"]
    assert state_of(full) == state_of(last)
    assert sorted(await store.keys()) == ["anna"]
    assert await store.exists("anna")
    assert await store.retrieve("nobody") is None
    assert await store.retrieve_full_tracker("nobody") is None


def test_rasa_takes_the_store_for_an_asynchronous_one(store: RelaisTrackerStore) -> None:
    assert check_if_tracker_store_async(store)


async def test_what_is_stored_is_sealed_slim_and_ours_by_name(
    agent: Agent, store: RelaisTrackerStore, redis: Any
) -> None:
    await converse(agent, store, "anna", ["rappelez moi", "Anna Dupont", "signes"])
    keys = [key async for key in redis.scan_iter("*")]
    assert sorted(keys) == [EVENTS.encode(), SNAPSHOT.encode()]
    stored = b"".join([*await redis.lrange(EVENTS, 0, -1), await redis.get(SNAPSHOT)])
    for word in (b"Dupont", b"signes", b"contact_form", b"events", b"anna"):
        assert word not in stored
    turn = await store.talks.turn("anna", 2)
    for word in ("intent_ranking", "response_selector", "model_id", "assistant_id", "policy"):
        assert word not in str(turn)


async def test_a_conversation_opens_only_under_its_own_name(
    agent: Agent, store: RelaisTrackerStore, redis: Any
) -> None:
    await converse(agent, store, "anna", ["rappelez moi", "Anna Dupont"])
    for part in ("events", "snapshot"):
        await redis.copy(f"{{relais}}:talk:anna:{part}", f"{{relais}}:talk:bert:{part}")
    tracker = await store.retrieve("bert")
    assert tracker is not None
    assert not tracker.events


async def test_it_expires_when_nothing_is_said_and_every_turn_renews_it(
    agent: Agent, store: RelaisTrackerStore, redis: Any
) -> None:
    await converse(agent, store, "anna", ["bonjour"])
    for key in (EVENTS, SNAPSHOT):
        assert 3590 < await redis.ttl(key) <= 3600
        await redis.expire(key, 100)
    await converse(agent, store, "anna", ["bonjour"])
    assert [3590 < await redis.ttl(key) <= 3600 for key in (EVENTS, SNAPSHOT)] == [True, True]


async def test_an_expired_conversation_begins_anew(agent: Agent, redis_url: str) -> None:
    short = RelaisTrackerStore(None, settings=small_rasa.store_settings(redis_url, idle_seconds=1))
    await converse(agent, short, "anna", ["rappelez moi"])
    await asyncio.sleep(1.1)
    assert await short.retrieve("anna") is None
    assert list(await short.keys()) == []
    await short.close()


async def test_of_two_who_read_the_same_turn_one_saves(agent: Agent, store: RelaisTrackerStore) -> None:
    await converse(agent, store, "anna", ["bonjour"])
    one, other = await store.retrieve("anna"), await store.retrieve("anna")
    for tracker in (one, other):
        assert tracker is not None
        add_message(tracker, 1)
    await store.save(one)
    with pytest.raises(TrackerHasMoved):
        await store.save(other)
    full = await store.retrieve_full_tracker("anna")
    assert full is not None
    assert len([event for event in full.events if isinstance(event, UserUttered)]) == 2


async def test_of_two_who_begin_a_conversation_one_saves(store: RelaisTrackerStore) -> None:
    trackers = [await store.create_tracker("anna") for _ in range(2)]
    for tracker in trackers:
        add_message(tracker, 0)
    results = await asyncio.gather(*(store.save(tracker) for tracker in trackers), return_exceptions=True)
    assert sorted(str(result) for result in results) == ["None", "moved"]


async def test_a_turn_on_its_way_does_not_bring_back_what_was_forgotten(
    agent: Agent, store: RelaisTrackerStore
) -> None:
    await converse(agent, store, "anna", ["bonjour"])
    tracker = await store.retrieve("anna")
    assert tracker is not None
    add_message(tracker, 1)
    await store.forget("anna")
    with pytest.raises(TrackerHasMoved):
        await store.save(tracker)
    assert list(await store.keys()) == []


async def test_saving_twice_stores_once(agent: Agent, store: RelaisTrackerStore, redis: Any) -> None:
    await converse(agent, store, "anna", ["bonjour"])
    tracker = await store.retrieve("anna")
    assert tracker is not None
    add_message(tracker, 1)
    await store.save(tracker)
    await store.save(tracker)
    assert await redis.llen(EVENTS) == 2


async def test_an_older_key_still_opens_and_a_lost_one_begins_anew(
    agent: Agent, store: RelaisTrackerStore, store_settings: StoreSettings
) -> None:
    # Given: a conversation in a form, sealed with a key
    await converse(agent, store, "anna", ["rappelez moi", "Anna Dupont"])
    newest = new_chat_key()
    rotated = StoreSettings(store_settings.redis_url, f"{newest},{store_settings.chat_keys}", 3600)
    lost = StoreSettings(store_settings.redis_url, newest, 3600)
    # When the key is rotated it goes on; when the old key is gone the next message begins a conversation
    for settings, expected in ((lost, None), (rotated, "contact_form")):
        other = RelaisTrackerStore(agent.domain, settings=settings)
        tracker = await other.retrieve("anna")
        assert tracker is not None
        assert tracker.active_loop_name == expected
        await other.close()
    other = RelaisTrackerStore(agent.domain, settings=lost)
    assert (await converse(agent, other, "anna", ["bonjour"]))[0][0][0].startswith("Compris")
    assert (await other.read("anna")).version == 1
    await other.close()


async def test_a_repeat_is_found_as_far_back_as_promised(store: RelaisTrackerStore) -> None:
    tracker = await store.create_tracker("anna")
    for number in range(REMEMBERED_IDS + 1):
        add_message(tracker, number)
        await store.save(tracker)
    talk = await store.read("anna")
    for number in (1, 2, REMEMBERED_IDS - WINDOW_TURNS, REMEMBERED_IDS):
        events = await store.events_of_message("anna", f"m{number}", talk)
        assert events is not None
        assert next(e["message_id"] for e in events if e["event"] == "user") == f"m{number}"
    assert await store.events_of_message("anna", "m0", talk) is None
    assert await store.events_of_message("anna", "unknown", talk) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("REDIS_URL", ""), ("RELAIS_CHAT_KEYS", ""), ("RELAIS_CHAT_KEYS", "short"), ("RELAIS_IDLE_HOURS", "0"),
     ("RELAIS_IDLE_HOURS", "a day")],
)  # fmt: skip
def test_a_wrong_setting_is_refused_with_a_sentence_that_does_not_repeat_it(name: str, value: str) -> None:
    good = {"REDIS_URL": "redis://:pass@host/0", "RELAIS_CHAT_KEYS": new_chat_key()}
    assert read_store_settings(good).idle_seconds == 24 * 3600
    with pytest.raises(SettingIsWrong, match=name) as raised:
        read_store_settings({**good, name: value})
    assert good["RELAIS_CHAT_KEYS"] not in str(raised.value)
    assert not value or value == "0" or value not in str(raised.value)


def test_secrets_do_not_show_in_what_is_printed() -> None:
    settings = StoreSettings("redis://:password@host/0", new_chat_key())
    assert "password" not in repr(settings)
    assert settings.chat_keys not in repr(settings)
