from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.text import fold, only_words, plain, sentences


def test_accents_capitals_and_apostrophes_make_no_difference() -> None:
    assert plain("L’ÉCOLE  d'Élise, cœur") == "l'ecole d'elise, coeur"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jsuis", "je suis"),
        ("Chui", "je suis"),
        ("g", "j ai"),
        ("c koi", "c est quoi"),
        ("c'est", "c est"),
        ("c était", "c etait"),
        ("ki", "qui"),
        ("dmn", "demain"),
        ("mn frr", "mon frere"),
        ("au secouuuurs", "au secours"),
        ("J’ai l’arme", "j ai l arme"),
        ("😂😂 !!!", ""),
        ("", ""),
    ],
)
def test_what_a_phone_writes_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert fold(typed) == meant


def test_sentences_end_where_people_end_them() -> None:
    said = "Il est parti hier. Il a dit adieu ! Que faire ?\nIl a 16 ans... c'est à 14.30 h"
    assert sentences(said) == ["Il est parti hier", "Il a dit adieu", "Que faire", "Il a 16 ans", "c'est à 14.30 h"]


def test_nothing_at_all_has_no_sentences() -> None:
    assert sentences("") == sentences("...!?") == []


@given(text=st.text(max_size=300))
def test_folded_text_holds_only_words_and_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(c.isdigit() or c == " " or "a" <= c <= "z" for c in folded)
    assert only_words(folded) == folded
