"""What an intent is answered with, and the answer to a second question in the same message. Called by respond."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import in_short, part_asked
from actions.memory import urgent_is_open
from actions.reading import NAMED_IN_PASSING
from actions.speak import speak
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]
# Buttons and commands whose answer stands in the content under another name.
ANSWER_OF = {"start_conversation": "start", "stop_conversation": "stop", "main_menu": "ask_capabilities"}
# Answers that say nothing of the service that was named beside the question, and how long such a question may be.
ABOUT_A_NAME, LONGEST_WITH_A_SERVICE = ("ask_confidentiality/anonymous", "ask_referral/without_naming"), 16


def answer_of_intent(world: World, turn: Turn, intent: str) -> str:
    if intent.startswith("ask_namur_"):
        return _part_of_the_town(world, "ask_namur/" + intent.removeprefix("ask_namur_"), turn.text)
    subject = ANSWER_OF.get(intent, intent)
    if turn.text and turn.text.count("?") <= 1:
        return part_asked(world, turn, subject)
    return world.parts.answer_id(subject, turn.text)  # of several questions each is found by its words


def _part_of_the_town(world: World, read: str, text: str) -> str:
    """The police have a referent of their own: only words of the police mean that one."""
    said = world.parts.answer_id("ask_namur", text)
    two = {"ask_namur/referent", "ask_namur/referent_police"}
    return said if {said, read} == two else read


def say_second_answer(world: World, dispatcher: CollectingDispatcher, turn: Turn, events: Events) -> None:
    """A second question in the same message is answered in short, after the first."""
    if not turn.text or urgent_is_open(turn):
        return
    also = turn.parse.get("also")
    asked = _another_question(world, turn, events, str(also)) if also else _another_part(world, turn, events)
    asked = asked or _a_service_besides(world, turn, events)
    if asked and {asked, asked.split("/")[0]} & world.content.answers.keys():
        speak(dispatcher, [in_short(world, turn, asked)])


def _another_question(world: World, turn: Turn, events: Events, also: str) -> str | None:
    given = {str(event.get("value")).split("/")[0] for event in events if event.get("name") == "last_answer"}
    return None if also == turn.intent or also.split("/")[0] in given else answer_of_intent(world, turn, also)


def _another_part(world: World, turn: Turn, events: Events) -> str | None:
    """« le numéro est gratuit ? ça répond maintenant ? »: two parts of one subject."""
    given = next((e.get("value") for e in reversed(events) if e.get("name") == "last_answer"), None)
    asked = [piece for piece in turn.text.split("?")[:-1] if piece.strip()]
    if len(asked) < 2 or not str(given).startswith(turn.intent):
        return None
    parts = [world.parts.answer_id(turn.intent, piece) for piece in asked]
    return next((part for part in parts if part not in (turn.intent, given)), None)


def _a_service_besides(world: World, turn: Turn, events: Events) -> str | None:
    """« on peut en parler au SAJ sans donner son nom ? »: what the service is, under the answer about the name."""
    if not turn.asks or len(turn.text.split()) > LONGEST_WITH_A_SERVICE:
        return None
    given = next((str(e.get("value")) for e in reversed(events) if e.get("name") == "last_answer"), "")
    named = [s for s in world.directory.find(turn.text) if s.id not in NAMED_IN_PASSING]
    known = [f"service/{s.id}" for s in named if f"service/{s.id}" in world.content.answers]
    return known[0] if known and given.startswith(ABOUT_A_NAME) else None
