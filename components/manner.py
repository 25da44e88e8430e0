"""How something is said: to whom, laughing, as a public post, about nobody (data/manner.yml). Called by decision.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from casework.text import fold

_FILE = Path(__file__).parent / "data" / "manner.yml"
_MOST = 3


class MannersAreInvalid(ValueError):
    """A manner has none, or more than one, of `words`, `patterns` and `none_of`."""


@dataclass(frozen=True)
class Manner:
    """One way of saying things, known by its words, by its patterns, or by the absence of words."""

    words: frozenset[str] = frozenset()
    patterns: tuple[re.Pattern[str], ...] = ()
    none_of: frozenset[str] = frozenset()

    def times(self, text: str, folded: Sequence[str]) -> int:
        """How often it is heard, at most three times."""
        if self.none_of:
            return int(not self.none_of.intersection(folded))
        if self.patterns:
            return int(any(pattern.search(text) for pattern in self.patterns))
        return min(_MOST, sum(word in self.words for word in folded))


def read_manners(path: Path = _FILE) -> dict[str, Manner]:
    """Raises MannersAreInvalid."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: _manner(name, given) for name, given in listed.items()}


def manners_of(text: str) -> dict[str, int]:
    """Name of the manner -> how often it is heard in the text."""
    folded = fold(text).split()
    return {name: manner.times(text, folded) for name, manner in _known().items()}


@lru_cache(maxsize=1)
def _known() -> dict[str, Manner]:
    return read_manners()


def _manner(name: str, given: dict[str, list[str]]) -> Manner:
    match given:
        case {"words": words, **others} if not others:
            return Manner(words=frozenset(words))
        case {"patterns": patterns, **others} if not others:
            return Manner(patterns=tuple(re.compile(pattern) for pattern in patterns))
        case {"none_of": words, **others} if not others:
            return Manner(none_of=frozenset(words))
    raise MannersAreInvalid(f"{name}: one of `words`, `patterns`, `none_of`")
