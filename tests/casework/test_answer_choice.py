"""The choice of an answer: what its file must hold, and how what speaks for an answer is weighed."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.answer_choice import AnswerChoice, AnswerChoiceIsInvalid, load_answer_choice


def choice(least_share: float = 0.3, to_outweigh: float = 0.5, **weights: float) -> AnswerChoice:
    return AnswerChoice(weights, least_share, to_outweigh)


def test_the_heaviest_answer_is_the_best_and_has_its_share() -> None:
    best = choice(asked=1.0).best({"ask_signs": {"asked": -1.0}, "ask_minor": {"asked": -3.0}})
    assert best.answer == "ask_signs"
    assert best.share == pytest.approx(0.881, abs=0.001)


def test_a_reason_without_a_weight_counts_nothing() -> None:
    assert choice(asked=1.0).weight({"asked": 2.0, "unheard_of": 5.0}) == 2.0


def test_what_the_rules_propose_stays_until_another_is_clearly_heavier() -> None:
    one = choice(asked=1.0, to_outweigh=0.5)
    assert one.instead_of("ask_minor", {"ask_minor": {"asked": 0.0}, "ask_signs": {"asked": 0.4}}) == "ask_minor"
    assert one.instead_of("ask_minor", {"ask_minor": {"asked": 0.0}, "ask_signs": {"asked": 0.6}}) == "ask_signs"


def test_the_file_of_the_house_holds_what_is_needed() -> None:
    of_the_house = load_answer_choice()
    assert of_the_house.weights["asked"] > 0
    assert 0 < of_the_house.least_share < 1
    assert of_the_house.to_outweigh >= 0


@pytest.mark.parametrize(
    "text",
    [
        "least_share: 0.3\nto_outweigh: 0.5\n",
        "to_outweigh: 0.5\nweights: {models: {asked: 1.0}}\n",
        "least_share: 0.3\nto_outweigh: 0.5\nweights: {models: {asked: beaucoup}}\n",
        "least_share: 0.3\nto_outweigh: 0.5\nweights: [asked]\n",
    ],
)
def test_a_file_that_lacks_something_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answer_choice.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AnswerChoiceIsInvalid, match=r"answer_choice\.yml"):
        load_answer_choice(path)
