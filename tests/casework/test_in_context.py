"""Readings in context: each that the model can learn is known to the dialogue, and the other way round."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.follow_ups import load_follow_ups
from casework.in_context import InContextIsInvalid, load_in_context
from casework.yaml_files import DATA
from components.in_context_files import as_said

EXAMPLES = Path(__file__).parents[2] / "nlu_data" / "in_context"
IN_CONTEXT = load_in_context()


@cache
def examples(moment: str) -> list[dict[str, Any]]:
    files = [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in sorted(EXAMPLES.glob("*.yml"))]
    return [block for data in files if data["moment"] == moment for block in data["readings"]]


@pytest.mark.parametrize("moment", ["after_alarm", "follow_up", "in_form"])
def test_every_reading_has_examples_by_several_authors_and_something_that_follows(moment: str) -> None:
    authors: dict[str, set[str]] = {}
    for block in examples(moment):
        authors.setdefault(block["reading"], set()).add(block["author"])
    assert authors.keys() == set(IN_CONTEXT.readings[moment])
    assert [reading for reading, who in authors.items() if len(who) < 2] == []


@pytest.mark.parametrize("moment", ["after_alarm", "follow_up", "in_form"])
def test_no_example_stands_under_two_readings(moment: str) -> None:
    said = [(as_said(example), b["reading"]) for b in examples(moment) for example in b["examples"]]
    pairs = {(" ".join(one.text.lower().split()), reading) for one, reading in said}
    assert len(pairs) == len({text for text, _ in pairs})


def test_every_entry_that_a_reading_names_is_a_follow_up() -> None:
    for reading in IN_CONTEXT.readings["follow_up"].values():
        if reading.entry:
            assert load_follow_ups().answer_for(reading.entry, "")


def test_what_lowers_an_alarm_must_be_surer() -> None:
    least = min(reading.sure for reading in IN_CONTEXT.readings["after_alarm"].values())
    assert all(reading.sure > least for reading in IN_CONTEXT.readings["after_alarm"].values() if reading.lowers)


def test_a_reading_below_its_confidence_counts_for_nothing() -> None:
    def heard(confidence: float, *, certainly: bool = False) -> str | None:
        parse = {"in_context": {"after_alarm": {"name": "police_there", "confidence": confidence}}}
        reading = IN_CONTEXT.heard("after_alarm", parse, certainly=certainly)
        return reading.name if reading else None

    assert [heard(0.39), heard(0.41), heard(0.41, certainly=True)] == [None, "police_there", None]
    assert heard(0.9, certainly=True) == "police_there"
    assert IN_CONTEXT.heard("after_alarm", {}) is None


def test_a_file_with_an_unknown_state_is_refused(tmp_path: Path) -> None:
    text = (DATA / "in_context.yml").read_text(encoding="utf-8").replace("state: over", "state: done")
    path = tmp_path / "in_context.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InContextIsInvalid, match="a state is one of"):
        load_in_context(path)


def test_each_sentence_has_its_reading_where_that_is_sure_enough() -> None:
    parts = [
        {"text": "le soir", "name": "answer", "confidence": 0.9},
        {"text": "c’est gratuit", "name": "question", "confidence": 0.2},
    ]
    parse = {"in_context": {"in_form": {"name": "answer", "confidence": 0.9, "parts": parts}}}
    assert IN_CONTEXT.of_each_sentence("in_form", parse) == [("le soir", "answer"), ("c’est gratuit", None)]
    assert IN_CONTEXT.of_each_sentence("in_form", {}) == []
