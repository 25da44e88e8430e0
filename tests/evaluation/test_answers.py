from __future__ import annotations

from evaluation import answers as of
from evaluation.answers import ASKS, HEARD, RINGS, Answer
from evaluation.examples import Labelled
from evaluation.figures import Share
from evaluation.worst import worst_messages


def answer(label: str, intent: str, level: str = "none", score: float = 0.0, confidence: float = 0.9) -> Answer:
    return Answer(Labelled("texte", label, "e1", "clean", "calm"), intent, confidence, level, score, 2.0)


FAREWELL = answer("urgent_suicide", "urgent_suicide", "urgent", 0.9)
MISSED = answer("urgent_attack", "ask_hate", "none", 0.02)
ASKED_BACK = answer("urgent_danger", "describe_concern", "unsure", 0.2)
FILM = answer("out_of_scope", "urgent_attack", "urgent", 0.8)
CALM = answer("ask_signs", "ask_signs")
ALL = [FAREWELL, MISSED, ASKED_BACK, FILM, CALM]


def test_an_intent_counts_at_its_top_level() -> None:
    assert answer("ask_namur/csil", "ask_namur/referent").right
    assert not answer("ask_namur/csil", "ask_police").right


def test_urgent_is_counted_at_each_level() -> None:
    urgent = of.urgent_ones(ALL)
    assert of.at_level(urgent, RINGS) == Share(1, 3)
    assert of.at_level(urgent, HEARD) == Share(2, 3)
    assert of.at_level(of.calm_ones(ALL), RINGS) == Share(1, 2)
    assert of.at_level(of.calm_ones(ALL), ASKS) == Share(0, 2)


def test_a_weak_intent_needs_enough_messages() -> None:
    few, many = [answer("ask_police", "ask_hate")] * 9, [answer("ask_signs", "ask_hate")] * 4 + [CALM] * 6
    assert of.weak_intents([*few, *many]) == {"ask_signs": Share(6, 10)}


def test_groups_leave_out_what_is_not_marked() -> None:
    groups = of.grouped(ALL, lambda a: a.message.label.removeprefix("urgent_") if a.message.urgent else "")
    assert list(groups) == ["attack", "danger", "suicide"]


def test_scores_stand_beside_the_truth() -> None:
    scores, truths = of.scores_and_truths(ALL)
    assert scores.tolist() == [0.9, 0.02, 0.2, 0.8, 0.0]
    assert truths.tolist() == [True, True, True, False, False]


def test_the_worst_messages_are_listed_worst_first() -> None:
    lists = worst_messages([*ALL, answer("ask_signs", "ask_hate", confidence=0.95), answer("ask_signs", "ask_hate")])
    missed, asked, rang, wrong = lists.values()
    assert (missed, asked, rang) == ([MISSED], [ASKED_BACK], [FILM])
    assert [a.confidence for a in wrong] == [0.95, 0.9]
