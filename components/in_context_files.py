"""The files of nlu_data/in_context, a moment each: what people say then, by reading and author. Free of Rasa: read by
examples.py, which trains, and by evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Block:
    """`intent`: what the examples mean by themselves, None where only the moment tells."""

    moment: str
    reading: str
    author: str
    intent: str | None
    examples: tuple[str, ...]


def blocks_in_context(folder: Path) -> Iterator[Block]:
    """In the order of the files. Raises OSError, KeyError for a file that is not of its form."""
    for path in sorted(folder.glob("*.yml")):
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for block in data["readings"]:
            yield Block(
                data["moment"], block["reading"], block["author"], block.get("intent"), tuple(block["examples"])
            )
