"""From scores and rules to one level, one kind, one intent. Called by urgency_detector.py and evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from casework.urgency import Level, Urgency
from casework.urgency_rules import Kind
from components.thresholds import Thresholds

_LEVELS: tuple[Level, ...] = ("none", "unsure", "urgent")


def likeliest_kind(ranking: Sequence[dict[str, Any]]) -> Kind:
    """attack, departure, suicide or danger: the kind the classifier prefers."""
    urgent = [entry["name"] for entry in ranking if entry["name"].startswith("urgent_")]
    return cast(Kind, urgent[0].removeprefix("urgent_")) if urgent else "danger"


def decide(
    probability: float, ranking: Sequence[dict[str, Any]], rules: Urgency, thresholds: Thresholds, heard: str
) -> Urgency:
    """The higher of what was learned and what the rules say; the rules count one level less where the learned model
    finds the message calm, and no less than a question where one of their reasons is held. The rules' kind and reasons
    when they have any, else the reason `heard`."""
    said = rules.level if probability >= thresholds.doubted else _one_less(rules)
    level = max(_level(probability, thresholds), said, key=_LEVELS.index)
    if level == "none":
        return Urgency("none", None, probability, ())
    return Urgency(level, rules.kind or likeliest_kind(ranking), probability, rules.reasons or (heard,))


def _one_less(rules: Urgency) -> Level:
    return "unsure" if rules.held else _LEVELS[max(0, _LEVELS.index(rules.level) - 1)]


def _level(probability: float, thresholds: Thresholds) -> Level:
    if probability >= thresholds.urgent:
        return "urgent"
    return "unsure" if probability >= thresholds.unsure else "none"


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
