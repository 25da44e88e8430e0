"""What is said after an alarm: a relief closes it kindly, a question is answered in the light of the danger."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, light_of, with_numbers_of_the_kind
from actions.memory import danger_is_near, note_given, times_given, urgent_is_open
from actions.speak import set_slot, speak
from actions.turn import Turn
from actions.urgent import after_urgent, offer_what_stepped_aside
from actions.world import World
from casework.alarm_talk import Heard
from casework.urgency import judge

Events = list[dict[str, Any]]
# Reliefs that are also buttons: what follows from them is decided in one place.
AS_TAPPED = {"after_safe", "after_have_called", "after_false_alarm"}
# A child is asked « es-tu en sécurité ? » before any alarm; to this no « non » means danger.
NOT_HURT = "after_not_hurt"
LONGEST_SERIOUS_QUESTION = 9  # words that the readable rules hear as urgent, and that still only ask something


def answer_in_alarm(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when nobody is in danger, or the message is no relief and no question that we know."""
    if not turn.text or not (urgent_is_open(turn) or turn.slot("awaiting") == "child_safe"):
        return None
    serious = judge(turn.text).level == "urgent"
    kind = str((turn.slot("urgent") or {}).get("kind") or "danger")
    relief = None if serious else world.alarm_talk.relief_in(turn.text, kind)
    if relief and (urgent_is_open(turn) or relief.answer == NOT_HURT):
        return _relieved(world, dispatcher, turn, relief)
    if not urgent_is_open(turn) or (serious and len(turn.text.split()) > LONGEST_SERIOUS_QUESTION):
        return None
    question = world.alarm_talk.question_in(turn.text, calm=not danger_is_near(turn))
    return give_answer(world, dispatcher, turn, question.answer) if question else None


def _relieved(world: World, dispatcher: CollectingDispatcher, turn: Turn, relief: Heard) -> Events:
    if relief.answer in AS_TAPPED:
        return after_urgent(world, dispatcher, turn, relief.answer.removeprefix("after_"))
    again = times_given(turn, relief.answer)
    replies = world.content.render(relief.answer, turn.moment, context=light_of(world, turn), again=again)
    over = relief.state == "over"
    speak(dispatcher, replies if over else with_numbers_of_the_kind(world, turn, replies))
    return [*note_given(turn, relief.answer), *_what_is_left(world, dispatcher, turn, over)]


def _what_is_left(world: World, dispatcher: CollectingDispatcher, turn: Turn, over: bool) -> Events:
    """After pills nothing is over before somebody was reached; then the question stays open."""
    urgent = turn.slot("urgent")
    if not urgent:
        return [set_slot("awaiting", None)]
    if urgent.get("hint") == "pills" and not over:
        return [set_slot("awaiting", "safety")]
    offer_what_stepped_aside(world, dispatcher, turn)
    return [set_slot("urgent", None if over else {**urgent, "calm": True}), set_slot("awaiting", None)]
