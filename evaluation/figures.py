"""The arithmetic of the report: shares with their intervals, F1, calibration, recall at a share of false alarms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_Z95 = 1.959964

Scores = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """Not a number when there is nothing to share."""
        return self.part / self.whole if self.whole else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's, 95 %: honest near 0 and 1 and with few messages."""
        if not self.whole:
            return (0.0, 1.0)
        z2 = _Z95**2
        middle = (self.part + z2 / 2) / (self.whole + z2)
        half = _Z95 / (self.whole + z2) * (self.part * (1 - self.value) + z2 / 4) ** 0.5
        return (max(0.0, middle - half), min(1.0, middle + half))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({low:.3f}-{high:.3f}; {self.part} of {self.whole})"


def share_of(truths: Iterable[bool]) -> Share:
    listed = list(truths)
    return Share(sum(listed), len(listed))


def macro_f1(expected: Sequence[str], heard: Sequence[str]) -> float:
    """The mean of the F1 of every label that is expected at least once."""
    labels = sorted(set(expected))
    return float(np.mean([_f1(label, expected, heard) for label in labels])) if labels else float("nan")


def _f1(label: str, expected: Sequence[str], heard: Sequence[str]) -> float:
    both = sum(e == h == label for e, h in zip(expected, heard, strict=True))
    return 2 * both / (expected.count(label) + heard.count(label))


def brier(scores: Scores, truths: Truths) -> float:
    """The mean squared distance between probability and outcome: 0 is perfect, always saying ½ gives 0.25."""
    return float(np.mean((scores - truths) ** 2))


@dataclass(frozen=True)
class Bin:
    """Messages whose scores lie close together: how probable it was said, how often it was so, how many."""

    said: float
    was: float
    count: int


def reliability(scores: Scores, truths: Truths, bins: int = 10) -> list[Bin]:
    """Bins of equal width over 0 to 1; the empty ones are left out."""
    places = np.minimum((scores * bins).astype(int), bins - 1)
    inside = (places == place for place in range(bins))
    return [Bin(float(scores[i].mean()), float(truths[i].mean()), int(i.sum())) for i in inside if i.any()]


def expected_calibration_error(scores: Scores, truths: Truths) -> float:
    """How far from the truth a probability lies on average, over ten bins."""
    bins = reliability(scores, truths)
    return sum(b.count * abs(b.said - b.was) for b in bins) / sum(b.count for b in bins)


def recall_curve(scores: Scores, truths: Truths) -> tuple[Scores, Scores]:
    """(false alarms, recall), each a share, at every cut from the strictest (0, 0) to the loosest (1, 1)."""
    order = np.argsort(-scores, kind="stable")
    last_of_equals = np.append(np.diff(scores[order]) != 0, True)
    rung, hits = np.cumsum(~truths[order])[last_of_equals], np.cumsum(truths[order])[last_of_equals]
    return np.append(0.0, rung / max(1, (~truths).sum())), np.append(0.0, hits / max(1, truths.sum()))


def recall_at(false_alarms: float, scores: Scores, truths: Truths) -> float:
    """The best recall of any cut that keeps the false alarms at or under this share."""
    rung, hits = recall_curve(scores, truths)
    return float(hits[rung <= false_alarms].max())


def percentile(values: Sequence[float], percent: float) -> float:
    """The value under which this percentage of them stay."""
    return float(np.percentile(values, percent))
