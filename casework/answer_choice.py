"""Which of several possible answers a message asks for: what speaks for each is weighed, the heaviest is given.

A conditional logit (D. McFadden, « Conditional logit analysis of qualitative choice behavior », 1974): the weights of
data/answer_choice.yml times what speaks for an answer; learned from talks of which the best answers are known
(`python -m evaluation choose`). Called by the actions, which say what speaks for what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casework.yaml_files import DATA, read_yaml

# What speaks for an answer: its name -> how much, 0 or 1 for what is there or not.
Reasons = Mapping[str, float]


class AnswerChoiceIsInvalid(ValueError):
    """answer_choice.yml is not of its form; the text says what is wrong."""


@dataclass(frozen=True)
class Chosen:
    """`share`: how much of all the weight the answer has, 0 to 1."""

    answer: str
    share: float


class AnswerChoice:
    """`least_share`: of all the weight, for an answer that the rules do not propose; `to_outweigh`: by how much it must
    outweigh the one that they propose."""

    def __init__(self, weights: Mapping[str, float], least_share: float, to_outweigh: float) -> None:
        self.weights, self.least_share, self.to_outweigh = dict(weights), least_share, to_outweigh

    def instead_of(self, proposed: str, candidates: Mapping[str, Reasons]) -> str:
        """The heaviest candidate; the proposed one, which is among them, where none is clearly heavier."""
        best = self.best(candidates)
        ahead = self.weight(candidates[best.answer]) - self.weight(candidates[proposed])
        return best.answer if ahead >= self.to_outweigh and best.share >= self.least_share else proposed

    def best(self, candidates: Mapping[str, Reasons]) -> Chosen:
        """The heaviest of at least one candidate; a reason without a weight counts nothing."""
        weighed = {answer: self.weight(reasons) for answer, reasons in candidates.items()}
        best = max(weighed, key=lambda answer: weighed[answer])
        return Chosen(best, 1 / sum(math.exp(weight - weighed[best]) for weight in weighed.values()))

    def weight(self, reasons: Reasons) -> float:
        return sum(self.weights.get(name, 0.0) * much for name, much in reasons.items())


def load_answer_choice(path: Path | None = None) -> AnswerChoice:
    """Raises AnswerChoiceIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, object] = read_yaml(path or DATA / "answer_choice.yml")
    try:
        groups: Mapping[str, Mapping[str, object]] = data["weights"]  # type: ignore[assignment]
        weights = {name: float(str(weight)) for group in groups.values() for name, weight in group.items()}
        least = [float(str(data[name])) for name in ("least_share", "to_outweigh")]
        return AnswerChoice(weights, *least)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswerChoiceIsInvalid(f"answer_choice.yml: something is missing or no number ({error!r})") from None
