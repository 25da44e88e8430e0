"""The files of nlu_data/in_context, a moment each: what people say then, by reading and author. Free of Rasa: read by
examples.py, which trains, and by evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Said:
    """`after`: the answer that was given just before, "" where none was or nobody knows; `second`: what was named
    second best for it, "" for nothing."""

    text: str
    after: str = ""
    second: str = ""


@dataclass(frozen=True)
class Block:
    """`intent`: what the examples mean by themselves, None where only the moment tells."""

    moment: str
    reading: str
    author: str
    intent: str | None
    said: tuple[Said, ...]

    @property
    def examples(self) -> tuple[str, ...]:
        return tuple(one.text for one in self.said)


def blocks_in_context(folder: Path) -> Iterator[Block]:
    """In the order of the files. Raises OSError, KeyError for a file that is not of its form."""
    for path in sorted(folder.glob("*.yml")):
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for block in data["readings"]:
            said = tuple(map(as_said, block["examples"]))
            yield Block(data["moment"], block["reading"], block["author"], block.get("intent"), said)


def as_said(example: str | Mapping[str, str]) -> Said:
    """An example: a text, or `{says, after, second}`, of which only `says` must be there. Raises KeyError."""
    if isinstance(example, str):
        return Said(example)
    return Said(example["says"], example.get("after", ""), example.get("second", ""))
