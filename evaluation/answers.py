"""What an assistant made of the labelled messages, and the questions that the report asks of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.examples import Labelled
from evaluation.figures import Scores, Share, Truths, macro_f1, share_of

RINGS = frozenset({"urgent"})
ASKS = frozenset({"unsure"})
HEARD = RINGS | ASKS


@dataclass(frozen=True)
class Answer:
    """One message and its parse; `score` is the probability of urgency, `ms` how long the parse took."""

    message: Labelled
    intent: str
    confidence: float
    level: str
    score: float
    ms: float

    @property
    def expected(self) -> str:
        return top_level(self.message.label)

    @property
    def heard(self) -> str:
        return top_level(self.intent)

    @property
    def right(self) -> bool:
        return self.expected == self.heard


Answers = Sequence[Answer]


def top_level(intent: str) -> str:
    """`ask_namur` of `ask_namur/referent`."""
    return intent.split("/", 1)[0]


def urgent_ones(answers: Answers) -> list[Answer]:
    return [answer for answer in answers if answer.message.urgent]


def calm_ones(answers: Answers) -> list[Answer]:
    return [answer for answer in answers if not answer.message.urgent]


def at_level(answers: Answers, levels: frozenset[str]) -> Share:
    """Of these answers, those at one of the levels."""
    return share_of(answer.level in levels for answer in answers)


def accuracy(answers: Answers) -> Share:
    return share_of(answer.right for answer in answers)


def f1(answers: Answers) -> float:
    return macro_f1([answer.expected for answer in answers], [answer.heard for answer in answers])


def weak_intents(answers: Answers, under: float = 0.70, at_least: int = 10) -> dict[str, Share]:
    """Intents with enough messages of which too few are read right, the weakest first."""
    shares = {intent: accuracy(some) for intent, some in grouped(answers, lambda a: a.expected).items()}
    weak = {intent: share for intent, share in shares.items() if share.whole >= at_least and share.value < under}
    return dict(sorted(weak.items(), key=lambda entry: entry[1].value))


def grouped(answers: Answers, key: Callable[[Answer], str]) -> dict[str, list[Answer]]:
    """By key, in the order of the alphabet; answers with an empty key are left out."""
    names = sorted({key(answer) for answer in answers} - {""})
    return {name: [answer for answer in answers if key(answer) == name] for name in names}


def scores_and_truths(answers: Answers) -> tuple[Scores, Truths]:
    scores = np.array([answer.score for answer in answers], dtype=np.float64)
    return scores, np.array([answer.message.urgent for answer in answers], dtype=np.bool_)
