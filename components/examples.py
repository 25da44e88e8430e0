"""The training examples that people could have typed; those that stand for buttons are left out. Used when training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.in_context_files import Said, as_said, blocks_in_context

# nlu_data/nlu/controls.yml: Rasa wants examples of every intent, even of those that only buttons send.
_RESERVED = "§"


# Authors of whole talks, turn by turn (nlu/in_talks.yml, answers/in_talks.yml, in_context/alarm_talks.yml).
_OF_A_TALK = ("talk_", "alarm_")
# How much what they say counts: it is what the assistant will hear. Found on authors left out of the training (the
# best answer heard first in 0.615 of 1,813 turns with 2, in 0.611 with 3; the intent in 0.878 of 2,016 with 2, in 0.874
# with 1; what is said after an alarm in 0.656 of 1,164 with 2, in 0.648 with 1).
WEIGHT_OF_TALKS = 2.0
# Of the answer that its author named second best, in its own separator. Found on authors left out: the best answer or
# the second heard first in 0.569 of 1,204 turns, 0.558 without; among the first three in 0.775, 0.749 without.
WEIGHT_OF_THE_SECOND = 0.5


@dataclass(frozen=True)
class Example:
    """`in_talk`: said in the course of a whole talk, as people speak to the assistant; `after`: the answer that was
    given just before, "" where none was or nobody knows; `is_second`: `intent` is the second best for this text."""

    text: str
    intent: str
    in_talk: bool = False
    after: str = ""
    is_second: bool = False


def typed_examples(training_data: TrainingData) -> list[Example]:
    """In the order of the files."""
    return [
        Example(message.get("text"), message.get("intent"), _is_of_a_talk(_author_of(message)))
        for message in training_data.intent_examples
        if not message.get("text").startswith(_RESERVED)
    ]


def examples_in_context(folder: Path) -> dict[str, list[Example]]:
    """Moment -> what people say then, `intent` being the reading.

    They stand apart from Rasa's own examples: the same words may mean something else by themselves. Raises as
    `blocks_in_context`.
    """
    moments: dict[str, list[Example]] = {}
    for block in blocks_in_context(folder):
        of_this = moments.setdefault(block.moment, [])
        of_this += _named(block.said, block.reading, block.author)
    return moments


def examples_of_answers(folder: Path) -> list[Example]:
    """What people ask to get each answer, `intent` being the answer's id. Raises OSError, KeyError for a file that is
    not of its form."""
    return [
        example
        for path in sorted(folder.glob("*.yml"))
        for block in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["answers"]
        for example in _named(map(as_said, block["examples"]), block["answer"], block["author"])
    ]


def plain_examples_in_context(folder: Path) -> list[Example]:
    """Those whose words mean an intent by themselves, too. Raises as `blocks_in_context`."""
    return [
        Example(text, block.intent) for block in blocks_in_context(folder) if block.intent for text in block.examples
    ]


def _named(said: Iterable[Said], name: str, author: str) -> Iterator[Example]:
    """Each with its name, and once more with the second best where there is one."""
    in_talk = _is_of_a_talk(author)
    for one in said:
        yield Example(one.text, name, in_talk, one.after)
        if one.second:
            yield Example(one.text, one.second, in_talk, one.after, is_second=True)


def _author_of(message: Message) -> str:
    return str(((message.get("metadata") or {}).get("intent") or {}).get("author") or "")


def _is_of_a_talk(author: str) -> bool:
    return author.startswith(_OF_A_TALK)


def weights_of(examples: Iterable[Example]) -> list[float]:
    """How much each counts in training."""
    return [
        (WEIGHT_OF_TALKS if example.in_talk else 1.0) * (WEIGHT_OF_THE_SECOND if example.is_second else 1.0)
        for example in examples
    ]
