"""The small language of `data/urgency_rules.yml`: patterns of words that a reader can check. Called by urgency_rules.

A pattern is written in words, in the order in which they are said:
  mot            that word                     mot*        any word that begins so
  un|deux        one of them (un_mot_ou|deux)  {famille}   any word or phrase of that family
  (mot)          may be missing                ..          up to three words between
  ...            up to eight words between
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

GAPS = {"..": r"(?:\S+ ){0,3}", "...": r"(?:\S+ ){0,8}"}
FAMILY = re.compile(r"\{([a-z_0-9]+)\}")


class PatternIsInvalid(ValueError):
    """A pattern names an unknown family, or begins or ends with a gap or a word that may be missing."""


@dataclass(frozen=True)
class Sentence:
    """Folded text, and its words as a set."""

    text: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Sentence:
        return cls(text, frozenset(text.split()))


@dataclass(frozen=True)
class WordPattern:
    """`anchors` (and `stems`, beginnings of words): one of them must be there, else the pattern is not even tried."""

    written: str
    regex: re.Pattern[str]
    anchors: frozenset[str]
    stems: tuple[str, ...]
    words: frozenset[str]

    def matches(self, sentence: Sentence) -> Iterator[re.Match[str]]:
        if self._may_be_in(sentence.words):
            yield from self.regex.finditer(sentence.text)

    def is_in(self, sentence: Sentence) -> bool:
        return self._may_be_in(sentence.words) and self.regex.search(sentence.text) is not None

    def _may_be_in(self, words: frozenset[str]) -> bool:
        if not self.anchors.isdisjoint(words):
            return True
        return bool(self.stems) and any(word.startswith(self.stems) for word in words)


def compile_pattern(written: str, families: Mapping[str, Sequence[str]]) -> WordPattern:
    """Works on folded text. Raises PatternIsInvalid."""
    elements = written.split()
    if not elements or any(not _is_required(element) for element in (elements[0], elements[-1])):
        raise PatternIsInvalid(f"« {written} » must begin and end with a word")
    required = [_choices(element, families) for element in elements if _is_required(element)]
    first_words = {choice.split()[0] for choice in max(required, key=_rarity)}
    return WordPattern(
        written=written,
        regex=re.compile(rf"(?<!\S){_regex(elements, families)}(?!\S)"),
        anchors=frozenset(word for word in first_words if not word.endswith("*")),
        stems=tuple(word[:-1] for word in first_words if word.endswith("*")),
        words=frozenset(word for choices in required for choice in choices for word in choice.split()),
    )


def _regex(elements: list[str], families: Mapping[str, Sequence[str]]) -> str:
    """Each element takes the space behind it with it, so that a missing one leaves none."""
    return "".join(_part(element, families) for element in elements).removesuffix(" ")


def _part(element: str, families: Mapping[str, Sequence[str]]) -> str:
    if element in GAPS:
        return GAPS[element]
    one = f"{_one_of(_choices(element.strip('()'), families))} "
    return one if _is_required(element) else f"(?:{one})?"


def _is_required(element: str) -> bool:
    return element not in GAPS and not element.startswith("(")


def _choices(element: str, families: Mapping[str, Sequence[str]]) -> list[str]:
    """The words and phrases that stand for one element."""
    found: list[str] = []
    for choice in element.split("|"):
        family = FAMILY.fullmatch(choice)
        if family and family.group(1) not in families:
            raise PatternIsInvalid(f"the family {choice} is not there")
        found += families[family.group(1)] if family else [choice.replace("_", " ")]
    if not all(choice.strip(" *") for choice in found):
        raise PatternIsInvalid(f"« {element} » holds an empty choice")
    return found


def _one_of(choices: Iterable[str]) -> str:
    longest_first = sorted(set(choices), key=lambda choice: (-len(choice), choice))
    return (
        "(?:" + "|".join(re.escape(choice).replace(r"\*", r"\S*").replace(r"\ ", " ") for choice in longest_first) + ")"
    )


def _rarity(choices: list[str]) -> int:
    """Long words are rare: the element whose shortest first word is the longest makes the best anchor."""
    return min(len(choice.split()[0]) for choice in choices)
