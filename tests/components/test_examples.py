"""What the training data say of an example, and how much it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.examples import WEIGHT_OF_TALKS, WEIGHT_OF_THE_SECOND, Example, examples_of_answers, weights_of
from components.in_context_files import Said, as_said

FILE = """
answers:
  - answer: ask_caprev/cost
    author: talk_a
    examples:
      - {after: ask_caprev, second: ask_green_number/cost, says: "c'est payant ?"}
  - answer: ask_caprev
    author: questions_b
    examples: ["le CAPREV, c'est quoi ?"]
"""


def test_what_an_author_named_second_best_is_an_example_of_that_too_and_counts_less(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(FILE, encoding="utf-8")
    examples = examples_of_answers(tmp_path)
    assert examples == [
        Example("c'est payant ?", "ask_caprev/cost", True, "ask_caprev"),
        Example("c'est payant ?", "ask_green_number/cost", True, "ask_caprev", is_second=True),
        Example("le CAPREV, c'est quoi ?", "ask_caprev"),
    ]
    assert weights_of(examples) == [WEIGHT_OF_TALKS, WEIGHT_OF_TALKS * WEIGHT_OF_THE_SECOND, 1.0]


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("merci", Said("merci")),
        ({"says": "et pour moi ?", "second": "ask_support_for_me"}, Said("et pour moi ?", "", "ask_support_for_me")),
        ({"says": "et après ?", "after": "ask_caprev"}, Said("et après ?", "ask_caprev")),
    ],
)
def test_an_example_may_be_words_alone_or_say_what_stood_around_them(example: str | dict[str, str], said: Said) -> None:
    assert as_said(example) == said
