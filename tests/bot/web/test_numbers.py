from __future__ import annotations

from datetime import datetime

import pytest

from bot.web.numbers import Numbers
from bot.web.texts import ListedNumber
from casework.content import load_content
from casework.opening_hours import BRUSSELS
from casework.replies import ContactCard

TUESDAY_AT_TEN = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)
SUNDAY = datetime(2026, 11, 29, 10, tzinfo=BRUSSELS)
GREEN = ListedNumber("caprev-0800", "gratuit", opening=True)
CARD = ContactCard("CAPREV", "+3280011172")


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    return Numbers(load_content().directory)


def test_the_green_number_says_whether_it_is_open_now(numbers: Numbers) -> None:
    (opened,), (closed,) = (numbers.listed([GREEN], moment) for moment in (TUESDAY_AT_TEN, SUNDAY))
    assert (opened.state, closed.state) == ("open", "closed")
    assert "13h" in opened.opening
    assert "lundi" in closed.opening


def test_hours_that_nobody_has_confirmed_are_marked_once(numbers: Numbers) -> None:
    card = numbers.card(CARD, "", TUESDAY_AT_TEN)
    assert f"{card.opening} {card.hours}".count("à vérifier") == 1


def test_a_card_does_not_repeat_what_the_text_says(numbers: Numbers) -> None:
    from casework.opening_hours import describe_opening

    said = describe_opening(load_content().directory.service("caprev-0800"), SUNDAY)
    assert numbers.card(CARD, f"Accueil : {said}.", SUNDAY).opening == ""
    assert numbers.card(CARD, "Accueil.", SUNDAY).opening


def test_a_number_that_is_not_in_the_directory_can_still_be_called(numbers: Numbers) -> None:
    card = numbers.card(ContactCard("Quelqu’un", "+3281000000"), "", SUNDAY)
    assert (card.to, card.opening) == ("tel:+3281000000", "")
