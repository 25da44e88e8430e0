"""The files of nlu_data/in_context, a moment each: what people say then, by reading and author. Free of Rasa: read by
examples.py, which trains, and by evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Block:
    """`intent`: what the examples mean by themselves, None where only the moment tells; `after`: for each example the
    answer that was given just before, "" where none was or nobody knows."""

    moment: str
    reading: str
    author: str
    intent: str | None
    examples: tuple[str, ...]
    after: tuple[str, ...]


def blocks_in_context(folder: Path) -> Iterator[Block]:
    """In the order of the files. Raises OSError, KeyError for a file that is not of its form."""
    for path in sorted(folder.glob("*.yml")):
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for block in data["readings"]:
            examples, after = zip(*map(said_after, block["examples"]), strict=True)
            yield Block(data["moment"], block["reading"], block["author"], block.get("intent"), examples, after)


def said_after(example: str | Mapping[str, str]) -> tuple[str, str]:
    """(text, answer that was given just before) of an example: a text, or `{after, says}`."""
    return (example, "") if isinstance(example, str) else (example["says"], example["after"])
