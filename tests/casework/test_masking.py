from __future__ import annotations

import pytest

from casework.masking import mask


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mon frère Karim ne sort plus", "Mon frère … ne sort plus"),
        ("mon frere karim ne sort plus", "mon frere … ne sort plus"),
        ("Appelez-moi au 0475 12 34 56 svp", "Appelez-moi au # # # # svp"),
        ("écris à nadia.b@exemple.be merci", "écris à … merci"),
        ("il va à Molenbeek tous les soirs", "il va à … tous les soirs"),
        ("elle habite a jambes", "elle habite a …"),
        ("il a 16 ans", "il a # ans"),
        ("Zbigniewa m'a quitté", "… m'a quitté"),
        ("voir https://exemple.be/profil/42", "voir …"),
    ],
)
def test_names_numbers_and_places_go_and_the_sentence_stays(said: str, kept: str) -> None:
    assert mask(said) == kept


def test_a_name_that_nobody_listed_goes_too() -> None:
    assert "wenceslas" not in mask("mon cousin wenceslas est bizarre")
    assert "Tchoupinette" not in mask("Tchoupinette est partie")


def test_a_slip_of_an_everyday_word_stays_for_it_is_what_we_want_to_learn_from() -> None:
    assert mask("jai besoi d'aide pour mon enfent") == "jai besoi d'aide pour mon enfent"


def test_a_mistyped_name_is_no_slip_of_a_word() -> None:
    assert mask("mohamad parle bizarrement").startswith("…")


def test_an_everyday_word_that_begins_a_sentence_stays() -> None:
    assert mask("Bonjour. Pourquoi il part ?") == "Bonjour. Pourquoi il part ?"


def test_several_masked_words_in_a_row_are_one() -> None:
    assert mask("je suis Jean-Pierre Vandenbulcke") == "je suis …"
