"""The training examples that people could have typed; those that stand for buttons are left out. Used when training."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.nlu.training_data.training_data import TrainingData

# nlu_data/nlu/controls.yml: Rasa wants examples of every intent, even of those that only buttons send.
_RESERVED = "§"


@dataclass(frozen=True)
class Example:
    text: str
    intent: str


def typed_examples(training_data: TrainingData) -> list[Example]:
    """In the order of the files."""
    return [
        Example(message.get("text"), message.get("intent"))
        for message in training_data.intent_examples
        if not message.get("text").startswith(_RESERVED)
    ]


def examples_in_context(folder: Path) -> dict[str, list[Example]]:
    """Moment -> what people say then, `intent` being the reading (nlu_data/in_context, a file a moment).

    They stand apart from Rasa's own examples: the same words may mean something else by themselves. Raises OSError,
    KeyError for a file that is not of its form.
    """
    return {
        moment: [Example(text, block["reading"]) for block in blocks for text in block["examples"]]
        for moment, blocks in _blocks_in_context(folder)
    }


def plain_examples_in_context(folder: Path) -> list[Example]:
    """Those whose words mean an intent by themselves, too. Raises as `examples_in_context`."""
    return [
        Example(text, block["intent"])
        for _, blocks in _blocks_in_context(folder)
        for block in blocks
        if block.get("intent")
        for text in block["examples"]
    ]


def digest_of_examples_in_context(folder: Path) -> str:
    """For Rasa's cache: a part that learns from them is trained anew when they change."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.yml")))).hexdigest()


def _blocks_in_context(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in sorted(folder.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        yield data["moment"], data["readings"]
