"""The messages to read first: urgent ones that were missed, the loudest false alarms, intents wrong and sure of it."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.answers import Answer, calm_ones, urgent_ones

_LONGEST_LIST = 40


def worst_messages(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    """Titled lists, the worst first."""
    urgent, calm = urgent_ones(answers), calm_ones(answers)
    rang = [a for a in calm if a.level == "urgent"]
    wrong = [a for a in calm if not a.right and a.level != "urgent"]
    return {
        "Urgent, and not heard": _by_score([a for a in urgent if a.level == "none"]),
        "Urgent, and only asked back": _by_score([a for a in urgent if a.level == "unsure"]),
        "Calm, and it rang": _by_score(rang)[::-1][:_LONGEST_LIST],
        "Calm, another intent, the surest first": sorted(wrong, key=lambda a: -a.confidence)[:_LONGEST_LIST],
    }


def _by_score(answers: Sequence[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda answer: answer.score)
