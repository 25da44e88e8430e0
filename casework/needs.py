"""Services asked for by what they do (« un psy gratuit », « une fugue »): data/needs.yml. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casework.words import Words, best_match, comparable
from casework.yaml_files import DATA, read_yaml


class NeedsAreInvalid(ValueError):
    """needs.yml is not `answer: [words]`."""


class Needs:
    """For each answer the words by which people ask for what it does; beginnings of words count."""

    def __init__(self, lists: Mapping[str, Words]) -> None:
        self._lists = lists

    def answer(self, text: str) -> str | None:
        """The answer whose phrase found in `text` is the longest."""
        return best_match(text, self._lists)

    def share(self, answer: str, text: str) -> float:
        """How much of the text the phrase of that answer makes up, 0 to 1."""
        return self._lists[answer].longest_in(text) / max(1, len(comparable(text)))

    def all_ids(self) -> frozenset[str]:
        return frozenset(self._lists)


def load_needs(path: Path | None = None) -> Needs:
    """Raises NeedsAreInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "needs.yml")
    try:
        return Needs({str(answer): Words(words, whole=False) for answer, words in data.items()})
    except (AttributeError, TypeError) as error:
        raise NeedsAreInvalid(f"needs.yml: {error}") from None
