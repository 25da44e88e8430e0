from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.pseudonyms import IdKeyIsTooShort, pseudonym

KEY = "0123456789abcdef0123456789abcdef"
PARTS = st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))


@given(parts=PARTS)
def test_a_pseudonym_has_26_plain_characters_and_none_of_the_chat_id(parts: tuple[str, str, str]) -> None:
    assert re.fullmatch("[a-z2-7]{26}", pseudonym(KEY, *parts))


@given(one=PARTS, other=PARTS)
def test_two_chats_have_two_pseudonyms_and_one_chat_has_one(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert (pseudonym(KEY, *one) == pseudonym(KEY, *other)) == (one == other)


def test_the_same_chat_under_another_key_is_another_pseudonym() -> None:
    assert pseudonym(KEY, "telegram", "bot", "1") != pseudonym(KEY[::-1], "telegram", "bot", "1")


def test_a_key_given_as_text_or_as_bytes_is_the_same_key() -> None:
    assert pseudonym(KEY, "web", "", "1") == pseudonym(KEY.encode(), "web", "", "1")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(IdKeyIsTooShort):
        pseudonym("short", "telegram", "bot", "1")
