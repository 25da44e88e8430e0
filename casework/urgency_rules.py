"""The readable rules of urgency: what counts, how much, and what takes it back. Read from `data/urgency_rules.yml`.

Called by casework.urgency. The file is meant to be read and changed by professionals; it is checked at start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from casework.text import only_words
from casework.vocabulary import Vocabulary
from casework.word_patterns import FAMILY, GAPS, PatternIsInvalid, WordPattern, compile_pattern
from casework.yaml_files import DATA, YamlFileIsInvalid, read_yaml

Kind = Literal["attack", "departure", "suicide", "danger"]
# `shared`: could be several kinds (a farewell). `support`: counts only beside a sign of danger (a date).
SignKind = Literal["attack", "departure", "suicide", "danger", "shared", "support"]
Reach = Literal["sentence", "message"]


class UrgencyRulesAreInvalid(ValueError):
    """The file cannot be used: the message says which rule is wrong, and how."""


@dataclass(frozen=True)
class Sign:
    """`reason`: French words for the staff; the same reason counts once. `even_negated`: « ne répond plus »."""

    reason: str
    kind: SignKind
    points: float
    patterns: tuple[WordPattern, ...]
    unless: tuple[WordPattern, ...]
    even_negated: bool


@dataclass(frozen=True)
class Damper:
    """Takes points away: from its sentence, or from the whole message (`reach`); not where `unless` stands too."""

    name: str
    points: float
    reach: Reach
    patterns: tuple[WordPattern, ...]
    unless: tuple[WordPattern, ...]


@dataclass(frozen=True)
class WordPoints:
    """What single words and pairs of neighbours add: learned, small, and limited downwards (`never_below`)."""

    start: float
    points: Mapping[str, float]
    never_below: float
    reason: str
    never_learned: frozenset[str]

    def of(self, found: Iterable[str]) -> float:
        return max(self.start + sum(self.points.get(each, 0.0) for each in found), self.never_below)


@dataclass(frozen=True)
class UrgencyRules:
    """`urgent_from`, `unsure_from`: points. `held`: reasons that are asked about however calm the rest sounds. `hints`:
    what a message says beyond its kind (partner, missing_child)."""

    urgent_from: float
    unsure_from: float
    held: frozenset[str]
    words: WordPoints
    signs: tuple[Sign, ...]
    dampers: tuple[Damper, ...]
    hints: Mapping[str, tuple[WordPattern, ...]]
    negations: frozenset[str]
    negations_behind: frozenset[str]
    clause_starts: frozenset[str]
    vocabulary: Vocabulary


def load_rules(path: Path | None = None, words_path: Path | None = None) -> UrgencyRules:
    """Raises UrgencyRulesAreInvalid."""
    try:
        return _rules(
            read_yaml(path or DATA / "urgency_rules.yml"), read_yaml(words_path or DATA / "urgency_words.yml")
        )
    except (YamlFileIsInvalid, PatternIsInvalid, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UrgencyRulesAreInvalid(f"urgency rules: {error}") from None


def _rules(data: Mapping[str, Any], learned: Mapping[str, Any]) -> UrgencyRules:
    families = {name: _folded(words) for name, words in data["families"].items()}
    signs = tuple(_sign(entry, families) for entry in data["signs"])
    dampers = tuple(_damper(entry, families) for entry in data["dampers"])
    hints = {name: _patterns(written, families) for name, written in data["hints"].items()}
    urgent_from, unsure_from = float(data["levels"]["urgent"]), float(data["levels"]["unsure"])
    if not 0 < unsure_from < urgent_from:
        raise ValueError("levels: unsure must begin below urgent")
    held = frozenset(map(str, data["held"]))
    if strange := held - {sign.reason for sign in signs}:
        raise ValueError(f"held: {sorted(strange)} is no sign's reason")
    all_patterns = [*(p for sign in signs for p in sign.patterns), *(p for damper in dampers for p in damper.patterns)]
    words = {word for pattern in all_patterns for word in pattern.words}
    return UrgencyRules(
        urgent_from=urgent_from,
        unsure_from=unsure_from,
        held=held,
        words=_words(data["words"], learned),
        signs=signs,
        dampers=dampers,
        hints=hints,
        negations=frozenset(data["negations"]),
        negations_behind=frozenset(data["negations_behind"]),
        clause_starts=frozenset(data["clause_starts"]),
        vocabulary=Vocabulary(words, _single_words(data["often_mistyped"]), _single_words(data["usual_words"])),
    )


def _words(rule: Mapping[str, Any], learned: Mapping[str, Any]) -> WordPoints:
    points = {str(word): float(points) for word, points in learned["words"].items()}
    return WordPoints(
        start=float(learned["start"]),
        points=points,
        never_below=float(rule["never_below"]),
        reason=str(rule["reason"]),
        never_learned=frozenset(map(only_words, rule["never_learned"])),
    )


def _sign(entry: Mapping[str, Any], families: Mapping[str, list[str]]) -> Sign:
    if strange := entry.keys() - {"reason", "kind", "points", "patterns", "unless", "even_negated"}:
        raise ValueError(f"sign « {entry.get('reason')} »: {sorted(strange)} is not known")
    if entry["kind"] not in get_args(SignKind) or not float(entry["points"]) > 0:
        raise ValueError(f"sign « {entry['reason']} »: wrong kind or points")
    return Sign(
        reason=entry["reason"],
        kind=entry["kind"],
        points=float(entry["points"]),
        patterns=_patterns(entry["patterns"], families),
        unless=_patterns(entry.get("unless") or (), families),
        even_negated=bool(entry.get("even_negated", False)),
    )


def _damper(entry: Mapping[str, Any], families: Mapping[str, list[str]]) -> Damper:
    if entry["reach"] not in get_args(Reach) or not float(entry["points"]) > 0:
        raise ValueError(f"damper « {entry['name']} »: wrong reach or points")
    return Damper(
        name=entry["name"],
        points=float(entry["points"]),
        reach=entry["reach"],
        patterns=_patterns(entry["patterns"], families),
        unless=_patterns(entry.get("unless") or (), families),
    )


def _patterns(written: Iterable[str], families: Mapping[str, list[str]]) -> tuple[WordPattern, ...]:
    return tuple(compile_pattern(_folded_pattern(each), families) for each in written)


def _folded_pattern(written: str) -> str:
    """Words are compared without accents and apostrophes, as messages are; the marks stay."""
    return " ".join(_folded_element(element) for element in written.split())


def _folded_element(element: str) -> str:
    if element in GAPS:
        return element
    if element.startswith("("):
        return f"({_folded_element(element.strip('()'))})"
    if FAMILY.fullmatch(element):
        return element
    choices = [choice if choice.startswith("{") else _folded_choice(choice) for choice in element.split("|")]
    return "|".join(choices) if len(choices) > 1 else choices[0].replace("_", " ")


def _folded_choice(choice: str) -> str:
    star = "*" if choice.endswith("*") else ""
    return only_words(choice).replace(" ", "_") + star


def _folded(words: Iterable[Any]) -> list[str]:
    return [only_words(str(word)) + ("*" if str(word).endswith("*") else "") for word in words]


def _single_words(words: Iterable[Any]) -> list[str]:
    return [part for word in words for part in only_words(str(word)).split()]
