from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.vocabulary import Vocabulary

KNOWN = Vocabulary(
    words=["arme", "ecole", "veux", "appelle", "sortir"],
    mistyped=["suicide", "mourir", "couteau", "explosif", "kalachnikov"],
    usual=["nourrir", "courir", "couteaux"],
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("suicde", "suicide"),
        ("suiicide", "suicide"),
        ("sucide", "suicide"),
        ("mourrir", "mourir"),
        ("moruir", "mourir"),
        ("coutau", "couteau"),
        ("kalachinkof", "kalachnikov"),
        ("darme", "d arme"),
        ("lecole", "l ecole"),
        ("jveux", "je veux"),
        ("mappelle", "m appelle"),
    ],
)
def test_a_slip_is_read_as_the_word_it_means(typed: str, meant: str) -> None:
    assert KNOWN.corrected(typed) == meant


@pytest.mark.parametrize("word", ["nourrir", "courir", "tombe", "gouteau", "bonjour", "arme", "m", "2", ""])
def test_an_ordinary_word_stays_what_it_is(word: str) -> None:
    assert KNOWN.corrected(word) == word


@given(words=st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12), max_size=8))
def test_correcting_twice_changes_nothing_more(words: list[str]) -> None:
    once = KNOWN.corrected(" ".join(words))
    assert KNOWN.corrected(once) == once
