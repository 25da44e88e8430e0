"""A child who writes on the family's telephone is shown no request of somebody else, and takes none up: it stays as it
was for the adult who comes back."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

CHILDREN = [
    "coucou c Lila j'ai 9 ans c'est quoi ce jeu ???",
    "salut moi c'est Tom j'ai 8 ans, t'es qui ?",
    "bonjour j'ai 10 ans",
    "hello j'ai 11 ans c koi ici",
    "yo j'ai 7 ans je joue avec le gsm de maman",
    "allo ? j'ai 6 ans",
]
BEGUN = ["oui", "proche", "par téléphone", "0475 12 34 33"]


def request(talk: Talk) -> dict[str, object]:
    return {name: value for name, value in talk.slots.items() if name.startswith("contact_") and name[8:] != "tries"}


@pytest.mark.parametrize("words", CHILDREN)
async def test_a_child_sees_nothing_of_the_request_that_waits(talk: Talk, words: str) -> None:
    await at(talk, *BEGUN, "je reviens plus tard")
    assert talk.slots["paused_form"]
    before = request(talk)
    said = await talk.hears(words, "greet")
    assert "demande" not in said
    assert not {"Reprendre", "Abandonner"} & set(talk.titles)
    assert "103" in said
    assert (request(talk), talk.slots["paused_form"]) == (before, "contact_form")


@pytest.mark.parametrize("words", CHILDREN)
async def test_a_child_who_comes_into_the_form_is_answered_as_one_and_the_request_steps_aside(
    talk: Talk, words: str
) -> None:
    await at(talk, *BEGUN)
    before = request(talk)
    said = await talk.hears(words, "greet")
    assert "103" in said
    assert "demande" not in said
    assert (talk.loop, talk.slots["paused_form"]) == (None, "contact_form")
    assert request(talk) == before


@pytest.mark.parametrize("words", ["reprendre", "je reprends la demande", "oui", "annuler"])
async def test_a_child_neither_resumes_nor_drops_it(talk: Talk, words: str) -> None:
    await at(talk, *BEGUN, "je reviens plus tard")
    await talk.hears(CHILDREN[0], "greet")
    before = request(talk)
    said = await talk.hears(words, "affirm" if words == "oui" else "out_of_scope")
    assert "0475" not in said
    assert "contact_form" not in talk.followups
    assert (request(talk), talk.slots["paused_form"]) == (before, "contact_form")


@pytest.mark.parametrize("words", ["reprendre", "je reprends", "continuer"])
async def test_an_adult_who_takes_it_up_without_a_word_is_told_how_to_say_who_they_are(talk: Talk, words: str) -> None:
    await at(talk, *BEGUN, "je reviens plus tard")
    await talk.hears(CHILDREN[2], "greet")
    assert "je suis adulte" in await talk.hears(words, "request_contact")
    assert "demande" not in talk.said


@pytest.mark.parametrize("button", ["resume_request", "drop_request"])
async def test_an_old_button_under_the_thumb_of_a_child_tells_nothing(talk: Talk, button: str) -> None:
    await at(talk, *BEGUN, "je reviens plus tard")
    await talk.hears(CHILDREN[0], "greet")
    before = request(talk)
    if button == "drop_request":
        said = await talk.hears("", button)
    else:
        said = await talk.starts_form("reprendre")
    assert "je suis adulte" in said
    assert "103" in said
    assert "demande" not in said
    assert (request(talk), talk.slots["paused_form"], talk.loop) == (before, "contact_form", None)


@pytest.mark.parametrize("back", ["je suis adulte", "c'est moi, la maman, je suis revenue", "c'est papa, désolé"])
async def test_the_adult_who_comes_back_is_offered_it_again(talk: Talk, back: str) -> None:
    await at(talk, *BEGUN, "je reviens plus tard")
    await talk.hears(CHILDREN[0], "greet")
    await talk.hears(back, "greet")
    assert "Reprendre" in talk.titles
    await talk.starts_form("reprendre")
    assert talk.asked == "contact_when"
    assert talk.slots["contact_phone"] == "+32475123433"


async def test_a_child_may_make_a_request_of_its_own(talk: Talk) -> None:
    await talk.starts_form("j'ai 11 ans je veux qu'on m'appelle c'est pour moi")
    await talk.hears("oui")
    assert talk.slots["contact_adult"] == "no"
    await talk.hears("plus tard")
    assert talk.slots["paused_form"]
    await talk.starts_form("reprendre")
    assert talk.asked == "contact_channel"


@pytest.mark.parametrize("words", ["mon fils a 9 ans", "c'est pour ma fille, elle a 8 ans", "j'ai 39 ans"])
async def test_an_age_in_the_form_is_no_child_that_came_in(talk: Talk, words: str) -> None:
    await at(talk, *BEGUN)
    await talk.hears(words)
    assert talk.loop == "contact_form"
