"""From scores and rules to one level, one kind, one intent. Called by urgency_detector.py and evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from casework.urgency import Level, Urgency
from casework.urgency_rules import Kind
from components.thresholds import Thresholds

_LEVELS: tuple[Level, ...] = ("none", "unsure", "urgent")


def urgent_share(ranking: Sequence[dict[str, Any]]) -> float:
    """How much of the classifier's confidence lies on urgent intents."""
    return float(sum(entry["confidence"] for entry in ranking if entry["name"].startswith("urgent_")))


def likeliest_kind(ranking: Sequence[dict[str, Any]]) -> Kind:
    """attack, departure, suicide or danger: the kind the classifier prefers."""
    urgent = [entry["name"] for entry in ranking if entry["name"].startswith("urgent_")]
    return cast(Kind, urgent[0].removeprefix("urgent_")) if urgent else "danger"


def decide(learned: float, ranking: Sequence[dict[str, Any]], rules: Urgency, thresholds: Thresholds) -> Urgency:
    """The higher of what was learned and what the rules say; the rules' kind and reasons when they have any."""
    score = (learned + urgent_share(ranking)) / 2
    by_score: Level = "urgent" if score >= thresholds.urgent else "unsure" if score >= thresholds.unsure else "none"
    level = max(by_score, rules.level, key=_LEVELS.index)
    if level == "none":
        return Urgency("none", None, score, ())
    return Urgency(level, rules.kind or likeliest_kind(ranking), score, rules.reasons)


def outward_intent(
    urgency: Urgency, calm: Sequence[dict[str, Any]], ranking: Sequence[dict[str, Any]], thresholds: Thresholds
) -> dict[str, Any]:
    """The intent that the dialogue's rules see."""
    if urgency.level == "urgent":
        return {"name": f"urgent_{urgency.kind}", "confidence": max(urgency.score, 0.5)}
    if urgency.level == "unsure":
        return {"name": "check_urgency", "confidence": max(urgency.score, 0.5)}
    if calm[0]["confidence"] < thresholds.understood:
        return {"name": "nlu_fallback", "confidence": 1 - calm[0]["confidence"]}
    return calm[0]
