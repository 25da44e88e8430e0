"""Questions of another matter while an alarm is open: a number that we named, a plain subject, when CAPREV answers.

Called by alarm_talk: they are answered as such, with the numbers under them."""

from __future__ import annotations

from actions.turn import Turn
from actions.world import World
from casework.aspects import CAPREV
from casework.in_context import Reading
from casework.urgency import judge

# Readings that speak of a call that did not go through, whatever number it was.
OF_A_CALL = {"no_answer", "told_to_wait", "no_phone", "disturb", "cannot_speak"}
LONGEST_NAMING, PRICE = 5, "after_ask_price"  # words
# Numbers that stand in every answer of an alarm: to name them asks for no explanation.
FOR_DANGER = {"be-112", "be-101", CAPREV}
# Subjects of a question that is answered as such when it is surely read: nothing of it is about the danger itself.
PLAIN_SUBJECTS = {
    "ask_minor", "ask_signs", "ask_religion", "ask_what_is_radicalisation", "ask_training", "ask_hate", "ask_namur",
    "ask_caprev",
}  # fmt: skip
# « et après qui aide des parents comme nous »
ASKED_WITHOUT_A_MARK = {"ask_caprev"}
SURE_OF_A_PLAIN_SUBJECT = 0.9
SURE_OF_A_SUBJECT, FAIRLY_SURE_BESIDE_ITS_NAME = 0.7, 0.5


def is_of_another_matter(world: World, turn: Turn) -> bool:
    if _asks_of_a_number_just_named(world, turn):
        return False
    of_a_subject = _asks_who_is_there(turn) or _asks_on_a_subject(turn)
    return of_a_subject or _asks_what_it_is(world, turn) or _asks_when_caprev_answers(world, turn)


def _asks_of_a_number_just_named(world: World, turn: Turn) -> bool:
    """« ça coûte cher ? », right after the line against suicide was named; of CAPREV it is asked by name."""
    kind = str((turn.slot("urgent") or {}).get("kind") or "danger")
    asked = world.alarm_talk.question_in(turn.text, kind=kind, firm=True)
    return asked is not None and asked.answer == PRICE


def _asks_who_is_there(turn: Turn) -> bool:
    """« t’es un robot, de toute façon, non ? »: nobody may believe that somebody reads along."""
    sure = turn.calm_intent == "bot_challenge" and turn.calm_confidence >= SURE_OF_A_SUBJECT
    return sure and turn.asks and judge(turn.text).level == "none"


def asks_of_caprev(world: World, turn: Turn, reading: Reading) -> bool:
    """« si j’appelle le CAPREV, il saura que c’est moi ? »: not about the call for help, save that it did not go
    through."""
    if reading.name in OF_A_CALL:
        return False
    of_it = turn.calm_intent == "ask_green_number" or (
        _names_caprev(world, turn) and turn.calm_intent.startswith("ask_")
    )
    least = FAIRLY_SURE_BESIDE_ITS_NAME if _names_caprev(world, turn) else SURE_OF_A_SUBJECT
    return of_it and turn.calm_confidence >= least


def _asks_what_it_is(world: World, turn: Turn) -> bool:
    """« c’est qui le 103 ? »: a number that we named, and hardly a word more."""
    few = len(turn.text.split()) <= LONGEST_NAMING
    return few and any(found.id not in FOR_DANGER for found in world.directory.find(turn.text))


def _asks_on_a_subject(turn: Turn) -> bool:
    """« faut que le papa soit d’accord pour que j’appelle ? »: surely of another matter, without a word of danger."""
    plain = (turn.asks or turn.calm_intent in ASKED_WITHOUT_A_MARK) and turn.calm_intent.startswith(
        tuple(PLAIN_SUBJECTS)
    )
    return plain and turn.calm_confidence >= SURE_OF_A_PLAIN_SUBJECT and judge(turn.text).level == "none"


def _asks_when_caprev_answers(world: World, turn: Turn) -> bool:
    """« je vais téléphoner au CAPREV, ils répondent ce matin ? »"""
    of_it = _names_caprev(world, turn) or (
        turn.asks and turn.calm_intent == "ask_green_number" and turn.calm_confidence >= SURE_OF_A_SUBJECT
    )
    return of_it and world.aspects.asked(turn.text) in {"hours", "open"} and judge(turn.text).level == "none"


def _names_caprev(world: World, turn: Turn) -> bool:
    return any(found.id == CAPREV for found in world.directory.find(turn.text))
