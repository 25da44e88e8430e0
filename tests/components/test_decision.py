"""What was learned and what the rules say become one level."""

from __future__ import annotations

import pytest

from casework.urgency import Level, judge
from components.decision import decide
from components.thresholds import read_thresholds

CALM, DOUBTED = 0.01, 0.15
RANKING = [{"name": "out_of_scope", "confidence": 0.6}, {"name": "urgent_attack", "confidence": 0.1}]


def _level(words: str, probability: float) -> Level:
    return decide(probability, RANKING, judge(words), read_thresholds(), "heard").level


@pytest.mark.parametrize(
    "words", ["mdrr moi chui batman demain jfais péter le lycée", "haha on pose une bombe à la gare jeudi"]
)
def test_a_threat_against_a_place_is_asked_about_however_calm_the_rest_sounds(words: str) -> None:
    assert _level(words, CALM) == "unsure"


def test_other_signs_count_one_level_less_where_the_learned_model_finds_the_message_calm() -> None:
    words = "il va tous les tuer"
    assert judge(words).level == "urgent"
    assert _level(words, CALM) == "unsure"
    assert _level(words, DOUBTED) == "urgent"


def test_what_neither_hears_is_calm() -> None:
    assert _level("bonjour, quels sont vos horaires ?", CALM) == "none"
