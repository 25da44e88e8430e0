"""« Voulez-vous tout effacer ? », « … retirer la demande ? », passed over by another question: that is answered, then
it is said that nothing has gone yet, and asked once more. Called by respond."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import danger_is_near, was_said_lately
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]
STILL = {"erase": "erase_still", "withdraw": "withdraw_still"}  # what waits -> the text that asks again
LATELY = 1  # turns
# An act of its own, or something that goes before.
NOT_AFTER = (
    "urgent_",
    "check_urgency",
    "stop_",
    "start_conversation",
    "erase_",
    "withdraw_",
    "request_",
    "choose",
    "deny",
)


def ask_what_was_left(world: World, dispatcher: CollectingDispatcher, turn: Turn, events: Events) -> Events:
    """`events`: of the answer. A second time it is let go."""
    waiting = str(turn.slot("awaiting") or "")
    if waiting not in STILL or not turn.text or not dispatcher.messages or _is_over(turn, waiting, events):
        return []
    reference = str(turn.slot("contact_reference") or "")
    text = world.content.text(STILL[waiting], turn.moment, reference=reference)
    if was_said_lately(turn, text, LATELY):
        return []
    for message in dispatcher.messages:
        message["buttons"] = []  # « Oui » stands under one question
    say(dispatcher, text, (world.content.text("button.yes"), "/affirm"), (world.content.text("button.no"), "/deny"))
    return [set_slot("awaiting", waiting)]


def _is_over(turn: Turn, waiting: str, events: Events) -> bool:
    """Something else begins, or waits for an answer by now."""
    waits = [event.get("value") for event in events if event.get("name") == "awaiting"]
    begins = any(event.get("event") in {"followup", "active_loop"} for event in events)
    other = bool(waits) and waits[-1] not in {None, waiting}
    return begins or other or danger_is_near(turn) or turn.form_is_active or turn.intent.startswith(NOT_AFTER)
