"""The training examples that people could have typed; those that stand for buttons are left out. Used when training."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
    moments: dict[str, list[Example]] = {}
    for path in sorted(folder.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        moments[data["moment"]] = [
            Example(text, block["reading"]) for block in data["readings"] for text in block["examples"]
        ]
    return moments
