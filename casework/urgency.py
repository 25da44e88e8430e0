"""Does a message speak of danger now? Readable rules, sentence by sentence. Called by components and by bot's lifeline.

Points are added for each sign of danger, once a reason; dampers take points back (a film, a negation, a past that
is over); single words add a little (`data/urgency_words.yml`, learned). The signs and dampers are written by hand in
`data/urgency_rules.yml`. No word of religion, origin or ideology counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from casework.text import fold, sentences
from casework.urgency_rules import Kind, Sign, UrgencyRules, load_rules
from casework.word_patterns import Sentence, WordPattern

Level = Literal["urgent", "unsure", "none"]
KINDS: tuple[Kind, ...] = ("attack", "departure", "suicide", "danger")
# What stands in other sentences than the worst one counts for half: long calm stories gather words.
ELSEWHERE = 0.5
# Words before a sign that are searched for a negation (« il n’a pas d’arme »).
WORDS_BEFORE = 4
# A sentence with more words is dictated without marks: what dampens it does so only this many words around a sign.
LONGEST_WITHOUT_MARKS, WORDS_AROUND = 30, 14


@dataclass(frozen=True)
class Urgency:
    """`score`: 0 to 1, 0.5 where urgent begins; `reasons`: French words for the staff, the weightiest first.

    `kind` is None where nothing tells which kind it is; `urgent_replies` then says what fits any danger. `held`: one of
    the reasons is asked about however calm the message sounds otherwise.
    """

    level: Level
    kind: Kind | None
    score: float
    reasons: tuple[str, ...]
    held: bool = False

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
    read = read_sentences(text, known)
    found = [_signs_in(sentence, known) for sentence in read]
    by_signs = _total(found) - _damped(_whole(read), known, "message")
    points = max(0.0, by_signs + known.words.of(features(read)))
    score = round(points / (points + known.urgent_from), 3)
    if points < known.unsure_from:
        return Urgency("none", None, score, ())
    best = _best_by_reason(found)
    reasons = (*_reasons(best), *([known.words.reason] if by_signs < known.unsure_from else []))
    level: Level = "urgent" if points >= known.urgent_from else "unsure"
    return Urgency(level, _kind(best), score, reasons, held=not known.held.isdisjoint(reasons))


def shows_a_sign(text: str, rules: UrgencyRules | None = None) -> bool:
    """At least one question is called for, and not by single words alone (data/urgency_words.yml)."""
    known = rules or _default_rules()
    found = judge(text, known)
    return found.level != "none" and found.reasons != (known.words.reason,)


def hint_of(text: str, rules: UrgencyRules | None = None) -> str | None:
    """`partner` or `missing_child` when the message says so: which numbers `urgent_replies` adds."""
    known = rules or _default_rules()
    read = _whole(read_sentences(text, known))
    return next((hint for hint, patterns in known.hints.items() if _any_in(patterns, read)), None)


def read_sentences(text: str, rules: UrgencyRules) -> list[Sentence]:
    """The sentences as the rules read them: folded, slips put right."""
    return [Sentence.of(rules.vocabulary.corrected(fold(sentence))) for sentence in sentences(text)]


def _whole(read: Iterable[Sentence]) -> Sentence:
    return Sentence.of(" . ".join(sentence.text for sentence in read))


def features(read: Iterable[Sentence]) -> frozenset[str]:
    """The words of what was read and its pairs of neighbours, as points of words are given to them."""
    found: set[str] = set()
    for sentence in read:
        words = sentence.text.split()
        found.update(words, map(" ".join, pairwise(words)))
    return frozenset(found)


@lru_cache(maxsize=1)
def _default_rules() -> UrgencyRules:
    return load_rules()


def _signs_in(sentence: Sentence, rules: UrgencyRules) -> list[Found]:
    """The signs of a sentence with their points, lowered in proportion by what dampens the sentence."""
    signs = [sign for sign in rules.signs if _is_said(sign, sentence, rules)]
    strongest = _strongest(signs)
    danger = sum(sign.points for sign in strongest if sign.kind != "support")
    if not danger:
        return []
    left = max(0.0, danger - _damped(_around(strongest, sentence), rules, "sentence")) / danger
    return [Found(sign, sign.points * left) for sign in strongest]


def _around(signs: Iterable[Sign], sentence: Sentence) -> Sentence:
    """« c’est pour mon gamin … au souper il nous sort demain ils vont payer », in one breath: the words around the
    signs of danger; the whole of a shorter sentence."""
    words = sentence.text.split()
    if len(words) <= LONGEST_WITHOUT_MARKS:
        return sentence
    places: set[int] = set()
    for start, end in (match.span() for sign in signs for p in sign.patterns for match in p.matches(sentence)):
        first, last = (sentence.text[:place].count(" ") for place in (start, end))
        places.update(range(max(0, first - WORDS_AROUND), min(len(words), last + WORDS_AROUND + 1)))
    return Sentence.of(" ".join(words[place] for place in sorted(places)))


def _strongest(signs: Iterable[Sign]) -> list[Sign]:
    """One sign a reason: the one with most points."""
    best: dict[str, Sign] = {}
    for sign in signs:
        if sign.reason not in best or sign.points > best[sign.reason].points:
            best[sign.reason] = sign
    return list(best.values())


def _is_said(sign: Sign, sentence: Sentence, rules: UrgencyRules) -> bool:
    return any(
        sign.even_negated or not _is_negated(sentence.text, match.span(), rules)
        for pattern in sign.patterns
        for match in pattern.matches(sentence)
    ) and not _any_in(sign.unless, sentence)


def _is_negated(sentence: str, span: tuple[int, int], rules: UrgencyRules) -> bool:
    """A negation inside the sign, right behind it, or just before it in the same clause."""
    inside = sentence[span[0] : span[1]].split()
    behind = sentence[span[1] :].split(maxsplit=1)[:1]
    if rules.negations & set(inside) or rules.negations_behind & set(behind):
        return True
    return inside[0] not in rules.clause_starts and _is_negated_before(sentence[: span[0]], rules)


def _is_negated_before(text: str, rules: UrgencyRules) -> bool:
    for word in reversed(text.split()[-WORDS_BEFORE:]):
        if word in rules.negations:
            return True
        if word in rules.clause_starts:
            return False
    return False


def _any_in(patterns: Iterable[WordPattern], sentence: Sentence) -> bool:
    return any(pattern.is_in(sentence) for pattern in patterns)


def _damped(read: Sentence, rules: UrgencyRules, reach: str) -> float:
    return sum(
        d.points
        for d in rules.dampers
        if d.reach == reach and _any_in(d.patterns, read) and not _any_in(d.unless, read)
    )


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


def _kind(best: dict[str, Found]) -> Kind | None:
    """The kind with most points; None where no sign tells (a farewell alone, or words alone)."""
    points = {kind: sum(each.points for each in best.values() if each.sign.kind == kind) for kind in KINDS}
    likeliest = max(KINDS, key=lambda kind: points[kind])
    return likeliest if points[likeliest] else None


def _reasons(best: dict[str, Found]) -> tuple[str, ...]:
    """Supporting circumstances come last."""
    ordered = sorted(best.values(), key=lambda each: (each.sign.kind == "support", -each.points))
    return tuple(each.sign.reason for each in ordered if each.points > 0)
