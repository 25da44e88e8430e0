"""Which part of an intent a question is about, by the words of data/parts.yml. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casework.words import Words
from casework.yaml_files import DATA, read_yaml


class PartsAreInvalid(ValueError):
    """parts.yml is not of the form `intent: [{part, words}]`; the text says where."""


class Parts:
    """For each intent its parts in order; the first whose words are in the question wins."""

    def __init__(self, lists: Mapping[str, tuple[tuple[str, Words], ...]]) -> None:
        self._lists = lists

    def answer_id(self, intent: str, text: str) -> str:
        """`intent/part`, or `intent` when no part's words are there."""
        for part, words in self._lists.get(intent, ()):
            if words.are_in(text):
                return f"{intent}/{part}"
        return intent

    def all_ids(self) -> frozenset[str]:
        return frozenset(f"{intent}/{part}" for intent, parts in self._lists.items() for part, _ in parts)


def load_parts(path: Path | None = None) -> Parts:
    """Raises PartsAreInvalid, YamlFileIsInvalid."""
    data: Mapping[str, list[dict[str, Any]]] = read_yaml(path or DATA / "parts.yml") or {}
    try:
        return Parts(
            {
                intent: tuple((str(e["part"]), Words(e["words"], whole=False)) for e in entries)
                for intent, entries in data.items()
            }
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise PartsAreInvalid(f"parts.yml: every part needs `part` and `words` ({error})") from None
