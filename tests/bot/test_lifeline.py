"""What is said when anything is down."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest

from bot.commands import load_commands
from bot.lifeline import Lifeline
from bot.messages import Kind
from casework.opening_hours import BRUSSELS
from tests.bot.world import URGENT, content, message, rules

MONDAY_AT_TEN = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=BRUSSELS)


def lifeline(now: datetime = MONDAY_AT_TEN) -> Lifeline:
    return Lifeline(content(), rules(), load_commands(), lambda: now)


def test_the_lifeline_has_every_number_that_somebody_may_need() -> None:
    text = lifeline().calm(message("a", "bonjour"), said_before=0)[0].text
    for number in ("112", "101", "0800 111 72", "107"):
        assert number in text


def test_the_lifeline_says_whether_the_green_number_is_open_now() -> None:
    said = message("a", "bonjour")
    assert "ouvert" in lifeline(MONDAY_AT_TEN).calm(said, 0)[0].text
    assert "fermé" in lifeline(SUNDAY).calm(said, 0)[0].text
    moved = message("a", "bonjour", at=SUNDAY)
    assert "fermé" in lifeline(MONDAY_AT_TEN).calm(moved, 0)[0].text


def test_no_two_lifelines_in_a_row_are_equal() -> None:
    texts = [lifeline().calm(message("a", "x"), said_before=n)[0].text for n in range(12)]
    assert all(one != following for one, following in pairwise(texts))


def test_no_lifeline_lets_anybody_believe_that_a_person_reads_along() -> None:
    for n in range(6):
        text = lifeline().calm(message("a", "x"), said_before=n)[0].text
        assert "quelqu’un va vous lire" not in text
        assert "112" in text


@pytest.mark.parametrize("kind", ["attack", "departure", "suicide", "danger"])
def test_the_urgent_text_has_at_most_two_bubbles_and_the_numbers_first(kind: str) -> None:
    replies = lifeline().urgent(kind, message("a", "x"))
    assert 1 <= len(replies) <= 2
    assert "\n112" in replies[0].text or "\n101" in replies[0].text


def test_words_are_judged_and_a_photo_is_not() -> None:
    assert lifeline().urgent_kind(message("a", URGENT)) == "suicide"
    assert lifeline().urgent_kind(message("a", URGENT, kind=Kind.CORRECTION)) == "suicide"
    assert lifeline().urgent_kind(message("a", "bonjour")) is None
    assert lifeline().urgent_kind(message("a", "photo", kind=Kind.UNREADABLE)) is None
    assert lifeline().urgent_kind(message("a", URGENT, kind=Kind.BUTTON)) is None


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ("/urgent_menu", "danger"),
        ("/urgent_departure", "departure"),
        ("/not_safe", "danger"),
        ("/ask_signs", None),
        ("/safe", None),
    ],
)
def test_a_tap_that_means_danger_is_urgent(payload: str, kind: str | None) -> None:
    assert lifeline().urgent_kind(message("a", "k3x", kind=Kind.BUTTON), payload) == kind


def test_the_rules_reading_is_given_in_the_form_of_the_parse() -> None:
    parse = lifeline().parse(message("a", URGENT))
    assert parse["intent"] == "urgent_suicide"
    assert parse["urgency"]["level"] == "urgent"
    assert lifeline().parse(message("a", "bonjour"))["urgency"]["level"] == "none"
