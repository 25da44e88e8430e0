"""Answers that the learned parts may hear in a message and that it plainly does not ask for: one function a cause, with
its reason. Called by candidates: none of them is weighed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from actions.turn import Turn
from actions.wishes import asks_what_to_do
from actions.world import World
from casework.aspects import CAPREV

# Beside a question they answer nothing.
COURTEOUS = {"manners/praise", "manners/sorry", "thank", "thank/plan", "goodbye"}
FOR_ONESELF, FOR_ANOTHER = "ask_support_for_me", re.compile(r"(?<!\w)pour (?:elle|lui|eux|elles)(?!\w)", re.IGNORECASE)
FIRST_PERSON = re.compile(r"(?<!\w)(?:je|j|moi|me|m|nous)(?!\w)", re.IGNORECASE)
REFERRAL = "ask_referral"
OF_THE_NUMBER, DUTY = "ask_green_number/", "ask_police/must_i_report"
FAITH, SURELY_OF_FAITH = "ask_religion", 0.8
HATE, SURELY_OF_HATE = "ask_hate", 0.95


def is_not_meant(world: World, turn: Turn, answer: str) -> bool:
    if answer in COURTEOUS:
        return asks_what_to_do(world, turn) or _is_no_courtesy(turn)
    return any(answer.startswith(of) and is_another(world, turn) for of, is_another in CAUSES)


def _is_no_courtesy(turn: Turn) -> bool:
    """« merci, et c’est gratuit ? » is no praise, « vous servez à rien » no goodbye; « merci quand même. et la nuit je
    peux appeler qui » asks: the intent is of a question, and so is the likeliest answer, or it was heard behind a
    courtesy (components/second_question.py)."""
    if "?" in turn.text or turn.intent == "insult":
        return True
    if not turn.intent.startswith("ask_"):
        return False
    asked: list[dict[str, Any]] = list(turn.parse.get("asked") or ())
    heard: list[dict[str, Any]] = list(turn.parse.get("intent_ranking") or ())
    behind = len(heard) > 1 and heard[1]["name"] in COURTEOUS and heard[1]["confidence"] > heard[0]["confidence"]
    return behind or bool(asked and str(asked[0]["name"]).startswith("ask_"))


def _is_for_another(world: World, turn: Turn) -> bool:
    """« pour elle, il y a quoi comme aide ? » asks nothing for oneself."""
    return FOR_ANOTHER.search(turn.text) is not None and not FIRST_PERSON.search(turn.text)


def _is_of_another_number(world: World, turn: Turn) -> bool:
    """« le 103 est ouvert ? » asks nothing of the green number."""
    return any(service.id != CAPREV for service in world.directory.find(turn.text))


def _is_of_faith(world: World, turn: Turn) -> bool:
    """« un de mes gars s’est mis à prier, je dois m’inquiéter ? », from a coach: first that it is no sign; not where
    to refer."""
    return turn.intent == FAITH and turn.confidence >= SURELY_OF_FAITH


def _is_of_hate(world: World, turn: Turn) -> bool:
    """« des cris de singe sur mon gardien, on peut porter ça où ? », from a coach: first who helps against hatred,
    unless it is asked whom to turn to."""
    return turn.intent == HATE and turn.confidence >= SURELY_OF_HATE and not world.needs.asks_whom(turn.text)


def _is_of_the_duty(world: World, turn: Turn) -> bool:
    """« suis-je obligé de signaler ? » asks for the law."""
    return world.parts.answer_id("ask_police", turn.text) == DUTY


# The beginning of the answer, and what makes it another thing.
CAUSES: tuple[tuple[str, Callable[[World, Turn], bool]], ...] = (
    (FOR_ONESELF, _is_for_another),
    (OF_THE_NUMBER, _is_of_another_number),
    (REFERRAL, _is_of_faith),
    (REFERRAL, _is_of_hate),
    (REFERRAL, _is_of_the_duty),
)
