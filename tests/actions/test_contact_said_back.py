"""What is taken in the place of something else is said back in full, before the form goes on."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

BY_MAIL = ["oui", "proche", "par mail", "a.b@exemple.be"]
BY_PHONE = ["oui", "proche", "par téléphone", "0475 12 34 56", "le matin"]
NO_MAIL = (
    "ah non attendez pas le mail, mon mari a accès à ma boite. mon numéro c'est le 0475 12 34 56, le soir après 18h"
)


def plainly(said: str) -> str:
    return said.replace("\u00a0", " ")


@pytest.mark.parametrize("besides", [[], ["Anne"], ["Anne", "Namur"], ["Anne", "Namur", "il a changé"]])
async def test_a_number_in_the_place_of_an_address_is_said_back_with_its_time(talk: Talk, besides: list[str]) -> None:
    await at(talk, *BY_MAIL, *besides)
    said = await talk.hears(NO_MAIL, "request_contact")
    assert "C’est noté : 0475 12 34 56 ; le soir après 18h." in plainly(said)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("mettez plutôt le soir, et pas de message vocal", "le soir ; Message vocal : Non"),
        ("prenez plutôt le 0470 10 20 30, le soir", "0470 10 20 30 ; le soir"),
        ("plutôt par mail en fait, a.b@exemple.be", "a.b@exemple.be"),
        ("mettez plutôt le soir", "le soir"),
    ],
)
async def test_every_line_that_changes_is_said_back_in_the_order_of_the_form(
    talk: Talk, words: str, lines: str
) -> None:
    await at(talk, *BY_PHONE, "oui", "Anne")
    assert f"C’est noté : {lines}." in plainly(await talk.hears(words, "request_contact"))


@pytest.mark.parametrize("words", ["je répète, c'est le 0475 12 34 56", "0475/12.34.56 hein", "mon gsm: 0475123456"])
@pytest.mark.parametrize("answers", [BY_PHONE[:4], BY_PHONE, [*BY_PHONE, "non"], [*BY_PHONE, "non", "Anne"]])
async def test_a_number_that_is_given_again_is_said_back(talk: Talk, answers: list[str], words: str) -> None:
    await at(talk, *answers)
    asked = talk.asked
    assert "C’est noté : 0475 12 34 56." in plainly(await talk.hears(words, "request_contact"))
    assert (talk.asked, talk.slots["contact_phone"]) == (asked, "+32475123456")


async def test_who_comes_back_to_the_number_of_before_hears_it(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears("non finalement par mail, a.b@exemple.be", "request_contact")
    said = await talk.hears("bon mettez quand même le téléphone, 0475 12 34 56", "request_contact")
    assert "C’est noté : 0475 12 34 56." in plainly(said)


async def test_a_first_answer_is_not_said_back(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone")
    assert "C’est noté :" not in plainly(await talk.hears("0475 12 34 56, le soir", "request_contact"))
