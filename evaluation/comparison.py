"""The table that puts the assistants side by side, one column each, on the same messages. For report.py and page.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation import answers as of
from evaluation.answers import ASKS, HEARD, RINGS, Answer
from evaluation.assistants import Candidate
from evaluation.figures import Share, brier, expected_calibration_error, percentile, recall_at
from evaluation.records import Training

_FALSE_ALARMS = 0.03
_NOT_KNOWN = "–"


@dataclass(frozen=True)
class Measured:
    """An assistant and all that it answered."""

    candidate: Candidate
    memory_mb: float
    answers: Sequence[Answer]


Row = tuple[str, list[str]]


def table(measured: Sequence[Measured]) -> list[Row]:
    """(name of the figure, one cell an assistant); the first row holds the names of the assistants."""
    columns = [column(one) for one in measured]
    header: Row = ("", [one.candidate.title for one in measured])
    return [header, *((name, [cells[name] for cells in columns]) for name in columns[0])]


def column(one: Measured) -> dict[str, str]:
    return _intents(one) | _urgency(one) | _cost(one)


def markdown(rows: Sequence[Row]) -> str:
    lines = [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return "\n".join([lines[0], "| --- |" + " --- |" * len(rows[0][1]), *lines[1:]]) + "\n"


def aligned(rows: Sequence[Row]) -> str:
    """The table for a terminal."""
    first = max(len(name) for name, _ in rows)
    widths = [max(len(cells[at]) for _, cells in rows) for at in range(len(rows[0][1]))]
    return "\n".join(
        f"  {name:<{first}}  "
        + "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
        for name, cells in rows
    )


def _intents(one: Measured) -> dict[str, str]:
    return {"intent accuracy": _short(of.accuracy(one.answers)), "macro F1": f"{of.f1(one.answers):.3f}"}


def _urgency(one: Measured) -> dict[str, str]:
    urgent, calm = of.urgent_ones(one.answers), of.calm_ones(one.answers)
    hard = [answer for answer in calm if answer.message.kind == "hard_calm"]
    scores, truths = of.scores_and_truths(one.answers)
    return {
        "urgent recall": _short(of.at_level(urgent, RINGS)),
        "urgent or unsure recall": _short(of.at_level(urgent, HEARD)),
        "false alarms urgent, calm": _short(of.at_level(calm, RINGS)),
        "false alarms urgent, hard calm": _short(of.at_level(hard, RINGS)),
        "unsure, calm": _short(of.at_level(calm, ASKS)),
        f"recall at {_FALSE_ALARMS} false alarms, by score": f"{recall_at(_FALSE_ALARMS, scores, truths):.3f}",
        "Brier": f"{brier(scores, truths):.4f}",
        "expected calibration error": f"{expected_calibration_error(scores, truths):.3f}",
    }


def _cost(one: Measured) -> dict[str, str]:
    training = one.candidate.training
    times = [answer.ms for answer in one.answers]
    return {
        "parse p50 / p99 ms": f"{percentile(times, 50):.1f} / {percentile(times, 99):.1f}",
        "memory, loaded": f"{one.memory_mb:.0f} MB",
        "model": f"{one.candidate.model_mb:.1f} MB",
        "trained on": f"{one.candidate.examples:,} examples" if one.candidate.examples else "files changed since",
        "training, wall / CPU": _seconds(one.candidate),
        "epochs; own examples right": _epochs(training),
    }


def _seconds(candidate: Candidate) -> str:
    """Says so when the time was taken with another number of examples."""
    training = candidate.training
    if training is None:
        return _NOT_KNOWN
    other = f" ({training.examples:,} examples)" if training.examples != candidate.examples else ""
    return f"{training.seconds:.0f} / {training.cpu_seconds:.0f} s{other}"


def _epochs(training: Training | None) -> str:
    if training is None or training.epochs is None:
        return _NOT_KNOWN
    return f"{training.epochs}; {training.fit:.3f}" if training.fit is not None else str(training.epochs)


def _short(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f}-{high:.3f})"
