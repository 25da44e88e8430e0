"""The urgent talks that the choice after an alarm learns from are of their form, and their answers exist."""

from __future__ import annotations

from typing import Any

import yaml

from casework.content import load_content
from evaluation.alarm_talks import ALARM, TALKS

FILES = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in sorted(TALKS.glob("*.yml"))
}


def turns() -> list[dict[str, Any]]:
    return [turn for talks in FILES.values() for talk in talks for turn in talk["turns"]]


def test_several_authors_wrote_urgent_talks() -> None:
    assert len(FILES) >= 6
    assert all(len(talks) >= 15 for talks in FILES.values())


def test_every_best_answer_is_one_that_we_have() -> None:
    named = {answer for turn in turns() for answer in turn["answers"]}
    assert sorted(named - load_content().answers.keys() - {ALARM, "none"}) == []


def test_every_urgent_talk_begins_with_a_danger_and_says_more_than_that() -> None:
    begins = [talk["turns"][:3] for talks in FILES.values() for talk in talks]
    assert all(any(ALARM in turn["answers"] for turn in first) for first in begins)
    assert sum(ALARM not in turn["answers"] for turn in turns()) > 500
