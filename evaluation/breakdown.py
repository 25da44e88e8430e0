"""Our figures in detail, as lines of text: by kind of urgency, style, kind of message, author; weak intents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evaluation import answers as of
from evaluation.answers import ASKS, HEARD, RINGS, Answer
from evaluation.figures import Share

_WIDTH = 26
Key = Callable[[Answer], str]


def breakdown(answers: Sequence[Answer]) -> list[str]:
    """The whole text, a line each, without the comparison."""
    return [*recall_lines(answers), *false_alarm_lines(answers), *intent_lines(answers)]


def recall_lines(answers: Sequence[Answer]) -> list[str]:
    urgent = of.urgent_ones(answers)
    keys: dict[str, Key] = {
        "kind of urgency": lambda a: a.message.label.removeprefix("urgent_"),
        "style": lambda a: a.message.style,
        "how it is said": lambda a: a.message.kind,
        "author": lambda a: a.message.author,
    }
    lines = ["", "Recall of urgent messages: at urgent | at urgent or unsure", _both("all", urgent)]
    for title, key in keys.items():
        lines += [f" by {title}", *(_both(name, some) for name, some in of.grouped(urgent, key).items())]
    return lines


def false_alarm_lines(answers: Sequence[Answer]) -> list[str]:
    calm = of.calm_ones(answers)
    groups = {"all calm": calm, **of.grouped(calm, lambda a: a.message.kind)}
    groups |= {f"calm, {style}": some for style, some in of.grouped(calm, lambda a: a.message.style).items()}
    lines = ["", "False alarms on calm messages: at urgent | at unsure"]
    return lines + [_line(name, of.at_level(some, RINGS), of.at_level(some, ASKS)) for name, some in groups.items()]


def intent_lines(answers: Sequence[Answer]) -> list[str]:
    styles = of.grouped(answers, lambda a: a.message.style)
    weak = of.weak_intents(answers)
    return [
        "",
        f"Intents, top level: accuracy {of.accuracy(answers)}, macro F1 {of.f1(answers):.3f}",
        *(_line(style, of.accuracy(some)) for style, some in styles.items()),
        " with 10 messages or more and under 0.70:" + ("" if weak else " none"),
        *(_line(name, share) for name, share in weak.items()),
    ]


def _both(name: str, answers: Sequence[Answer]) -> str:
    return _line(name, of.at_level(answers, RINGS), of.at_level(answers, HEARD))


def _line(name: str, *shares: Share) -> str:
    return f"  {name:<{_WIDTH}}" + " | ".join(str(share) for share in shares)
