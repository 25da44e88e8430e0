"""Follow-ups of a few words (« c’est payant ? », « et après ? »), answered by what was spoken of before.

Read from data/follow_ups.yml. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.in_context import Reading
from casework.words import Words, comparable
from casework.yaml_files import DATA, read_yaml

# What can be said of the service that was just spoken of.
ASPECTS = ("cost", "hours", "place", "phone")


class FollowUpsAreInvalid(ValueError):
    """follow_ups.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class FollowUp:
    """`after`: beginning of the last answer -> answer; `aspect`: said of the last service; else `otherwise`.
    `reading`: the learned reading that means the same (in_context.yml)."""

    words: Words
    otherwise: str
    aspect: str | None
    after: Mapping[str, str]
    reading: str | None = None

    def answer(self, last: str) -> str:
        """An answer, or « aspect:service » when the last answer was about a service."""
        if self.aspect and last.startswith("service/"):
            return f"{self.aspect}:{last.removeprefix('service/')}"
        fitting = [begin for begin in self.after if last.startswith(begin)]
        return self.after[max(fitting, key=len)] if fitting else self.otherwise


class FollowUps:
    def __init__(self, entries: Sequence[FollowUp]) -> None:
        self.entries = tuple(entries)
        self._by_reading = {entry.reading: entry for entry in entries if entry.reading}

    def answer(self, text: str, last: str) -> str | None:
        """What a short text asks after the answer `last`; the entry whose words found are the longest wins."""
        longest, entry = self._longest(text)
        return entry.answer(last) if longest else None

    def answer_for(self, reading: str, last: str) -> str:
        """The same for a learned reading. Raises KeyError for one that no entry names."""
        return self._by_reading[reading].answer(last)

    def answer_of(self, reading: Reading, last: str) -> str | None:
        """What a learned reading gets after the answer `last`: by its entry here, or the answer of its own."""
        return self.answer_for(reading.entry, last) if reading.entry else reading.answer

    def share(self, text: str) -> float:
        """How much of the text its phrase makes up, 0 to 1."""
        return self._longest(text)[0] / max(1, len(comparable(text)))

    def _longest(self, text: str) -> tuple[int, FollowUp]:
        lengths = [(entry.words.longest_in(text), entry) for entry in self.entries]
        return max(lengths, key=lambda pair: pair[0])


def load_follow_ups(path: Path | None = None) -> FollowUps:
    """Raises FollowUpsAreInvalid, YamlFileIsInvalid."""
    data: Sequence[Mapping[str, Any]] = read_yaml(path or DATA / "follow_ups.yml")
    try:
        return FollowUps([_entry(entry) for entry in data])
    except (KeyError, TypeError, AttributeError) as error:
        raise FollowUpsAreInvalid(f"follow_ups.yml: {error!r} is missing or of the wrong form") from None


def _entry(data: Mapping[str, Any]) -> FollowUp:
    aspect = data.get("aspect")
    if aspect is not None and aspect not in ASPECTS:
        raise FollowUpsAreInvalid(f"follow_ups.yml: {aspect}: an aspect is one of {ASPECTS}")
    return FollowUp(
        Words(data["words"]), str(data["otherwise"]), aspect, dict(data.get("after") or {}), data.get("reading")
    )
