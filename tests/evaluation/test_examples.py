"""What the training data promise: enough of it, and nothing said twice."""

from __future__ import annotations

from collections import Counter

import pytest

from evaluation.examples import DEVELOPMENT, SEALED, Labelled, evaluation_messages, training_examples


@pytest.fixture(scope="module")
def examples() -> list[Labelled]:
    return training_examples()


def test_there_are_enough_examples_and_enough_urgent_ones(examples: list[Labelled]) -> None:
    assert len(examples) >= 6000
    assert sum(example.urgent for example in examples) >= 1500


def test_no_example_stands_there_twice(examples: list[Labelled]) -> None:
    counts = Counter(" ".join(example.text.split()) for example in examples)
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_kind_of_urgency_and_every_style_has_examples(examples: list[Labelled]) -> None:
    kinds = Counter(example.label for example in examples if example.urgent)
    assert set(kinds) == {"urgent_attack", "urgent_departure", "urgent_suicide", "urgent_danger"}
    styles = Counter(example.style for example in examples if example.urgent)
    assert min(styles[style] for style in ("clean", "typos", "sms", "belgian", "long")) >= 50


def test_no_longer_message_of_an_evaluation_set_is_an_example(examples: list[Labelled]) -> None:
    """A « bonjour » is anybody's; eight words in the same order should be one author's."""
    trained = {" ".join(example.text.split()) for example in examples}
    evaluated = evaluation_messages(DEVELOPMENT + SEALED)
    assert [m.text for m in evaluated if len(m.text.split()) >= 8 and m.text in trained] == []
