"""Every part is killed, frozen or stopped in turn: the person is never left without an answer or a number."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests.auxil.stack import Stack, running_stack, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def fragile(trained_model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A Relais of its own, to be broken."""
    with running_stack(tmp_path_factory.mktemp("fragile")) as running:
        yield running


def answered_within(stack: Stack, words: str, sender: str, seconds: float) -> str:
    started = time.monotonic()
    [turn] = stack.chat(words, sender=sender)
    assert turn["ms"] / 1000 < seconds
    assert time.monotonic() - started < seconds + 10  # the terminal client itself takes a moment to start
    return said(turn)


@pytest.mark.parametrize("part", ["rasa", "actions", "redis"])
def test_a_frozen_part_is_answered_by_the_lifeline_and_danger_by_the_urgent_text(fragile: Stack, part: str) -> None:
    fragile.freeze(part)
    try:
        calm = answered_within(fragile, "quels sont les signes ?", f"calm-{part}", 10)
        urgent = answered_within(fragile, "il a une arme et il veut tuer quelqu'un ce soir", f"urgent-{part}", 10)
    finally:
        fragile.thaw(part)
    assert "112" in calm
    assert "0800 111 72" in calm
    assert "112" in urgent
    assert "101" in urgent
    assert urgent != calm
    fragile.wait_until_well(90)


@pytest.mark.parametrize("part", ["bot", "actions", "redis", "rasa"])
def test_a_killed_part_comes_back_by_itself_and_answers_again(fragile: Stack, part: str) -> None:
    fragile.kill(part)
    time.sleep(1.2)  # what /health says is at most a second old
    fragile.wait_until_well(120)
    # its first answer after a start may come late on a slow machine, and then the lifeline speaks before it
    asked = (fragile.chat("quels sont les signes ?", sender=f"after-{part}-{attempt}")[0] for attempt in range(4))
    assert any(turn["parse"] and turn["parse"]["intent"] == "ask_signs" for turn in asked)


def test_one_interrupt_ends_every_process(trained_model: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_stack(tmp_path_factory.mktemp("brief")) as stack:
        pids = [stack.pid_of(part) for part in ("bot", "rasa", "actions", "redis", "staff")]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
