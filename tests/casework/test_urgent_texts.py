from __future__ import annotations

from datetime import datetime

import pytest

from casework.content import load_content
from casework.opening_hours import BRUSSELS
from casework.urgent_texts import KINDS, urgent_replies

CONTENT = load_content()
OPEN = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)
NIGHT = datetime(2026, 11, 24, 23, tzinfo=BRUSSELS)
HOLIDAY = datetime(2026, 12, 25, 10, tzinfo=BRUSSELS)
HINTS = (None, "partner", "missing_child", "minor", "something new")
EVERY_WAY = [(kind, hint) for kind in (*KINDS, "unknown") for hint in HINTS]


def lines(kind: str, hint: str | None = None, moment: datetime = NIGHT) -> list[str]:
    return "\n".join(reply.text for reply in urgent_replies(kind, moment, CONTENT, hint=hint)).splitlines()


@pytest.mark.parametrize(("kind", "hint"), EVERY_WAY)
def test_every_urgent_text_has_at_most_two_bubbles_and_ends_with_the_question(kind: str, hint: str | None) -> None:
    replies = urgent_replies(kind, NIGHT, CONTENT, hint=hint)
    assert 1 <= len(replies) <= 2
    assert all(len(reply.text) < 900 for reply in replies)
    assert replies[-1].text.endswith("Êtes-vous en sécurité maintenant ?")
    assert [(button.title, button.payload) for button in replies[-1].buttons] == [
        ("Oui", "/safe"),
        ("Non", "/not_safe"),
        ("Fausse alerte", "/false_alarm"),
    ]


@pytest.mark.parametrize(("kind", "hint"), EVERY_WAY)
def test_the_emergency_number_stands_alone_on_its_line_in_the_first_bubble(kind: str, hint: str | None) -> None:
    first = urgent_replies(kind, NIGHT, CONTENT, hint=hint)[0]
    assert "112" in first.text.splitlines()


@pytest.mark.parametrize(("kind", "hint"), EVERY_WAY)
def test_every_urgent_text_says_it_is_a_machine_that_sends_nobody_and_that_nobody_reads(
    kind: str, hint: str | None
) -> None:
    said = " ".join(lines(kind, hint))
    assert "machine" in said
    assert "je ne peux pas envoyer de secours" in said
    assert "personne ne lit cette conversation en direct" in said


@pytest.mark.parametrize(("kind", "hint"), EVERY_WAY)
def test_the_green_number_comes_with_its_hours_and_with_what_answers_meanwhile(kind: str, hint: str | None) -> None:
    assert {"0800 111 72", "107"} <= set(lines(kind, hint))
    assert "ouvert maintenant, jusqu’à 13h" in " ".join(lines(kind, hint, OPEN))
    assert "rouvre demain (mercredi) à 13h" in " ".join(lines(kind, hint, NIGHT))
    assert "jour férié" in " ".join(lines(kind, hint, HOLIDAY))


@pytest.mark.parametrize(
    ("kind", "hint", "numbers", "card"),
    [
        ("attack", None, {"112", "101"}, "+3280011172"),
        ("departure", None, {"112", "101", "116 000"}, "+3280011172"),
        ("departure", "minor", {"101", "116 000"}, "116000"),
        ("departure", "missing_child", {"101", "116 000"}, "116000"),
        ("suicide", None, {"112", "0800 32 123"}, "+3280032123"),
        ("danger", None, {"112", "101"}, "+3280011172"),
        ("danger", "partner", {"112", "101", "0800 30 030"}, "+3280030030"),
        ("danger", "missing_child", {"101", "116 000"}, "116000"),
    ],
)
def test_each_kind_of_danger_gets_its_own_numbers(kind: str, hint: str | None, numbers: set[str], card: str) -> None:
    assert numbers <= set(lines(kind, hint))
    contact = urgent_replies(kind, NIGHT, CONTENT, hint=hint)[-1].contact
    assert contact is not None
    assert contact.phone == card


def test_each_kind_begins_with_a_warm_sentence() -> None:
    for kind, hint in EVERY_WAY:
        assert lines(kind, hint)[0].startswith("Merci de me l’avoir dit")
