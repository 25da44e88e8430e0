"""The small language of `data/urgency_rules.yml`: patterns of words that a reader can check. Called by urgency_rules.

A pattern is written in words, in the order in which they are said:
  mot            that word                     mot*        any word that begins so
  un|deux        one of them (un_mot_ou|deux)  {famille}   any word or phrase of that family
  (mot)          may be missing                ..          up to three words between
  ...            up to eight words between
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GAPS = {"..": r"(?: \S+){0,3} ", "...": r"(?: \S+){0,8} "}
FAMILY = re.compile(r"\{([a-z_0-9]+)\}")


class PatternIsInvalid(ValueError):
    """A pattern names an unknown family, or begins or ends with a gap or a word that may be missing."""


@dataclass(frozen=True)
class WordPattern:
    """`anchors`: words, or beginnings (`tu*`), of which one must be there: without it the pattern is not tried."""

    written: str
    regex: re.Pattern[str]
    anchors: frozenset[str]
    words: frozenset[str]


def compile_pattern(written: str, families: Mapping[str, Sequence[str]]) -> WordPattern:
    """Works on folded text. Raises PatternIsInvalid."""
    elements = written.split()
    if not elements or any(not _is_required(element) for element in (elements[0], elements[-1])):
        raise PatternIsInvalid(f"« {written} » must begin and end with a word")
    required = [_choices(element, families) for element in elements if _is_required(element)]
    return WordPattern(
        written=written,
        regex=re.compile(rf"(?<!\S){_regex(elements, families)}(?!\S)"),
        anchors=frozenset(choice.split()[0] for choice in max(required, key=_rarity)),
        words=frozenset(word for choices in required for choice in choices for word in choice.split()),
    )


def _regex(elements: list[str], families: Mapping[str, Sequence[str]]) -> str:
    regex = ""
    for element, following in zip(elements, [*elements[1:], None], strict=True):
        if element in GAPS:
            regex += GAPS[element]
        elif not _is_required(element):
            regex += f"(?:{_one_of(_choices(element.strip('()'), families))} )?"
        else:
            regex += _one_of(_choices(element, families))
            regex += "" if following is None or following in GAPS else " "
    return regex


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
