"""What a child up to 12 asks or says in its own words: data/child_talk.yml, in the language of word_patterns.
Also who took the telephone back from a child. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.text import fold, sentences
from casework.word_patterns import PatternIsInvalid, Sentence, WordPattern, compile_pattern
from casework.yaml_files import DATA, read_yaml

LONGEST = 18  # words: a longer message tells a story
LONGEST_ALONE = 5  # words of « non, c’est papa »


class ChildTalkIsInvalid(ValueError):
    """child_talk.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class Patterns:
    """One of `fit` must be there, and none of `unless`."""

    fit: tuple[WordPattern, ...]
    unless: tuple[WordPattern, ...]

    def are_in(self, read: Sentence) -> bool:
        return any(p.is_in(read) for p in self.fit) and not any(p.is_in(read) for p in self.unless)


@dataclass(frozen=True)
class Asked:
    """`answer`: an answer of the content; `told`: never of a question; `faint_too`: also beside a faint danger."""

    answer: str
    patterns: Patterns
    longest: int
    faint_too: bool
    told: bool

    def fits(self, text: str, read: Sentence, faint: bool) -> bool:
        if (faint and not self.faint_too) or (self.told and text.rstrip().endswith("?")):
            return False
        return len(text.split()) <= self.longest and self.patterns.are_in(read)


class ChildTalk:
    def __init__(
        self, entries: Sequence[Asked], again: Patterns, alone: Patterns, meeting: Patterns, stranger: Patterns
    ) -> None:
        self.entries, self._again, self._alone = tuple(entries), again, alone
        self._meeting, self._stranger = meeting, stranger

    def all_ids(self) -> frozenset[str]:
        return frozenset(entry.answer for entry in self.entries)

    def answer_in(self, text: str, *, faint: bool = False) -> str | None:
        """The answer to what a child says; `faint`: somebody may be in danger, only some entries are believed."""
        read = _read(text)
        return next((entry.answer for entry in self.entries if entry.fits(text, read, faint)), None)

    def is_to_meet(self, text: str, *, spoken_of: bool) -> bool:
        """« il veut kon se voie en vrai », « il m’a donné rdv samedi », « il veut mon adresse »: to a minor.
        `spoken_of`: somebody met on a screen was, just before."""
        read = _read(text)
        return self._meeting.are_in(read) and (spoken_of or self._stranger.are_in(read))

    def is_an_adult_again(self, text: str) -> bool:
        """« c’est papa, désolé, il m’a piqué le tél »"""
        read = _read(text)
        return self._again.are_in(read) or (len(text.split()) <= LONGEST_ALONE and self._alone.are_in(read))


def load_child_talk(path: Path | None = None) -> ChildTalk:
    """Raises ChildTalkIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "child_talk.yml")
    try:
        families = {str(name): list(map(str, words)) for name, words in data["families"].items()}
        adult, meeting = data["adult_again"], data["meeting"]
        return ChildTalk(
            [_asked(entry, families) for entry in data["entries"]],
            _patterns(adult["patterns"], adult["unless"], families),
            _patterns(adult["alone"], adult["unless"], families),
            _patterns(meeting["patterns"], meeting["unless"], families),
            _patterns(meeting["of_a_stranger"], (), families),
        )
    except (KeyError, TypeError, AttributeError, PatternIsInvalid) as error:
        raise ChildTalkIsInvalid(f"child_talk.yml: {error}") from None


def _asked(entry: Mapping[str, Any], families: Mapping[str, Sequence[str]]) -> Asked:
    return Asked(
        str(entry["answer"]),
        _patterns(entry["patterns"], entry.get("unless") or (), families),
        int(entry.get("longest", LONGEST)),
        bool(entry.get("faint_too")),
        bool(entry.get("told")),
    )


def _patterns(fit: Sequence[Any], unless: Sequence[Any], families: Mapping[str, Sequence[str]]) -> Patterns:
    fits, nots = (tuple(compile_pattern(str(p), families) for p in written) for written in (fit, unless))
    return Patterns(fits, nots)


def _read(text: str) -> Sentence:
    return Sentence.of(" . ".join(fold(sentence) for sentence in sentences(text)))
