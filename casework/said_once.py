"""« (horaires à vérifier) » once in an answer is enough. Called by the actions, last of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casework.yaml_files import DATA, read_yaml


def say_unconfirmed_once(texts: Sequence[str]) -> list[str]:
    """The same texts: the mark of unconfirmed hours stays where it stands first; none beside « à confirmer »."""
    mark, unknown = _marks()
    seen, done = False, []
    for text in texts:
        kept = text.replace(f"({unknown}) {mark}", f"({unknown})").replace(f"{unknown} {mark}", unknown)
        if not seen and mark in kept:
            head, _, tail = kept.partition(mark)
            kept, seen = head + mark + _without(mark, tail), True
        elif seen:
            kept = _without(mark, kept)
        done.append(kept)
    return done


def _without(mark: str, text: str) -> str:
    return re.sub(rf" ?{re.escape(mark)}", "", text)


@lru_cache(maxsize=1)
def _marks() -> tuple[str, str]:
    texts = read_yaml(DATA / "opening_texts.yml")
    return str(texts["unconfirmed"]), str(texts["unknown"])
