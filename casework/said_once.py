"""« (horaires à vérifier) » once in an answer is enough. Called by the actions, last of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casework.yaml_files import DATA, read_yaml


def say_unconfirmed_once(texts: Sequence[str]) -> list[str]:
    """The same texts: the mark of unconfirmed hours stays where it stands first; none beside « à confirmer »."""
    mark, unknown = _marks()
    beside = re.compile(rf"(\(?{re.escape(unknown)}\)?)[ ;,.]*{re.escape(mark)}")
    every = re.compile(rf" ?{re.escape(mark)}|, {re.escape(mark.strip('()'))}(?=[^()\n]*\))")
    seen, done = False, []
    for text in texts:
        kept = _in_one_parenthesis(beside.sub(r"\1", text), mark)
        first = None if seen else every.search(kept)
        head = kept[: first.end()] if first else ""
        done.append(head + every.sub("", kept[len(head) :]))
        seen = seen or first is not None
    return done


def _in_one_parenthesis(text: str, mark: str) -> str:
    """« (ouvert (horaires à vérifier)) » becomes « (ouvert, horaires à vérifier) »."""
    inside = re.compile(rf"\(([^()\n]+?) ?{re.escape(mark)}([^()\n]*)\)")
    return inside.sub(lambda hit: f"({hit.group(1)}, {mark.strip('()')}{hit.group(2)})", text)


@lru_cache(maxsize=1)
def _marks() -> tuple[str, str]:
    texts = read_yaml(DATA / "opening_texts.yml")
    return str(texts["unconfirmed"]), str(texts["unknown"])
