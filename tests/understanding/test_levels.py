"""The understanding, through its own door, on messages whose authors saw no training data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def parsed(trained_model: None) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each labelled message with what `python -m bot parse --json` prints for it."""
    lines = [line for name in ("e1", "e2") for line in (HERE / f"messages_{name}.jsonl").read_text().splitlines()]
    rows = [json.loads(line) for line in lines if line]
    typed = "".join(" ".join(row["text"].split()) + "\n" for row in rows)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "parse", "--json"], cwd=ROOT, env=dict(os.environ), input=typed, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return list(zip(rows, [json.loads(line) for line in done.stdout.splitlines()], strict=True))


@pytest.fixture(scope="module")
def levels() -> dict[str, float]:
    return dict(yaml.safe_load((HERE / "levels.yml").read_text()))


def share(parsed: list[tuple[dict[str, Any], dict[str, Any]]], *, urgent: bool, at: set[str]) -> float:
    """Of the urgent (or calm) messages, those that are given one of these levels."""
    some = [p for row, p in parsed if row["label"].startswith("urgent_") == urgent]
    return sum(p["urgency"]["level"] in at for p in some) / len(some)


def test_danger_rings(parsed: list[tuple[dict[str, Any], dict[str, Any]]], levels: dict[str, float]) -> None:
    assert share(parsed, urgent=True, at={"urgent"}) >= levels["urgent_recall"]
    assert share(parsed, urgent=True, at={"urgent", "unsure"}) >= levels["urgent_or_unsure_recall"]


def test_calm_messages_hardly_ring(
    parsed: list[tuple[dict[str, Any], dict[str, Any]]], levels: dict[str, float]
) -> None:
    assert share(parsed, urgent=False, at={"urgent"}) <= levels["urgent_false_alarms"]
    assert share(parsed, urgent=False, at={"unsure"}) <= levels["unsure_false_alarms"]


def test_intents_are_read_right(parsed: list[tuple[dict[str, Any], dict[str, Any]]], levels: dict[str, float]) -> None:
    right = [row["label"].split("/")[0] == p["intent"].split("/")[0] for row, p in parsed]
    assert sum(right) / len(right) >= levels["intent_accuracy"]


def test_an_intent_is_printed_urgent_if_and_only_if_the_level_is(
    parsed: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    for _, p in parsed:
        assert p["intent"].startswith("urgent_") == (p["urgency"]["level"] == "urgent")
