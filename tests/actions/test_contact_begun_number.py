"""A number that lacks digits, given before it is asked: the form says so, and remembers it until it asks for it."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

INCOMPLETE = "n’a pas l’air complet"


@pytest.mark.parametrize(
    "words", ["c'est pour moi meme. par tel, 0468 55 12", "plutôt par téléphone, mon gsm c'est le 0472 31 4"]
)
async def test_a_begun_number_is_told_at_once_and_when_the_number_is_asked(talk: Talk, words: str) -> None:
    await at(talk, "oui", "pour moi")
    assert INCOMPLETE in await talk.hears(words, "request_contact")
    assert talk.asked == "contact_adult"
    said = await talk.hears("18 ans ou plus")
    assert talk.asked == "contact_phone"
    assert "Il y manque peut-être un chiffre" in said


async def test_a_begun_number_is_remembered_through_a_pause(talk: Talk) -> None:
    await at(talk, "oui", "pour moi", "par tel, 0468 55 12", "pause")
    await talk.hears("reprendre", "resume_request")
    assert "contact_form" in talk.followups
    await talk.runs("validate_contact_form")
    talk.loop = "contact_form"
    assert "Il y manque peut-être un chiffre" in await talk.hears("35 ans")


async def test_a_number_given_in_full_later_needs_no_word_of_the_begun_one(talk: Talk) -> None:
    await at(talk, "oui", "pour moi", "par tel, 0468 55 12", "0468 55 12 47")
    assert talk.slots["contact_phone"] == "+32468551247"
    assert INCOMPLETE not in await talk.hears("35 ans")
    assert talk.asked == "contact_when"


async def test_who_chooses_another_way_hears_no_more_of_the_begun_number(talk: Talk) -> None:
    await at(talk, "oui", "pour moi", "par tel, 0468 55 12", "non, plutôt par mail")
    assert talk.slots["contact_channel"] == "email"
    assert "pas l’air complète" not in await talk.hears("35 ans")


async def test_a_number_begun_in_the_first_message_is_remembered(talk: Talk) -> None:
    await talk.starts_form("qu'on me rappelle par téléphone, 0470 12 34")
    await talk.hears("oui")
    said = await talk.hears("proche")
    assert talk.asked == "contact_phone"
    assert "Il y manque peut-être un chiffre" in said
