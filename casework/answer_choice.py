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


@dataclass(frozen=True)
class Doubt:
    """It is doubtful whether an answer of less than `first_below` of all the weight is meant; another one of
    `second_from` and more may be."""

    first_below: float
    second_from: float


NO_DOUBT = Doubt(0.0, 1.0)


class AnswerChoice:
    """`least_share`: of all the weight, for an answer that the rules do not propose; `to_outweigh`: by how much it must
    outweigh the one that they propose."""

    def __init__(
        self, weights: Mapping[str, float], least_share: float, to_outweigh: float, doubt: Doubt = NO_DOUBT
    ) -> None:
        self.weights, self.least_share, self.to_outweigh, self.doubt = dict(weights), least_share, to_outweigh, doubt

    def instead_of(self, proposed: str, candidates: Mapping[str, Reasons]) -> str:
        """The heaviest candidate; the proposed one, which is among them, where none is clearly heavier."""
        best = self.best(candidates)
        ahead = self.weight(candidates[best.answer]) - self.weight(candidates[proposed])
        return best.answer if ahead >= self.to_outweigh and best.share >= self.least_share else proposed

    def best(self, candidates: Mapping[str, Reasons]) -> Chosen:
        """The heaviest of at least one candidate; a reason without a weight counts nothing."""
        shares = self.shares(candidates)
        best = max(shares, key=lambda answer: shares[answer])
        return Chosen(best, shares[best])

    def may_be_meant_too(self, given: str, candidates: Mapping[str, Reasons]) -> list[str]:
        """Where it is doubtful that `given`, one of the candidates, is meant: the others that may be, the heaviest
        first."""
        shares = self.shares(candidates)
        if shares[given] >= self.doubt.first_below:
            return []
        others = [answer for answer in shares if answer != given and shares[answer] >= self.doubt.second_from]
        return sorted(others, key=lambda answer: -shares[answer])

    def shares(self, candidates: Mapping[str, Reasons]) -> dict[str, float]:
        """How much of all the weight each of at least one candidate has."""
        weighed = {answer: self.weight(reasons) for answer, reasons in candidates.items()}
        most = max(weighed.values())
        powers = {answer: math.exp(weight - most) for answer, weight in weighed.items()}
        return {answer: power / sum(powers.values()) for answer, power in powers.items()}

    def weight(self, reasons: Reasons) -> float:
        return sum(self.weights.get(name, 0.0) * much for name, much in reasons.items())


def load_answer_choice(path: Path | None = None) -> AnswerChoice:
    """Raises AnswerChoiceIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, object] = read_yaml(path or DATA / "answer_choice.yml")
    try:
        groups: Mapping[str, Mapping[str, object]] = data["weights"]  # type: ignore[assignment]
        weights = {name: float(str(weight)) for group in groups.values() for name, weight in group.items()}
        least_share, to_outweigh = (float(str(data[name])) for name in ("least_share", "to_outweigh"))
        doubt = [float(str(data["doubt"][name])) for name in ("first_below", "second_from")]  # type: ignore[index]
        return AnswerChoice(weights, least_share, to_outweigh, Doubt(*doubt))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswerChoiceIsInvalid(f"answer_choice.yml: something is missing or no number ({error!r})") from None
