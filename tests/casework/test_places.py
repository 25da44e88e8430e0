"""Where somebody lives: what is named after a place is no home, a foreigner is not abroad."""

from __future__ import annotations

import pytest

from casework.dialogue_words import load_dialogue_words
from casework.places import load_places
from casework.referral import load_referral

PLACES, WORDS, REFERRAL = load_places(), load_dialogue_words(), load_referral()


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        ("et a dinant c pareil ?", "fwb", "Dinant"),
        ("il habite st servais", "namur", "St-Servais"),
        ("on est de Saint-Servais", "namur", "Saint-Servais"),
        ("je suis professeur à Eupen", "german", "Eupen"),
        ("ma soeur vit à louvain la neuve", "fwb", "Louvain-la-Neuve"),
        ("il est à l'étranger", "abroad", "à l’étranger"),
        ("il parle des attentats de Bruxelles, il vit à Liège", "fwb", "Liège"),
    ],
)
def test_a_place_is_found_and_said_back_as_it_is_written(text: str, value: str, name: str) -> None:
    place = PLACES.found(text)
    assert place is not None
    assert (place.value, place.name) == (value, name)


@pytest.mark.parametrize(
    "text",
    [
        "les étrangers doivent dégager",
        "un étranger lui parle en ligne",
        "les attentats de Paris",
        "rien de rien",
        "il parie sur tout",
    ],
)
def test_what_is_no_home_is_none(text: str) -> None:
    assert PLACES.found(text) is None
    assert "place" not in WORDS.context_in(text)
    assert "place" not in REFERRAL.read(text)


def test_an_answer_that_knows_no_single_country_is_told_abroad() -> None:
    context = WORDS.context_in("mon neveu vit à Montréal")
    assert (context["place"], context["lives"], context["place_name"]) == ("abroad", "quebec", "Montréal")


def test_every_place_has_its_steps_in_a_referral() -> None:
    listed = {value for line in REFERRAL.steps for value in line.when.get("place", ())}
    assert PLACES.values() <= listed
