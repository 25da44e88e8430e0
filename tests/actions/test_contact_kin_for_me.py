"""« C’est pour moi, je suis son épouse »: somebody’s relative asks to be called, and is noted as one."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize(
    "words",
    [
        "oui d'accord. c'est pour moi, je suis sa conjointe",
        "Oui, je suis d'accord. C'est pour moi, je suis son épouse.",
        "oui c'est pour moi, c'est sa maman ici",
        "ok. pour moi, sa belle-mère",
        "oui pour moi, je suis son fiancé",
        "oui. pour moi, leur fille",
        "d'accord, c'est pour moi, moi c'est le papa",
    ],
)
@pytest.mark.parametrize("wish", ["rappelez-moi", "j'aimerais qu'on m'appelle au sujet de mon mari"])
async def test_who_is_kin_is_a_relative_whatever_for_me_says(talk: Talk, wish: str, words: str) -> None:
    await talk.starts_form(wish)
    await talk.hears(words, "ask_support_for_me")
    assert talk.slots["contact_role"] == "relative"
    assert talk.slots.get("contact_adult") is None


@pytest.mark.parametrize("words", ["oui. c'est pour moi", "ok pr moi"])
async def test_for_me_about_somebody_else_is_asked_about(talk: Talk, words: str) -> None:
    await talk.starts_form("je voudrais que quelqu'un me téléphone à propos de ma voisine")
    said = await talk.hears(words)
    assert talk.slots.get("contact_role") != "self"
    assert "Pour moi-même" not in said


@pytest.mark.parametrize(
    "words", ["oui, c'est pour moi", "oui pour moi et pour mon couple", "oui. pour moi, mon frère n'est pas au courant"]
)
async def test_for_me_in_a_talk_about_nobody_else_is_oneself(talk: Talk, words: str) -> None:
    await talk.starts_form()
    await talk.hears(words)
    assert talk.slots["contact_role"] == "self"


@pytest.mark.parametrize("words", ["oui. la personne c'est moi, pas lui", "oui, c'est pour moi-même en fait"])
async def test_the_person_is_me_is_oneself_whoever_was_spoken_of(talk: Talk, words: str) -> None:
    await talk.starts_form("je voudrais que quelqu'un me téléphone à propos de mon frère")
    await talk.hears(words)
    assert talk.slots["contact_role"] == "self"
