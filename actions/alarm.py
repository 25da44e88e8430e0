"""The actions of the urgent path: an urgent message, an unsure one, and the buttons that answer them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.afterwards import about_afterwards
from actions.alarm_talk import answer_in_alarm
from actions.answer import give_answer
from actions.contact_values import PREFIX, set_field
from actions.finish import tidy
from actions.guidance import has_stepped_aside, start_guidance
from actions.memory import context_of, counted, danger_is_near, times_given
from actions.respond import Respond
from actions.speak import go_on_with, leave_form, say, set_slot
from actions.turn import FORM, Turn
from actions.urgent import (
    ALL_OF_IT,
    after_urgent,
    answer_urgency,
    answers_the_question,
    hint_in,
    leave_if_active,
    step_aside,
)
from actions.world import World
from casework.urgency import judge

Events = list[dict[str, Any]]
# Below this the calm reading of an unsure message is a guess, and these readings say nothing of it.
SURE_ENOUGH = 0.4
NO_READING = {"nlu_fallback", "out_of_scope", "ask_religion", "greet", "affirm", "deny", "insult", "harmful_request"}
# Below this, in so few words, and where no readable rule hears anything, the calm reading is answered.
HARDLY_UNSURE, FEW_WORDS = 0.2, 12


class Urgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, world = Turn.of(tracker), self._world
        meaning = answers_the_question(world, turn)
        if (heard := answer_in_alarm(world, dispatcher, turn)) is not None:
            events = [*heard, *leave_if_active(turn)]
        elif meaning and meaning not in {"not_safe", "danger_yes"}:
            events = [*after_urgent(world, dispatcher, turn, meaning), *leave_if_active(turn)]
        else:
            events = answer_urgency(world, dispatcher, turn, turn.intent.removeprefix("urgent_"))
        tidy(world, dispatcher, turn)
        return events


class CheckUrgency(Action):
    """Unsure: « Est-ce que quelqu’un est en danger maintenant ? », the numbers already in it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_check_urgency"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, world = Turn.of(tracker), self._world
        if (heard := answer_in_alarm(world, dispatcher, turn)) is not None:
            events = [*heard, *leave_if_active(turn)]
        elif meaning := answers_the_question(world, turn):
            events = [*after_urgent(world, dispatcher, turn, meaning), *leave_if_active(turn)]
        elif _may_be_of_a_request(turn) and (told := await about_afterwards(world, dispatcher, turn)) is not None:
            events = told
        elif _only_resumes(world, turn):
            return start_guidance(world, dispatcher, turn)
        elif danger_is_near(turn):
            events = [*give_answer(world, dispatcher, turn, "after_more"), *leave_if_active(turn)]
        elif _is_hardly_unsure(world, turn):
            return await self._answer_calmly(dispatcher, turn)
        else:
            events = self._ask(dispatcher, turn)
        tidy(world, dispatcher, turn)
        return [*events, set_slot("context", context_of(world, turn))]

    async def _answer_calmly(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """What it says if it is calm, and 112 in one line; in the form, as the answer to what was asked."""
        if turn.form_is_active:
            answered = _as_an_answer(self._world, turn)
            if answered is None:
                return [*self._ask(dispatcher, turn), set_slot("context", context_of(self._world, turn))]
            return [*leave_form(), set_field(*answered), go_on_with(FORM)]
        events = await Respond(self._world).answer(dispatcher, replace(turn, intent=turn.calm_intent))
        said = [message for message in dispatcher.messages if message.get("text")]
        if said and "112" not in said[-1]["text"]:
            said[-1]["text"] += f"\n\n{self._world.content.text('unsure_closing', turn.moment)}"
        return events

    def _ask(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        if context_of(self._world, turn).get("writer") == "child":
            return self._ask_a_child(dispatcher, turn)
        content = self._world.content
        asked = times_given(turn, "check_urgency")
        buttons = [(content.text(f"button.{i}"), f"/{i}") for i in ("danger_yes", "danger_no")]
        say(dispatcher, content.text("check_urgency", turn.moment, again=asked), *buttons)
        return [
            set_slot("calm_reading", _reading(self._world, turn)),
            set_slot("awaiting", "danger_check"),
            counted(turn, "check_urgency"),
            *step_aside(turn),
        ]

    def _ask_a_child(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """The same question for a child: « es-tu en sécurité ? », with a number made for children."""
        events = give_answer(self._world, dispatcher, turn, "child/tell")
        reading = set_slot("calm_reading", _reading(self._world, turn))
        return [*events, reading, set_slot("awaiting", "child_safe"), *step_aside(turn)]


def _may_be_of_a_request(turn: Turn) -> bool:
    """Nothing that a readable rule hears, said while nobody is in danger and no form is open."""
    return bool(turn.text) and not turn.form_is_active and not danger_is_near(turn) and judge(turn.text).level == "none"


def _is_hardly_unsure(world: World, turn: Turn) -> bool:
    """A faint doubt of the learned model alone, about a few words, where nobody spoke of danger before."""
    score, urgent = turn.urgency.get("score"), turn.slot("urgent") or {}
    if score is None or score >= HARDLY_UNSURE or not turn.text or len(turn.text.split()) > FEW_WORDS:
        return False
    if context_of(world, turn).get("writer") == "child" or (urgent and not urgent.get("soft")):
        return False
    return judge(turn.text).level == "none" and turn.calm_intent != turn.intent


def _only_resumes(world: World, turn: Turn) -> bool:
    """« reprendre », and nothing else, while « Faire le point » waits."""
    if not has_stepped_aside(turn) or turn.slot("paused_form"):
        return False
    resumes = world.words.meaning("paused", turn.text) == "resume"
    return resumes and world.words.share("paused", "resume", turn.text) > ALL_OF_IT


def _reading(world: World, turn: Turn) -> dict[str, Any]:
    """What the message is if nobody is in danger, and what kind of danger it is if somebody is."""
    confidence = turn.parse.get("calm_confidence")
    unsure = turn.calm_intent in NO_READING or (confidence is not None and confidence < SURE_ENOUGH)
    answer = "follow/carry_on" if unsure else world.parts.answer_id(turn.calm_intent, turn.text)
    kind = turn.urgency.get("kind") or "danger"
    return {"answer": answer, "kind": kind, "hint": hint_in(world, turn), "field": _as_an_answer(world, turn)}


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
        events = after_urgent(self._world, dispatcher, turn, turn.intent)
        tidy(self._world, dispatcher, turn)
        return [*events, *leave_if_active(turn)]
