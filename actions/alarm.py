"""The actions of the urgent path: an urgent message, an unsure one, and the buttons that answer them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.afterwards import about_afterwards
from actions.alarm_talk import answer_in_alarm, answer_to_check
from actions.alarm_told import told_in_alarm
from actions.answer import give_answer
from actions.child import answer_child
from actions.contact_question import answer_besides
from actions.contact_values import set_field
from actions.danger_besides import answered_and_asked, is_certainly_calm
from actions.danger_question import NO_READING, SURE_ENOUGH, as_an_answer, ask_about_danger
from actions.denial import answer_any_denial
from actions.finish import finish, introduce, tidy
from actions.guidance import has_stepped_aside, start_guidance, wants_guidance
from actions.memory import context_of, danger_is_near, danger_was_denied, only_the_model_doubts, urgent_is_open
from actions.plainly_said import plainly_said
from actions.reading import follow_up_heard
from actions.respond import Respond
from actions.speak import go_on_with, leave_form, set_slot
from actions.turn import FORM, Turn
from actions.urgent import (
    ALL_OF_IT,
    after_urgent,
    answer_urgency,
    is_faint,
    is_soft,
    leave_if_active,
)
from actions.world import World
from casework.urgency import judge, shows_a_sign

Events = list[dict[str, Any]]
# Below this, where no readable rule hears anything, the calm reading is answered, with the numbers in one line.
HARDLY_UNSURE, FEW_WORDS = 0.25, 12
# In a talk, what surely means something calm is answered whatever doubt is left.
SURELY_CALM, FAIRLY_CALM = 0.7, 0.6
FAINT_AFTER_DENIAL = 0.7
YEAR, LONG_PAST = re.compile(r"(?<!\w)en ((?:19|20)\d\d)(?!\w)"), 2  # years
FEWEST_OF_A_STORY, CALM_STORY = 28, 0.33  # words; confidence of its calm reading


class Urgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, world = Turn.of(tracker), self._world
        if (denied := answer_any_denial(world, dispatcher, turn)) is not None:
            events = denied
        elif (heard := answer_in_alarm(world, dispatcher, turn)) is not None:
            events = [*heard, *leave_if_active(turn)]
        elif is_soft(turn) and (told := answer_child(world, dispatcher, turn, faint=True)) is not None:
            return _to_a_child(world, dispatcher, turn, told)
        elif _denies(world, turn):
            events = [*after_urgent(world, dispatcher, turn, "danger_no"), *leave_if_active(turn)]
        elif (
            is_soft(turn)
            and _may_be_of_a_request(turn)
            and (told := await about_afterwards(world, dispatcher, turn)) is not None
        ):
            events = told
        elif _was_denied(turn) and (told := await answered_and_asked(world, dispatcher, turn)) is not None:
            return told
        elif _is_only_a_follow_up(world, turn) or _was_denied_faintly(turn) or _answers_our_guidance_faintly(turn):
            return await calmly_answered(world, dispatcher, turn)
        elif (
            _is_asked_about_first(world, turn)
            and (told := await answered_and_asked(world, dispatcher, turn)) is not None
        ):
            return told
        elif _is_asked_about_first(world, turn):
            events = [*ask_about_danger(world, dispatcher, turn), set_slot("context", context_of(world, turn))]
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
        if (denied := answer_any_denial(world, dispatcher, turn)) is not None:
            events = denied
        elif (heard := answer_in_alarm(world, dispatcher, turn)) is not None:
            events = [*heard, *leave_if_active(turn)]
        elif (told := answer_child(world, dispatcher, turn, faint=True)) is not None:
            return _to_a_child(world, dispatcher, turn, told)
        elif turn.slot("awaiting") == "danger_check" and (meaning := answer_to_check(world, turn)):
            events = [*after_urgent(world, dispatcher, turn, meaning), *leave_if_active(turn)]
        elif _may_be_of_a_request(turn) and (told := await about_afterwards(world, dispatcher, turn)) is not None:
            events = told
        elif _only_resumes(world, turn) or _wants_to_take_stock(world, turn):
            started = start_guidance(world, dispatcher, turn)
            return [*started, *finish(world, dispatcher, turn, started), set_slot("context", context_of(world, turn))]
        elif _answers_our_guidance(turn):
            return await calmly_answered(world, dispatcher, turn)
        elif danger_is_near(turn) or _is_doubted_again(turn):
            events = [*give_answer(world, dispatcher, turn, "after_more"), *_believed(turn), *leave_if_active(turn)]
        elif (
            _is_hardly_unsure(world, turn)
            or _was_denied(turn)
            or _help_is_there(world, turn)
            or _is_plainly_calm(world, turn)
        ):
            return await calmly_answered(world, dispatcher, turn)
        elif (told := await answered_and_asked(world, dispatcher, turn)) is not None:
            return told
        else:
            events = ask_about_danger(world, dispatcher, turn)
        tidy(world, dispatcher, turn)
        return [*events, set_slot("context", context_of(world, turn))]


def _to_a_child(world: World, dispatcher: CollectingDispatcher, turn: Turn, told: Events) -> Events:
    tidy(world, dispatcher, turn)
    return [*told, set_slot("context", context_of(world, turn))]


async def calmly_answered(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """What it says if it is calm, and 112 in one line; in the form, as the answer to what was asked."""
    calm = replace(turn, intent=turn.calm_intent)
    if turn.form_is_active:
        if turn.asks and turn.calm_intent.startswith("ask_"):
            return [*answer_besides(world, dispatcher, calm, turn.text), *leave_form(), go_on_with(FORM)]
        answered = as_an_answer(world, turn)
        if not answered:
            return [*ask_about_danger(world, dispatcher, turn), set_slot("context", context_of(world, turn))]
        return [*leave_form(), *(set_field(name, value) for name, value in answered.items()), go_on_with(FORM)]
    events = await Respond(world).answer(dispatcher, calm)
    said = [message for message in dispatcher.messages if message.get("text")]
    if said and "112" not in said[-1]["text"]:
        said[-1]["text"] += f"\n\n{world.content.text('unsure_closing', turn.moment)}"
    return events


def _is_calm_so_far(turn: Turn) -> bool:
    return turn.slot("awaiting") != "danger_check" and not turn.slot("urgent")


def _is_asked_about_first(world: World, turn: Turn) -> bool:
    """A sentence in the middle of a calm talk, or one that begins it and is also read as calm (a story, or what the
    model hears but faintly), that only the learned model hears, and not loudly, is asked about (decision 0009)."""
    if not _is_calm_so_far(turn):
        return False
    talks = (
        _is_long_past(turn)
        or turn.slot("given")
        or turn.slot("awaiting")
        or turn.slot("guidance") is not None
        or turn.form_is_active
    )
    tells = len(turn.text.split()) >= FEWEST_OF_A_STORY and turn.calm_confidence >= CALM_STORY
    tells = tells or (is_faint(turn) and turn.calm_confidence >= FAIRLY_CALM)
    return bool(talks or tells) and context_of(world, turn).get("writer") != "child" and is_soft(turn)


def _is_long_past(turn: Turn) -> bool:
    """« mon frère est parti là-bas en 2013 »: every year that is named is over for long."""
    years = [int(year) for year in YEAR.findall(turn.text)]
    return bool(years) and max(years) <= turn.moment.year - LONG_PAST


def _was_denied(turn: Turn) -> bool:
    """After « personne n’est en danger » a doubt of the learned model alone keeps from no answer; what a readable rule
    hears rings, and so does what the model hears loudly."""
    if not danger_was_denied(turn) or not turn.text or danger_is_near(turn) or _is_in_a_request(turn):
        return False
    faint = not turn.intent.startswith("urgent_") or float(turn.urgency.get("score") or 1) < FAINT_AFTER_DENIAL
    return faint and not shows_a_sign(turn.text)


def _was_denied_faintly(turn: Turn) -> bool:
    """The same for a faint alarm of which no calm reading is sure; not for a wish to die."""
    return is_faint(turn) and turn.urgency.get("kind") != "suicide" and _was_denied(turn)


def _is_in_a_request(turn: Turn) -> bool:
    """There « oui elle est partie, ils cherchent » would take the request up, with no number in sight."""
    return turn.form_is_active or bool(turn.slot("paused_form"))


def _help_is_there(world: World, turn: Turn) -> bool:
    """Who has called, or has the police there, is not asked about danger for a doubt of the model alone."""
    calm = bool((turn.slot("urgent") or {}).get("calm")) and not _is_in_a_request(turn)
    return calm and only_the_model_doubts(turn) and "called" in told_in_alarm(world, turn)


def _answers_our_guidance(turn: Turn) -> bool:
    """An answer in « Faire le point » that only the learned model doubts."""
    return turn.slot("awaiting") == "guidance" and not turn.form_is_active and only_the_model_doubts(turn)


def _answers_our_guidance_faintly(turn: Turn) -> bool:
    """The same, where the model hears a faint alarm; a wish to die is asked about all the same."""
    faint = is_faint(turn) and turn.urgency.get("kind") != "suicide"
    return faint and _answers_our_guidance(turn) and not danger_is_near(turn)


def _is_only_a_follow_up(world: World, turn: Turn) -> bool:
    """« et s’il tombe sur ce que j’écris ici »: faint, certainly a follow-up of a calm talk, and also read as calm."""
    if not turn.slot("given") or not _is_calm_so_far(turn):
        return False
    faint = is_faint(turn) and turn.calm_confidence >= SURE_ENOUGH and is_soft(turn)
    return faint and world.in_context.heard("follow_up", turn.parse, certainly=True) is not None


def _denies(world: World, turn: Turn) -> bool:
    """« Non, personne n’est en danger » sounds urgent by its words alone; what the readable rules hear is no denial."""
    if turn.slot("awaiting") != "danger_check" or not turn.text or judge(turn.text).level == "urgent":
        return False
    return answer_to_check(world, turn) == "danger_no"


def _may_be_of_a_request(turn: Turn) -> bool:
    """Nothing that a readable rule hears, said while nobody is in danger and no form is open."""
    return bool(turn.text) and not turn.form_is_active and not danger_is_near(turn) and judge(turn.text).level == "none"


def _is_hardly_unsure(world: World, turn: Turn) -> bool:
    """A faint doubt of the learned model alone, where nobody spoke of danger before: about a few words, or about a
    message that surely means something calm."""
    score, urgent = turn.urgency.get("score"), turn.slot("urgent") or {}
    if score is None or not turn.text or turn.calm_intent == turn.intent:
        return False
    surely_calm = turn.slot("given") and turn.calm_confidence >= SURELY_CALM
    if score >= HARDLY_UNSURE and not surely_calm:
        return False
    if context_of(world, turn).get("writer") == "child" or (urgent and not urgent.get("soft")):
        return False
    hardly = is_certainly_calm(turn) and judge(turn.text).level != "urgent"
    if shows_a_sign(turn.text) and not hardly:
        return False
    of_nothing = NO_READING - {"ask_religion"} if "?" in turn.text else NO_READING
    means_something = turn.calm_confidence >= SURE_ENOUGH and turn.calm_intent not in of_nothing
    return means_something or len(turn.text.split()) <= FEW_WORDS or follow_up_heard(world, turn) is not None


def _is_plainly_calm(world: World, turn: Turn) -> bool:
    """« nan personne m’a menacé, juste des vannes »: faint, and in so many words nothing of danger."""
    score = turn.urgency.get("score")
    return score is not None and score < HARDLY_UNSURE and plainly_said(world, turn) is not None


def _is_doubted_again(turn: Turn) -> bool:
    """« il répète que jeudi, au palais, on l’écoutera enfin », while a faint alarm stands: no misreading, twice."""
    urgent = turn.slot("urgent") or {}
    return urgent_is_open(turn) and not urgent.get("calm") and turn.slot("awaiting") == "safety" and not turn.asks


def _believed(turn: Turn) -> Events:
    urgent = turn.slot("urgent") or {}
    return [set_slot("urgent", {**urgent, "soft": False})] if urgent.get("soft") else []


def _only_resumes(world: World, turn: Turn) -> bool:
    """« reprendre », and nothing else, while « Faire le point » waits."""
    if not has_stepped_aside(turn) or turn.slot("paused_form"):
        return False
    resumes = world.words.meaning("paused", turn.text) == "resume"
    return resumes and world.words.share("paused", "resume", turn.text) > ALL_OF_IT


def _wants_to_take_stock(world: World, turn: Turn) -> bool:
    """« faire le point », asked in words of which only the learned model doubts a little."""
    doubted = float(turn.urgency.get("score") or 0) >= HARDLY_UNSURE or judge(turn.text).level != "none"
    return wants_guidance(world, turn) and not doubted and not danger_is_near(turn)


class AfterUrgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_after_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        events = after_urgent(self._world, dispatcher, turn, turn.intent)
        if turn.intent == "danger_no":
            events = [*events, *introduce(self._world, dispatcher, turn)]
        tidy(self._world, dispatcher, turn)
        return [*events, *leave_if_active(turn)]
