"""What is said so plainly that nothing is weighed against it: data/plainly.yml, in the language of word_patterns.
Called by the actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.text import fold
from casework.word_patterns import PatternIsInvalid, Sentence, WordPattern, compile_pattern
from casework.yaml_files import DATA, read_yaml

LONGEST = 45  # words, where an entry says no other
_FIELDS = {"answer", "patterns", "unless", "after", "given", "speaker", "minor", "asks", "longest"}


class PlainlyIsInvalid(ValueError):
    """plainly.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class Said:
    """A message, and what it is said in the light of. `last`: the answer before it; `given`: all that were given."""

    text: str
    asks: bool = False
    last: str = ""
    given: frozenset[str] = frozenset()
    speaker: str = "unsaid"
    minor: str | None = None


@dataclass(frozen=True)
class Entry:
    """`patterns`: one must be there, none of `unless`. `after` and `given`: beginnings of answers; `asks`: None for
    both. An empty `speaker` or `minor` stands for anybody."""

    answer: str
    patterns: tuple[WordPattern, ...]
    unless: tuple[WordPattern, ...]
    after: tuple[str, ...]
    given: tuple[str, ...]
    speaker: frozenset[str]
    minor: frozenset[str]
    asks: bool | None
    longest: int

    def fits(self, said: Said, read: Sentence) -> bool:
        return self._is_of_this_moment(said) and any(p.is_in(read) for p in self.patterns) and not self._denied(read)

    def _denied(self, read: Sentence) -> bool:
        return any(pattern.is_in(read) for pattern in self.unless)

    def _is_of_this_moment(self, said: Said) -> bool:
        if len(said.text.split()) > self.longest or self.asks not in {None, said.asks}:
            return False
        if (self.speaker and said.speaker not in self.speaker) or (self.minor and said.minor not in self.minor):
            return False
        if self.after and not said.last.startswith(self.after):
            return False
        return not self.given or any(answer.startswith(self.given) for answer in said.given)


class Plainly:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    def answer(self, said: Said) -> str | None:
        """Of the first entry that fits."""
        read = Sentence.of(fold(said.text))
        return next((entry.answer for entry in self.entries if entry.fits(said, read)), None)

    def all_ids(self) -> frozenset[str]:
        return frozenset(entry.answer for entry in self.entries)


def load_plainly(path: Path | None = None) -> Plainly:
    """Raises PlainlyIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "plainly.yml")
    try:
        families = {str(name): list(map(str, words)) for name, words in data["families"].items()}
        return Plainly(_entry(entry, families) for entry in data["entries"])
    except (KeyError, TypeError, AttributeError, PatternIsInvalid) as error:
        raise PlainlyIsInvalid(f"plainly.yml: {error}") from None


def _entry(entry: Mapping[str, Any], families: Mapping[str, Sequence[str]]) -> Entry:
    if strange := entry.keys() - _FIELDS:
        raise PlainlyIsInvalid(f"plainly.yml: {entry.get('answer')}: unknown: {sorted(strange)}")
    patterns, unless = (
        tuple(compile_pattern(str(written), families) for written in entry.get(key) or ())
        for key in ("patterns", "unless")
    )
    return Entry(
        str(entry["answer"]), patterns, unless,
        tuple(entry.get("after") or ()), tuple(entry.get("given") or ()),
        frozenset(entry.get("speaker") or ()), frozenset(map(str, entry.get("minor") or ())),
        entry.get("asks"), int(entry.get("longest", LONGEST)),
    )  # fmt: skip
