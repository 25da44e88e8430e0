"""Does a message speak of danger now? Readable rules, sentence by sentence. Called by components and by bot's lifeline.

Points are added for each sign of danger, once a reason; dampers take points back (a film, a negation, a past that
is over). The rules are in `data/urgency_rules.yml`. No word of religion, origin or ideology is a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from casework.text import fold, sentences
from casework.urgency_rules import Kind, Sign, UrgencyRules, load_rules
from casework.word_patterns import WordPattern

Level = Literal["urgent", "unsure", "none"]
KINDS: tuple[Kind, ...] = ("attack", "departure", "suicide", "danger")
# What stands in other sentences than the worst one counts for half: long calm stories gather words.
ELSEWHERE = 0.5
# Words before a sign that are searched for a negation (« il n’a pas d’arme »).
WORDS_BEFORE = 4


@dataclass(frozen=True)
class Urgency:
    """`score`: 0 to 1, 0.5 where urgent begins; `reasons`: French words for the staff, the weightiest first."""

    level: Level
    kind: Kind | None
    score: float
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"level": self.level, "kind": self.kind, "score": self.score, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Found:
    """One sign in one sentence, with the points that are left of it."""

    sign: Sign
    points: float


def judge(text: str, rules: UrgencyRules | None = None) -> Urgency:
    """Reads any text, however long or broken."""
    known = rules or _default_rules()
    read = [known.vocabulary.corrected(fold(sentence)) for sentence in sentences(text)]
    found = [_signs_in(sentence, known) for sentence in read]
    points = _total(found) - _damped(" . ".join(read), known, "message")
    score = round(max(points, 0) / (max(points, 0) + known.urgent_from), 3)
    if points < known.unsure_from:
        return Urgency("none", None, score, ())
    best = _best_by_reason(found)
    return Urgency("urgent" if points >= known.urgent_from else "unsure", _kind(best), score, _reasons(best))


def hint_of(text: str, rules: UrgencyRules | None = None) -> str | None:
    """`partner` or `missing_child` when the message says so: which numbers `urgent_replies` adds."""
    known = rules or _default_rules()
    folded = known.vocabulary.corrected(fold(text))
    return next((hint for hint, patterns in known.hints.items() if _any_in(patterns, folded)), None)


@lru_cache(maxsize=1)
def _default_rules() -> UrgencyRules:
    return load_rules()


def _signs_in(sentence: str, rules: UrgencyRules) -> list[Found]:
    """The signs of a sentence with their points, lowered in proportion by what dampens the sentence."""
    signs = [sign for sign in rules.signs if _is_said(sign, sentence, rules)]
    strongest = _strongest(signs)
    danger = sum(sign.points for sign in strongest if sign.kind != "support")
    if not danger:
        return []
    left = max(0.0, danger - _damped(sentence, rules, "sentence")) / danger
    return [Found(sign, sign.points * left) for sign in strongest]


def _strongest(signs: Iterable[Sign]) -> list[Sign]:
    """One sign a reason: the one with most points."""
    best: dict[str, Sign] = {}
    for sign in signs:
        if sign.reason not in best or sign.points > best[sign.reason].points:
            best[sign.reason] = sign
    return list(best.values())


def _is_said(sign: Sign, sentence: str, rules: UrgencyRules) -> bool:
    for pattern in sign.patterns:
        for match in pattern.regex.finditer(sentence):
            if (sign.even_negated or not _is_negated(sentence, match.span(), rules)) and not _any_in(
                sign.unless, sentence
            ):
                return True
    return False


def _is_negated(sentence: str, span: tuple[int, int], rules: UrgencyRules) -> bool:
    """A negation inside the sign, or just before it in the same clause."""
    inside = sentence[span[0] : span[1]].split()
    if rules.negations & set(inside):
        return True
    if inside[0] in rules.clause_starts:
        return False
    for word in reversed(sentence[: span[0]].split()[-WORDS_BEFORE:]):
        if word in rules.negations:
            return True
        if word in rules.clause_starts:
            return False
    return False


def _any_in(patterns: Iterable[WordPattern], sentence: str) -> bool:
    return any(pattern.regex.search(sentence) for pattern in patterns)


def _damped(folded: str, rules: UrgencyRules, reach: str) -> float:
    return sum(d.points for d in rules.dampers if d.reach == reach and _any_in(d.patterns, folded))


def _total(found: Sequence[Sequence[Found]]) -> float:
    """All of the worst sentence, and half of the reasons that only other sentences give."""
    if not any(found):
        return 0.0
    worst = max(found, key=_points)
    here = {each.sign.reason: each.points for each in worst}
    return sum(max(here.get(reason, 0.0), ELSEWHERE * each.points) for reason, each in _best_by_reason(found).items())


def _points(found: Iterable[Found]) -> float:
    return sum(each.points for each in found)


def _best_by_reason(found: Iterable[Iterable[Found]]) -> dict[str, Found]:
    best: dict[str, Found] = {}
    for each in (each for sentence in found for each in sentence):
        if each.sign.reason not in best or each.points > best[each.sign.reason].points:
            best[each.sign.reason] = each
    return best


def _kind(best: dict[str, Found]) -> Kind:
    """The kind with most points; a farewell alone could be any of them and is treated as danger."""
    points = {kind: sum(each.points for each in best.values() if each.sign.kind == kind) for kind in KINDS}
    likeliest = max(KINDS, key=lambda kind: points[kind])
    return likeliest if points[likeliest] else "danger"


def _reasons(best: dict[str, Found]) -> tuple[str, ...]:
    """Supporting circumstances come last."""
    ordered = sorted(best.values(), key=lambda each: (each.sign.kind == "support", -each.points))
    return tuple(each.sign.reason for each in ordered if each.points > 0)
