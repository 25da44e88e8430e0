"""Short answers and context read from a message by the word lists of data/dialogue.yml. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casework.words import Words, best_match
from casework.yaml_files import DATA, read_yaml

CONTEXT_KEYS = ("speaker", "minor", "place")


class DialogueWordsAreInvalid(ValueError):
    """dialogue.yml is not `list: {meaning: [words]}`; the text says what is wrong."""


class DialogueWords:
    """One group of word lists for each thing the assistant can be waiting for, or wants to know."""

    def __init__(self, groups: Mapping[str, Mapping[str, Words]]) -> None:
        self._groups = groups

    def meaning(self, group: str, text: str) -> str | None:
        """What `text` means as an answer of that group; None when no word of it is there."""
        return best_match(text, self._groups[group])

    def context_in(self, text: str) -> dict[str, str]:
        """speaker, minor and place, as far as the text says them."""
        found = {key: self.meaning(key, text) for key in CONTEXT_KEYS}
        return {key: value for key, value in found.items() if value is not None}


def load_dialogue_words(path: Path | None = None) -> DialogueWords:
    """Raises DialogueWordsAreInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "dialogue.yml")
    try:
        return DialogueWords(
            {group: {meaning: Words(words) for meaning, words in meanings.items()} for group, meanings in data.items()}
        )
    except (AttributeError, TypeError) as error:
        raise DialogueWordsAreInvalid(f"dialogue.yml: {error}") from None
