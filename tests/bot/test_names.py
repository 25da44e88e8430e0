"""What stands in Redis instead of chat ids."""

from __future__ import annotations

import pytest

from bot.names import Names
from casework.pseudonyms import IdKeyIsTooShort
from tests.bot.world import ID_KEY, message

NAMES = Names(ID_KEY)


def test_no_key_holds_a_chat_id_or_a_message_id() -> None:
    said = message("123456789", "bonjour", id="123456789:42")
    assert "123456789" not in NAMES.message_key(said) + NAMES.address(said).person


def test_the_same_id_on_another_bot_is_another_message() -> None:
    one, other = message("a", "x", id="7", bot="1"), message("a", "x", id="7", bot="2")
    assert NAMES.message_key(one) != NAMES.message_key(other)
    assert NAMES.address(one).person != NAMES.address(other).person


def test_a_button_has_another_id_for_another_person_and_the_same_for_the_same() -> None:
    anna = NAMES.address(message("anna", "x")).person
    karim = NAMES.address(message("karim", "x")).person
    assert NAMES.button_id(anna, "/ask_signs") == NAMES.button_id(anna, "/ask_signs")
    assert NAMES.button_id(anna, "/ask_signs") != NAMES.button_id(karim, "/ask_signs")


def test_a_button_id_fits_into_telegrams_64_bytes() -> None:
    assert len(NAMES.button_id(NAMES.address(message("a", "x")).person, "/x").encode()) <= 64


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(IdKeyIsTooShort):
        Names("short")


def test_the_terminals_secret_is_not_the_key() -> None:
    assert ID_KEY not in NAMES.terminal_secret()
    assert NAMES.terminal_secret() != Names(ID_KEY + "x").terminal_secret()
