"""« Est-ce que quelqu’un est en danger maintenant ? », the numbers already in it. Asked by alarm and respond."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, part_asked
from actions.contact_given import ContactGiven
from actions.contact_handed import ContactHanded
from actions.contact_steps import ContactSteps
from actions.contact_to_say import set_to_say_apart, with_to_say
from actions.contact_values import PREFIX, PUT_RIGHT, lines_put_right
from actions.guidance import with_the_answer
from actions.memory import context_of, counted, times_given
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.urgent import hint_in, step_aside
from actions.world import World
from casework.contact_facts import TO_BE_ASKED

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
    say(dispatcher, _wording(world, turn, "check_urgency"), *_yes_and_no(world))
    asked = [set_slot("awaiting", "danger_check"), counted(turn, "check_urgency"), *step_aside(turn)]
    return [reading, *with_the_answer(world, turn), *asked]


def ask_in_short(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Under an answer: whoever is in danger has the numbers and a button, and a no needs no answer any more."""
    say(dispatcher, _wording(world, turn, "check_urgency_besides"), *_yes_and_no(world))
    reading = {**_reading(world, turn), "answered": True}
    return [set_slot("calm_reading", reading), set_slot("awaiting", "danger_check"), counted(turn, "check_urgency")]


def is_read_as_calm(turn: Turn) -> bool:
    """Its calm reading is no guess, and says what it is about."""
    confidence = turn.parse.get("calm_confidence")
    return turn.calm_intent not in NO_READING and (confidence is None or confidence >= SURE_ENOUGH)


def _wording(world: World, turn: Turn, key: str) -> str:
    """Other words each time, and the line for it where somebody may wish to die."""
    text = world.content.text(key, turn.moment, again=times_given(turn, "check_urgency"))
    if turn.urgency.get("kind") == "suicide":
        text += f"\n{world.content.text('check_urgency_suicide', turn.moment)}"
    return text


def _yes_and_no(world: World) -> list[tuple[str, str]]:
    return [(world.content.text(f"button.{i}"), f"/{i}") for i in ("danger_yes", "danger_no")]


def as_an_answer(world: World, turn: Turn) -> dict[str, Any]:
    """field → value: everything that the message gives to the form that is open. Kept for after a no."""
    asked = str(turn.slot("requested_slot") or "").removeprefix(PREFIX)
    said = world.form.said
    stops = said.asks_to_pause(turn.text) or said.voice.are_in(turn.text)
    if not turn.form_is_active or asked not in world.form.names or stops:
        return {}
    field, silent = world.form.field(asked), CollectingDispatcher()
    turn, to_say = set_to_say_apart(world, replace(turn, text=world.form.as_typed(turn.text)))
    steps = ContactSteps(world, silent, turn, field)
    handed = ContactHanded(world, turn, field, steps, ContactGiven(world, turn, field, steps))
    given = handed.all_of(turn.text) if turn.text else {}
    own = field.read(turn.text) if field.name == "message" else None
    given = given or ({field.name: own} if own else {})
    given = {name: value for name, value in given.items() if value != TO_BE_ASKED and name != "confirmed"}
    put_right = lines_put_right(world.form, steps.values, given)
    if to_say or put_right:
        given["tries"] = with_to_say(dict(turn.slot("contact_tries") or {}), to_say) | {PUT_RIGHT: put_right}
    return given


def _reading(world: World, turn: Turn) -> dict[str, Any]:
    """What the message is if nobody is in danger, and what kind of danger it is if somebody is."""
    answer = part_asked(world, turn, turn.calm_intent) if is_read_as_calm(turn) else "follow/carry_on"
    kind = turn.urgency.get("kind") or "danger"
    kept = (turn.slot("calm_reading") or {}).get("fields") if turn.slot("paused_form") else None
    fields = {**(kept or {}), **as_an_answer(world, turn)}
    return {"answer": answer, "kind": kind, "hint": hint_in(world, turn), "fields": fields}
