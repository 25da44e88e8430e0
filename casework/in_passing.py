"""What is said in passing, of the assistant or of the talk, whatever it was read as: data/in_passing.yml.

Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casework.text import only_words
from casework.words import Words
from casework.yaml_files import DATA, read_yaml

# Of a message; less where it was not understood otherwise.
ENOUGH_OF_IT, ENOUGH_OF_WHAT_IS_UNCLEAR = 0.45, 0.3
LONGEST = 18  # words


class InPassingIsInvalid(ValueError):
    """in_passing.yml is not `answer: [phrases]`."""


class InPassing:
    """For each answer the phrases by which people say it; they must make up much of a short message."""

    def __init__(self, lists: Mapping[str, Words]) -> None:
        self._lists = lists

    def all_ids(self) -> frozenset[str]:
        return frozenset(self._lists)

    def said(self, text: str, unclear: bool = False) -> str | None:
        """The answer to a message that says little else."""
        words = only_words(text)
        if not words or len(words.split()) > LONGEST:
            return None
        shares = {answer: self.share(answer, words) for answer in self.all_ids() if self._lists[answer].are_in(words)}
        best = max(shares, key=lambda answer: shares[answer], default=None)
        enough = ENOUGH_OF_WHAT_IS_UNCLEAR if unclear else ENOUGH_OF_IT
        return best if best is not None and shares[best] >= enough else None

    def share(self, answer: str, text: str) -> float:
        """How much of the text all phrases of that answer make up together, 0 to 1."""
        rest = self._lists[answer].taken_out_of(text).replace(" ", "")
        return 1 - len(rest) / max(1, len(text.replace(" ", "")))

    def is_said(self, text: str) -> bool:
        return self.said(text) is not None


def load_in_passing(path: Path | None = None) -> InPassing:
    """Raises InPassingIsInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "in_passing.yml")
    try:
        return InPassing({str(id): Words(map(only_words, map(str, words))) for id, words in data.items()})
    except (AttributeError, TypeError) as error:
        raise InPassingIsInvalid(f"in_passing.yml: {error}") from None
