"""« Est-ce que quelqu’un est en danger maintenant ? », the numbers already in it. Asked by alarm and respond."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, part_asked
from actions.contact_values import PREFIX
from actions.guidance import with_the_answer
from actions.memory import context_of, counted, times_given
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.urgent import hint_in, step_aside
from actions.world import World

Events = list[dict[str, Any]]
# Below this the calm reading of an unsure message is a guess, and these readings say nothing of it.
SURE_ENOUGH = 0.4
NO_READING = {
    "nlu_fallback", "out_of_scope", "ask_religion", "greet", "affirm", "deny", "insult", "harmful_request",
    "check_urgency",
}  # fmt: skip


def ask_about_danger(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """What the message says if nobody is in danger is kept for after a no."""
    reading = set_slot("calm_reading", _reading(world, turn))
    if context_of(world, turn).get("writer") == "child":
        # « es-tu en sécurité ? », with a number made for children
        events = give_answer(world, dispatcher, turn, "child/tell")
        return [*events, reading, set_slot("awaiting", "child_safe"), *step_aside(turn)]
    content = world.content
    buttons = [(content.text(f"button.{i}"), f"/{i}") for i in ("danger_yes", "danger_no")]
    text = content.text("check_urgency", turn.moment, again=times_given(turn, "check_urgency"))
    if turn.urgency.get("kind") == "suicide":
        text += f"\n{content.text('check_urgency_suicide', turn.moment)}"
    say(dispatcher, text, *buttons)
    asked = [set_slot("awaiting", "danger_check"), counted(turn, "check_urgency"), *step_aside(turn)]
    return [reading, *with_the_answer(world, turn), *asked]


def as_an_answer(world: World, turn: Turn) -> list[str] | None:
    """[field, value] when the message also answers what the form had just asked: kept for after a no."""
    asked = str(turn.slot("requested_slot") or "").removeprefix(PREFIX)
    if not turn.form_is_active or asked not in world.form.names:
        return None
    value = world.form.field(asked).read(turn.text)
    return [asked, value] if value else None


def _reading(world: World, turn: Turn) -> dict[str, Any]:
    """What the message is if nobody is in danger, and what kind of danger it is if somebody is."""
    confidence = turn.parse.get("calm_confidence")
    unsure = turn.calm_intent in NO_READING or (confidence is not None and confidence < SURE_ENOUGH)
    answer = "follow/carry_on" if unsure else part_asked(world, turn, turn.calm_intent)
    kind = turn.urgency.get("kind") or "danger"
    return {"answer": answer, "kind": kind, "hint": hint_in(world, turn), "field": as_an_answer(world, turn)}
