"""The same words ask for something else after another answer."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from rasa.core.agent import Agent
from rasa.shared.core.events import SlotSet

from components.intent_model import IntentModel
from components.last_answers import LastAnswers
from components.talk_in_rasa import LAST_ANSWER
from components.tracker_store import RelaisTrackerStore
from tests.auxil.small_door import Door

DURATION, PRISON = "ask_caprev/how_long", "ask_police/what_they_do"
SAID = "et ça dure combien de temps ?"
BEFORE = ["ask_caprev", "ask_police", "ask_caprev/first_call", "ask_police/record"]
LEARNED = [(SAID, DURATION, "ask_caprev"), (SAID, PRISON, "ask_police")] * 3


def test_what_was_answered_before_decides_between_the_same_words() -> None:
    vocab, last_answers = spacy.blank("fr").vocab, LastAnswers()
    known = IntentModel(masked=False).learn(
        [text for text, _, _ in LEARNED],
        [answer for _, answer, _ in LEARNED],
        vocab,
        beside=last_answers.learn([before for _, _, before in LEARNED]),
    )
    margins = known.margins([SAID] * len(BEFORE), vocab, last_answers.of(BEFORE))
    assert [known.intents[row.argmax()] for row in margins] == [DURATION, PRISON, DURATION, PRISON]


def test_nothing_before_and_what_was_never_before_are_rows_of_zeros() -> None:
    last_answers = LastAnswers()
    last_answers.learn(["ask_caprev", ""])
    assert last_answers.of(["", "ask_signs"]).nnz == 0
    assert last_answers.of([]).shape == (0, 2)


async def test_the_pipeline_is_told_what_was_answered_and_nothing_of_it_is_stored(
    door: Door, agent: Agent, store: RelaisTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await door.say("bonjour")
    tracker = await store.retrieve("anna")
    assert tracker is not None
    assert agent.processor is not None
    tracker.update(SlotSet(LAST_ANSWER, "ask_signs"))
    await store.save(tracker)
    runner, told = agent.processor.graph_runner, []

    def run(inputs: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        told.extend(message.metadata for message in inputs.get("__message__") or ())
        return original(inputs, *args, **kwargs)

    original = runner.run
    monkeypatch.setattr(runner, "run", run)
    await door.say("signes")
    assert [metadata.get(LAST_ANSWER) for metadata in told] == ["ask_signs"]
    tracker = await store.retrieve("anna")
    assert tracker is not None
    assert LAST_ANSWER not in tracker.latest_message.metadata
