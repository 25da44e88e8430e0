"""Where it is doubtful which answer is asked for, the next likeliest one stands in short under it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.world import World
from casework.answer_choice import AnswerChoice, Doubt
from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent

COST, HOURS = "ask_green_number/cost", "ask_green_number/hours"


def heard(sure: float, *asked: tuple[str, float], intent: str = "ask_green_number") -> dict[str, Any]:
    return {
        "intent_ranking": [{"name": intent, "confidence": sure}],
        "asked": [{"name": name, "confidence": confidence} for name, confidence in asked],
    }


@pytest.fixture
def talk(world: World) -> Talk:
    """In doubt from a certain share on, whatever the file of the house says."""
    known = world.answer_choice
    doubting = AnswerChoice(known.weights, known.least_share, known.to_outweigh, Doubt(0.8, 0.1))
    return Talk(replace(world, answer_choice=doubting))


def lead(world: World) -> str:
    return world.content.text("perhaps_meant")


async def test_two_answers_that_are_as_likely_are_both_said_the_second_in_short(talk: Talk) -> None:
    said = await talk.hears("et pour le numéro alors ?", "ask_green_number", **heard(0.5, (COST, 0.4), (HOURS, 0.38)))
    assert lead(talk.world) in said
    assert talk.titles[-1] == "En savoir plus"
    assert talk.slots["last_answer"] == COST


async def test_of_a_clear_question_nothing_else_is_said(talk: Talk) -> None:
    said = await talk.hears("ça coûte combien ?", "ask_green_number", **heard(0.9, (COST, 0.95), (HOURS, 0.02)))
    assert lead(talk.world) not in said


async def test_what_was_just_answered_is_not_said_again_beside_another_answer(talk: Talk) -> None:
    talk.slots = {"last_answer": HOURS, "given": {HOURS: 1}}
    said = await talk.hears("et pour le numéro alors ?", "ask_green_number", **heard(0.5, (COST, 0.45), (HOURS, 0.38)))
    assert lead(talk.world) not in said or "horaire" not in said.split(lead(talk.world))[1]


async def test_while_somebody_may_be_in_danger_one_thing_is_said(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "il va attaquer lundi")
    calm = {"urgency": {"level": "none", "score": 0.0}}
    said = await talk.hears("et pour le numéro ?", "ask_green_number", **heard(0.5, (COST, 0.4), (HOURS, 0.38)), **calm)
    assert lead(talk.world) not in said


@pytest.mark.parametrize("second", ["thank", "manners/joking", "describe_concern", "ask_capabilities", "ask_referral"])
async def test_what_answers_no_question_stands_under_no_other_answer(talk: Talk, second: str) -> None:
    talk.slots = {"given": {"ask_signs": 1}}
    said = await talk.hears("et pour le numéro alors ?", "ask_green_number", **heard(0.5, (COST, 0.3), (second, 0.28)))
    assert lead(talk.world) not in said
