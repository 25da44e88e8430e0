"""The training examples that people could have typed; those that stand for buttons are left out. Used when training."""

from __future__ import annotations

from dataclasses import dataclass

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
