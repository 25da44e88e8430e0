"""« mais personne n’est en danger ! »: one short excuse, the alarm or our question about danger is over, and what is
asked or told beside it is answered. Called by alarm and waiting, before anything else of the danger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_told import told_in_alarm
from actions.answer import give_answer, part_asked
from actions.contact_values import kept_answers
from actions.guidance import ask_after_denial, has_stepped_aside
from actions.memory import (
    context_of,
    counted,
    danger_is_near,
    danger_was_denied,
    times_given,
    urgent_is_open,
    with_denial,
)
from actions.reading import answer_meant
from actions.speak import go_on_with, say, set_slot
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, is_loud, offer_resume
from actions.world import World
from casework.alarm_talk import Denial
from casework.urgency import judge, shows_a_sign

Events = list[dict[str, Any]]
CARRY_ON = "follow/carry_on"  # what is kept where the words said nothing that we knew
OF_PAPERS = "departure"
CHECK, STORY, NO, TOLD = "danger_check", "false_alarm", "no", "denied_told"
# Learned readings of a denial, and readings that are none, whatever words of denial stand in the message.
LEARNED = {"not_that", "false_alarm"}
AGAINST = {
    "doubt", "safe_other_not", "not_safe", "found", "put_away", "police_there", "have_called", "others_call", "disturb",
    "taken_seriously", "answers_again",
}  # fmt: skip
# Readings that no plain « fausse alerte » outweighs.
STILL_IN_DANGER = {"doubt", "safe_other_not", "not_safe"}
HELP_CALLED = {"after_have_called", "after_others_call", "after_police_there"}
OF_THE_MACHINE = {"bot_challenge", "insult", "talk_to_human"}
FEWEST_BESIDES, SURE_BESIDES, FAIRLY_SURE_BESIDES = 4, 0.6, 0.4  # words; confidence without, and with a question
SUBJECTS = ("ask_", "describe_concern", "self_concern", "service/", "talk_to_human", "child/")


def answer_denial(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when nothing of danger was asked or open, or the message denies nothing."""
    if not turn.text or turn.form_is_active or context_of(world, turn).get("writer") == "child":
        return None
    if turn.slot("awaiting") != CHECK and not urgent_is_open(turn) and not _doubted_again(turn):
        return None
    if _leaves_themselves(world, turn):
        return None
    denial = _denial_heard(world, turn)
    if denial is None:
        return None
    besides = asked_besides(world, turn, denial.besides)
    if besides is None and len(denial.besides.split()) < FEWEST_BESIDES:
        return _as_tapped(world, dispatcher, turn, denial)
    return _excused(world, dispatcher, turn, denial, besides)


def answer_any_denial(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """Of an alarm or a question of ours, or told in a calm talk."""
    denied = answer_denial(world, dispatcher, turn)
    return denied if denied is not None else answer_plain_denial(world, dispatcher, turn)


def answer_plain_denial(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """« il a jamais dit qu’il voulait mourir, je vous rassure », in a calm talk: thanks, the numbers, and on. None
    where anything else may be meant: a readable sign besides, a loud alarm, a question, a child."""
    if not turn.text or turn.form_is_active or turn.slot("urgent") or turn.slot("awaiting") or is_loud(turn):
        return None
    denial = world.alarm_talk.plain_denial_in(turn.text)
    if denial is None or context_of(world, turn).get("writer") == "child" or shows_a_sign(denial.besides):
        return None
    say(dispatcher, world.content.text("denied_told", turn.moment, again=times_given(turn, TOLD)))
    return [counted(turn, TOLD)]


def _leaves_themselves(world: World, turn: Turn) -> bool:
    """« non je suis pas en danger, c’est moi qui veux y aller »: of a departure this denies nothing."""
    kind = (turn.slot("urgent") or {}).get("kind")
    asked = world.alarm_talk.question_in(turn.text, kind=kind, firm=True) if kind == "departure" else None
    return asked is not None and asked.answer == "after_own_departure"


def _doubted_again(turn: Turn) -> bool:
    """Once danger was denied, « quoi mais quelqu’un veut se tuer ?? je parlais de s’asseoir » denies it again."""
    return danger_was_denied(turn) and turn.intent.startswith(("urgent_", "check_urgency"))


def _as_tapped(world: World, dispatcher: CollectingDispatcher, turn: Turn, denial: Denial) -> Events | None:
    """« fausse alerte », « non personne », and nothing else: worth the button."""
    if turn.slot("awaiting") == CHECK and not urgent_is_open(turn):
        return after_urgent(world, dispatcher, turn, "danger_no")
    if denial.kind == STORY and urgent_is_open(turn):
        return after_urgent(world, dispatcher, turn, "false_alarm")
    return _excused(world, dispatcher, turn, denial, None)


def _denial_heard(world: World, turn: Turn) -> Denial | None:
    reading = world.in_context.heard("after_alarm", turn.parse)
    certain = world.in_context.heard("after_alarm", turn.parse, certainly=True)
    if (
        certain is not None
        and _is_against(world, turn, certain.name)
        and not _says_false_alarm(world, turn, certain.name)
    ):
        return None
    kind = (turn.slot("urgent") or {}).get("kind") or turn.urgency.get("kind")
    written = world.alarm_talk.denial_in(turn.text, kind) or _plain_no(world, turn)
    doubts = world.alarm_talk.doubts(turn.text)
    if written is not None and doubts and danger_is_near(turn):
        return None  # « il est en chambre fermée, personne n’est en danger là tout de suite », of a plan that was told
    if written is not None and _help_came(world, turn) and not world.alarm_talk.begins_with_a_false_alarm(turn.text):
        return None  # « ils l’ont emmené calmement, c’est fini, tout le monde va bien »
    if written is not None and _is_believed(world, turn, written):
        return written
    open_still = turn.slot("awaiting") == CHECK or urgent_is_open(turn)
    if reading is None or reading.name not in LEARNED or not open_still or doubts:
        return None
    if _reaches_nobody(world, turn, kind):
        return None
    asks = turn.asks and (certain is None or turn.calm_intent in OF_THE_MACHINE)
    rings = judge(turn.text).level == "urgent" or is_loud(turn)
    return None if asks or rings else Denial(reading.name, turn.text)


def _help_came(world: World, turn: Turn) -> bool:
    """It was told that somebody called, and now that they came: what is calm since then was no mistake of ours."""
    came = world.alarm_talk.help_came_in(turn.text)
    return came and urgent_is_open(turn) and not HELP_CALLED.isdisjoint(turn.slot("given") or {})


def _reaches_nobody(world: World, turn: Turn, kind: str | None) -> bool:
    """« c’est Noël, il n’y a personne nulle part »: « personne » denies no danger here."""
    asked = world.alarm_talk.question_in(turn.text, kind=kind, firm=True)
    return asked is not None and asked.answer == "after_no_answer"


def _says_false_alarm(world: World, turn: Turn, reading: str) -> bool:
    """Where the learned reading says nothing else of the danger."""
    return reading not in STILL_IN_DANGER and world.alarm_talk.begins_with_a_false_alarm(turn.text)


def _is_against(world: World, turn: Turn, reading: str) -> bool:
    """To « quelqu’un est-il en danger ? » « non, il joue avec le chien » is a no, whatever it means after an alarm."""
    if turn.slot("awaiting") == CHECK and reading not in {"doubt", "not_safe"}:
        return reading in AGAINST and _has_a_but(world, turn.text)
    return reading in AGAINST


def _plain_no(world: World, turn: Turn) -> Denial | None:
    """« non elle ne partira pas, on a un bébé », to « quelqu’un est-il en danger ? »"""
    rest = world.alarm_talk.behind_a_no(turn.text)
    plain = turn.slot("awaiting") == CHECK and not world.alarm_talk.doubts(turn.text)
    return Denial(NO, rest) if plain and rest and not _has_a_but(world, turn.text) else None


def _has_a_but(world: World, text: str) -> bool:
    return world.words.share("not_in_danger", "but", text) > 0


def _is_believed(world: World, turn: Turn, denial: Denial) -> bool:
    """Never beside what a readable rule hears, save the passport that « fausse alerte » is about; beside a loud alarm
    of the learned model only without a « mais »."""
    heard = judge(denial.besides)
    if heard.level == "urgent" and not (
        heard.kind == OF_PAPERS and world.alarm_talk.begins_with_a_false_alarm(turn.text)
    ):
        return False
    plain = denial.kind != NO
    if not plain and (turn.slot("awaiting") != CHECK or shows_a_sign(denial.besides)):
        return False
    return not is_loud(turn) or not _has_a_but(world, denial.besides)


def _excused(world: World, dispatcher: CollectingDispatcher, turn: Turn, denial: Denial, besides: str | None) -> Events:
    """The excuse, then what is asked besides, what stepped aside, or what the alarm was raised for."""
    key = _excuse_for(world, turn, denial)
    excuse = world.content.text(key, turn.moment, again=int(danger_was_denied(turn)))
    left = _what_is_left(turn)
    if left:
        excuse += f"\n{world.content.text('denied_suicide', turn.moment)}"
    calm = replace(with_denial(turn).with_slots(urgent=left, awaiting=None), intent=turn.calm_intent)
    over = [set_slot(name, calm.slot(name)) for name in ("given", "urgent", "awaiting")]
    over.append(set_slot("calm_reading", None))
    say(dispatcher, excuse)
    if turn.slot("awaiting") == CHECK and turn.slot("paused_form") and (kept := kept_answers(turn)):
        more = give_answer(world, dispatcher, calm, besides) if besides and besides in world.content.answers else []
        return [*over, *kept, *more, go_on_with(FORM)]
    return [*over, *_gone_on_with(world, dispatcher, calm, besides or _spoken_of(turn))]


def _excuse_for(world: World, turn: Turn, denial: Denial) -> str:
    if denial.kind != STORY:
        return "denied"
    if world.alarm_talk.police_knows_in(turn.text):
        return "denied_story_checked"
    called = "called" in told_in_alarm(world, turn) or not HELP_CALLED.isdisjoint(turn.slot("given") or {})
    return "denied_story_called" if called else "denied_story"


def _what_is_left(turn: Turn) -> dict[str, Any] | None:
    """After pills, or a wish to die that a readable rule heard of the writer, the number for it stays in sight."""
    urgent = turn.slot("urgent") or {}
    stays = urgent.get("kind") == "suicide" and urgent.get("who") == "self" and not urgent.get("soft")
    return {**urgent, "calm": True} if urgent and stays and urgent.get("reasons") else None


def _gone_on_with(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer: str | None) -> Events:
    if has_stepped_aside(turn) and not turn.slot("paused_form"):
        return ask_after_denial(world, dispatcher, turn)
    if answer == "request_contact":
        return [go_on_with(FORM)]
    if answer is not None:
        return give_answer(world, dispatcher, turn, answer)
    if turn.slot("paused_form"):
        offer_resume(world, dispatcher, turn)
    elif times_given(turn, "denied") == 0 and dispatcher.messages:
        dispatcher.messages[-1]["text"] += f"\n\n{world.content.text('denied_and_now', turn.moment)}"
    return []


def asked_besides(world: World, turn: Turn, besides: str) -> str | None:
    """The answer to what the message asks or tells beside a denial or a relief; None where it says no more."""
    if len(besides.split()) < FEWEST_BESIDES:
        return None
    if turn.calm_intent == "request_contact" and turn.calm_confidence >= SURE_BESIDES:
        return turn.calm_intent
    calm = replace(turn.with_slots(urgent=None, awaiting=None), intent=turn.calm_intent)
    meant = answer_meant(world, calm)
    if meant is None or not meant.startswith(SUBJECTS):
        meant = part_asked(world, calm, calm.intent)
    least = FAIRLY_SURE_BESIDES if "?" in turn.text else SURE_BESIDES
    if not meant.startswith(SUBJECTS) or turn.calm_confidence < least:
        return None
    of_a_part = "/" in meant or meant.startswith("ask_")
    return meant if of_a_part else None


def _spoken_of(turn: Turn) -> str | None:
    """What was said when we asked, or when the alarm was raised."""
    reading = turn.slot("calm_reading") if turn.slot("awaiting") == CHECK else turn.slot("urgent")
    answer = (reading or {}).get("answer")
    return str(answer) if answer and answer != CARRY_ON else None
