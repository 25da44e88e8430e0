"""The urgent path: the numbers at once from any state, one question when unsure, and each answer after that."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.contact_values import PREFIX, forget_values, set_field
from actions.memory import urgent_is_open
from actions.speak import leave_form, say, set_slot, speak
from actions.turn import FORM, Turn
from actions.world import World
from casework.urgency import hint_of
from casework.urgent_texts import urgent_replies

Events = list[dict[str, Any]]
SAFETY_BUTTONS = ("safe", "not_safe", "false_alarm")
LONGEST_SHORT_ANSWER = 12  # words: a longer message says something of its own


def step_aside(turn: Turn) -> Events:
    """The form keeps what it has; a form that already stepped aside stays remembered."""
    return leave_form(paused=turn.form_is_active or bool(turn.slot("paused_form")))


def answer_urgency(world: World, dispatcher: CollectingDispatcher, turn: Turn, kind: str) -> Events:
    """The first time all of it; the same urgency in other words gets other words of ours, and the numbers."""
    before = turn.slot("urgent") or {}
    said = before.get("said", 0) if before.get("kind") == kind and not before.get("over") else 0
    if said:
        text = world.content.text("urgent_again", turn.moment, again=said - 1)
        say(dispatcher, text, *safety_buttons(world))
    else:
        hint = hint_of(turn.text) if turn.text else None
        speak(dispatcher, urgent_replies(kind, turn.moment, world.content, hint=hint))
    urgent = {"kind": kind, "said": said + 1, "over": False, "reasons": turn.urgency.get("reasons") or []}
    return [set_slot("urgent", urgent), set_slot("awaiting", "safety"), *step_aside(turn)]


def meaning_after_urgent(world: World, turn: Turn) -> str | None:
    """What a short text says after an urgent answer. Yes and no count only while « en sécurité ? » is open."""
    if not turn.text or len(turn.text.split()) > LONGEST_SHORT_ANSWER:
        return None
    meaning = world.words.meaning("safety", turn.text)
    if meaning in {"safe", "not_safe"} and turn.slot("awaiting") != "safety":
        return None
    return meaning


def safety_buttons(world: World) -> list[tuple[str, str]]:
    return [(world.content.text(f"button.{intent}"), f"/{intent}") for intent in SAFETY_BUTTONS]


class Urgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        return answer_urgency(self._world, dispatcher, turn, turn.intent.removeprefix("urgent_"))


class CheckUrgency(Action):
    """Unsure: « Est-ce que quelqu’un est en danger maintenant ? », the numbers already in it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_check_urgency"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, content = Turn.of(tracker), self._world.content
        if urgent_is_open(turn) and (meaning := meaning_after_urgent(self._world, turn)):
            return [*after_urgent(self._world, dispatcher, turn, meaning), *_leave_if_active(turn)]
        asked = int((turn.slot("given") or {}).get("check_urgency", 0))
        buttons = [(content.text(f"button.{i}"), f"/{i}") for i in ("danger_yes", "danger_no")]
        say(dispatcher, content.text("check_urgency", turn.moment, again=asked), *buttons)
        calm = self._world.parts.answer_id(turn.calm_intent, turn.text)
        kind = turn.urgency.get("kind") or "danger"
        reading = {"answer": calm, "kind": kind, "field": _as_an_answer(self._world, turn)}
        given = {**(turn.slot("given") or {}), "check_urgency": asked + 1}
        return [
            set_slot("calm_reading", reading),
            set_slot("awaiting", "danger_check"),
            set_slot("given", given),
            *step_aside(turn),
        ]


def _as_an_answer(world: World, turn: Turn) -> list[str] | None:
    """[field, value] when the message also answers what the form had just asked: kept for after a no."""
    asked = str(turn.slot("requested_slot") or "").removeprefix(PREFIX)
    if not turn.form_is_active or asked not in world.form.names:
        return None
    value = world.form.field(asked).read(turn.text)
    return [asked, value] if value else None


class AfterUrgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_after_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        return [*after_urgent(self._world, dispatcher, turn, turn.intent), *_leave_if_active(turn)]


def _leave_if_active(turn: Turn) -> Events:
    return step_aside(turn) if turn.form_is_active else []


def after_urgent(world: World, dispatcher: CollectingDispatcher, turn: Turn, meaning: str) -> Events:
    """`meaning`: safe, not_safe, false_alarm, have_called, cannot_call, call_for_me, danger_yes, danger_no."""
    if meaning == "danger_yes":
        kind = (turn.slot("calm_reading") or {}).get("kind", "danger")
        return answer_urgency(world, dispatcher, turn, kind)
    if meaning == "danger_no":
        return _carry_on(world, dispatcher, turn)
    return _after(world, dispatcher, turn, meaning)


def _after(world: World, dispatcher: CollectingDispatcher, turn: Turn, meaning: str) -> Events:
    over = meaning == "false_alarm"
    answer_id = f"after_{meaning}"
    given = int((turn.slot("given") or {}).get(answer_id, 0))
    kind = str((turn.slot("urgent") or {}).get("kind") or "danger")
    speak(dispatcher, world.content.render(answer_id, turn.moment, context={"kind": kind}, again=given))
    urgent = {**(turn.slot("urgent") or {"kind": "danger", "said": 1}), "over": over}
    if meaning in {"safe", "have_called", "false_alarm"} and turn.slot("paused_form"):
        offer_resume(world, dispatcher)
    return [
        set_slot("urgent", None if over else urgent),
        set_slot("given", {**(turn.slot("given") or {}), answer_id: given + 1}),
        set_slot("awaiting", "safety" if meaning in {"not_safe", "cannot_call", "call_for_me"} else None),
    ]


def _carry_on(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """A no after « est-ce que quelqu’un est en danger ? »: kindly on with what was said, or with the form."""
    say(dispatcher, world.content.text("check_no_continue", turn.moment))
    reading = turn.slot("calm_reading") or {}
    done = [set_slot("calm_reading", None), set_slot("awaiting", None)]
    if turn.slot("paused_form"):
        answered = [set_field(*reading["field"])] if reading.get("field") else []
        return [*done, *answered, {"event": "followup", "name": FORM, "timestamp": None}]
    return [*give_answer(world, dispatcher, turn, reading.get("answer", "describe_concern")), *done]


def offer_resume(world: World, dispatcher: CollectingDispatcher) -> None:
    texts, titles = world.form.texts, world.form.titles
    say(dispatcher, texts["resume_offer"], (titles["resume"], "/resume_request"), (titles["drop"], "/drop_request"))


def drop_request(world: World, dispatcher: CollectingDispatcher) -> Events:
    say(dispatcher, world.form.texts["cancelled"])
    return [*forget_values(world), set_slot("awaiting", None)]
