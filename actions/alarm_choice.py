"""Which answer a message gets while an alarm is open: what our rules answer, or another for which more speaks.

As actions/choice.py does for calm talks, over what the learned reading of such moments hears. Nothing is weighed where
a readable rule hears danger or the model is nearly sure of it, nor where the machine is asked to call: there our
rules decide. Every answer here names 112 or 101. Called by alarm_talk."""

from __future__ import annotations

import math

from actions.alarm_moves import Move, of_reading, with_few_words_of
from actions.alarm_readings import MOMENT, OF_THE_MACHINE, is_serious, may_be_meant
from actions.memory import danger_is_near, times_given, urgent_is_open
from actions.turn import Turn
from actions.urgent import is_loud
from actions.world import World
from casework.answer_choice import Reasons
from casework.in_context import Reading

# Nothing said after an alarm fits: it rings again, « je vous lis », or a calm question is answered.
NOTHING, CANNOT_CALL = "nothing", "after_cannot_call"
# Rules whose words leave no doubt.
STAY = {"asks_to_call", "not_safe", "cannot_call", "doubt", "firm_question", "firm_relief"}
SURE_OF_IT = 0.6
OF_NOTHING = ("more", "other_question")  # readings that no answer stands for
# How sure it must be that something is a relief, of any kind, by how much danger the model hears in the same words.
RELIEF = {"none": 0.4, "unsure": 0.45, "urgent": 0.55}
# Answers that say what to know or to do, and leave the alarm as it is.
TO_KNOW, TO_DO = "after_ask_", {
    "after_what_to_tell", "after_where", "after_no_delay", "after_may_i", "after_meanwhile", "after_shelter",
    "after_no_answer", "after_told_to_wait", "after_not_police", "after_police", "after_near", "after_contact",
    "after_comes_back", "after_go_there", "after_other_not_safe", "after_vague",
}  # fmt: skip
FLOOR = 0.01  # no probability is taken for less
USUAL_LENGTH = 10  # words


def chosen_move(world: World, turn: Turn, proposed: Move | None) -> Move | None:
    """`proposed`, another move, or None where nothing said after an alarm fits better."""
    if not may_be_weighed(turn, proposed):
        return proposed
    moves = moves_of(world, turn, proposed)
    weighed = reasons_of(world, turn, proposed, moves)
    chosen = world.alarm_choice.instead_of(proposed.answer if proposed else NOTHING, weighed)
    move = moves.get(chosen)
    return _with_another(world, turn, move, weighed) if move else None


def _with_another(world: World, turn: Turn, move: Move, weighed: dict[str, Reasons]) -> Move:
    """Where it is doubtful what is meant, in few words the next likeliest thing to know or to do."""
    if not (_is_to_know_or_do(move.answer) or move.answer == CANNOT_CALL):
        return move
    others = world.alarm_choice.may_be_meant_too(move.answer, weighed)
    other = next((one for one in others if _is_to_know_or_do(one)), None)
    return with_few_words_of(world, turn, move, other) if other else move


def _is_to_know_or_do(answer: str) -> bool:
    return answer.startswith(TO_KNOW) or answer in TO_DO


def may_be_weighed(turn: Turn, proposed: Move | None) -> bool:
    """Only what the learned model was asked about; in a form and in plain danger our rules decide."""
    if not urgent_is_open(turn) or not turn.parse.get("in_context") or turn.form_is_active:
        return False
    if turn.calm_intent in OF_THE_MACHINE and turn.calm_confidence >= SURE_OF_IT:
        return False  # « t’es un robot, de toute façon, non ? »: whether anybody reads along is always said
    return not (is_serious(turn) or is_loud(turn) or (proposed is not None and proposed.source in STAY))


def moves_of(world: World, turn: Turn, proposed: Move | None) -> dict[str, Move]:
    """Answer -> move; what our rules propose goes before a reading that amounts to the same."""
    heard = [(reading, sure) for reading, sure in _heard(world, turn) if may_be_meant(world, turn, reading)]
    relief = sum(sure for reading, sure in heard if reading.lowers)
    readings = [reading for reading, sure in heard if not reading.lowers or _is_believed(turn, reading, sure, relief)]
    learned = [of_reading(world, turn, reading) for reading in readings]
    return {move.answer: move for move in reversed([*([proposed] if proposed else []), *learned])}


def _is_believed(turn: Turn, reading: Reading, sure: float, relief: float) -> bool:
    """What ends an alarm, or calms one about a wish to die, must be heard by itself: « tout est rangé, les factures
    sont payées » is no good news. Of the others (safe, help called, police there) one of them must be meant."""
    ends = reading.state == "over" or reading.as_tapped == "false_alarm"
    of_dying = (turn.slot("urgent") or {}).get("kind") == "suicide"
    return sure >= reading.sure if ends or of_dying else relief >= RELIEF[_level(turn)]


def reasons_of(world: World, turn: Turn, proposed: Move | None, moves: dict[str, Move]) -> dict[str, Reasons]:
    """Answer, or NOTHING -> what speaks for it."""
    sure_of: dict[str, float] = {}
    reliefs: dict[str, float] = {}
    for reading, sure in _heard(world, turn):
        answer = of_reading(world, turn, reading).answer
        sure_of[answer] = sure_of.get(answer, 0.0) + sure
        if reading.lowers:
            reliefs[answer] = sure
    first = max(sure_of, key=lambda answer: sure_of[answer], default=None)
    relief = sum(reliefs.values())
    weighed: dict[str, Reasons] = {NOTHING: _of_nothing(world, turn, relief)}
    for answer in moves:
        reasons = _of_a_move(turn, answer, sure_of.get(answer, 0.0))
        if answer in reliefs:
            reasons |= _of_a_relief(turn, relief)
        if answer == first:
            reasons["reading_first"] = 1.0
        if proposed and answer == proposed.answer:
            reasons[f"proposed_by_{proposed.source}"] = 1.0
        weighed[answer] = reasons
    return weighed


def _heard(world: World, turn: Turn) -> list[tuple[Reading, float]]:
    known = world.in_context.readings[MOMENT]
    ranked = world.in_context.ranked(MOMENT, turn.parse)
    return [(known[name], sure) for name, sure in ranked if name in known and known[name].does_something]


def _of_a_move(turn: Turn, answer: str, sure: float) -> dict[str, float]:
    asks = float(turn.asks)
    said = {"reading": math.log(sure + FLOOR), f"of_{answer}": 1.0}
    said["question_asked" if answer.startswith("after_ask_") else "remark_asked"] = asks
    if not danger_is_near(turn):
        said["once_calm"] = 1.0
    if times_given(turn, answer):
        said["given_before"] = 1.0
    if turn.slot("last_answer") == answer:
        said["given_just_now"] = 1.0
    return said


def _of_a_relief(turn: Turn, sure: float) -> dict[str, float]:
    """`sure`: that it is a relief of any kind."""
    return {"relief": math.log(sure + FLOOR), f"relief_{_level(turn)}": 1.0, "relief_asked": float(turn.asks)}


def _level(turn: Turn) -> str:
    return str(turn.urgency.get("level") or "none")


def _of_nothing(world: World, turn: Turn, relief: float) -> dict[str, float]:
    """What speaks for none of them: a level of danger of its own, a calm subject, a tale that goes on."""
    asks = float(turn.asks)
    sure_of = dict(world.in_context.ranked(MOMENT, turn.parse))
    asked = float(((turn.parse.get("asked") or [{}])[0]).get("confidence") or 0.0)
    said = {f"nothing_{_level(turn)}": 1.0, "nothing_asks": asks, "nothing_once_calm": float(not danger_is_near(turn))}
    said |= {f"nothing_{name}": math.log(sure_of.get(name, 0.0) + FLOOR) for name in OF_NOTHING}
    said |= {"nothing_calm": turn.calm_confidence, "nothing_asked": math.log(asked + FLOOR)}
    said["nothing_relief"] = math.log(relief + FLOOR)
    said["nothing_length"] = math.log(max(1, len(turn.text.split())) / USUAL_LENGTH)
    return said
