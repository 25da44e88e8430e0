"""A message that is handed over with its name, « le message - … », and what stands beside an order or a refusal."""

from __future__ import annotations

import re

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

BY_MAIL = ["oui", "proche", "lili.martin@exemple.be"]
TALE = "il s'est fâché avec toute la famille et il suit un type qui prêche la haine, comment garder le lien avec lui"
REREAD = "non ne m'écrivez pas ici sur le chat, seulement le mail. vous pouvez me relire ce que vous avez noté ?"


@pytest.mark.parametrize("end", ["", " ?"])
@pytest.mark.parametrize("before", [[], ["passer"]])
async def test_a_message_beside_what_is_refused_is_kept(talk: Talk, before: list[str], end: str) -> None:
    await at(talk, *BY_MAIL, *before)
    words = f"ok. alors pas de prénom et pas de commune svp. le message - {TALE}{end}"
    await talk.hears(words, "ask_how_to_talk")
    assert str(talk.slots["contact_message"]).startswith(TALE)
    assert (talk.slots["contact_name"], talk.slots["contact_commune"]) == ("—", "—")
    assert talk.asked == "contact_write_here"


@pytest.mark.parametrize(
    "front", ["le message - ", "message : ", "comme message : ", "pour le message : ", "le message – ", "mon message: "]
)
@pytest.mark.parametrize("asked", [1, 2, 3])
async def test_a_message_is_handed_over_wherever_something_else_is_asked(talk: Talk, front: str, asked: int) -> None:
    await at(talk, *[*BY_MAIL, "Anne"][: asked + 1])
    await talk.hears(f"{front}ma fille se coupe de nous, que faire ?", "ask_how_to_talk")
    assert talk.slots["contact_message"] == "ma fille se coupe de nous, que faire ?"


async def test_the_name_of_a_message_is_no_part_of_it_where_it_is_asked(talk: Talk) -> None:
    await at(talk, *BY_MAIL, "Anne", "Namur")
    await talk.hears(f"alors le message - {TALE} ?", "ask_how_to_talk")
    assert talk.slots["contact_message"] == f"{TALE} ?"


async def test_a_town_before_the_message_is_kept(talk: Talk) -> None:
    await at(talk, *BY_MAIL, "Anne")
    await talk.hears(f"Namur. comme message - {TALE} ?", "ask_how_to_talk")
    assert talk.slots["contact_commune"] == "Namur"
    assert talk.slots["contact_message"] == f"{TALE} ?"


@pytest.mark.parametrize("words", ["pas de message - merci beaucoup à vous", "mon message c'est lu par qui ?"])
async def test_what_speaks_of_a_message_is_none(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL, "Anne")
    await talk.hears(words, "ask_confidentiality")
    assert talk.slots.get("contact_message") is None


async def test_a_number_beside_a_refused_name_is_kept(talk: Talk) -> None:
    await at(talk, *BY_MAIL)
    await talk.hears("pas de prénom svp. appelez-moi plutôt au 0475 12 34 33")
    assert talk.slots["contact_name"] == "—"
    assert talk.slots["contact_phone"] == "+32475123433"


async def test_what_stands_beside_the_wish_to_reread_is_noted_first(talk: Talk) -> None:
    await at(talk, *BY_MAIL, "Anne", "Namur")
    said = await talk.hears(REREAD, "request_contact")
    assert talk.slots["contact_write_here"] == "no"
    assert talk.slots.get("contact_message") is None
    assert "lili.martin@exemple.be" in said
    assert re.search(r"Vous écrire ici\s: Non", said)
    assert talk.asked == "contact_message"


async def test_at_the_last_question_the_read_back_is_what_is_read_again(talk: Talk) -> None:
    await at(talk, *BY_MAIL, "Anne", "Namur", "il a changé")
    said = await talk.hears(REREAD, "request_contact")
    assert talk.slots["contact_write_here"] == "no"
    assert said.count("lili.martin@exemple.be") == 1
    assert "pas de réponse écrite" not in said
    assert talk.asked == "contact_confirmed"


@pytest.mark.parametrize("words", ["ok. vous pouvez me relire ?", "d'accord. relisez-moi ce que vous avez noté"])
async def test_an_ok_beside_the_wish_to_reread_allows_nothing(talk: Talk, words: str) -> None:
    await at(talk, *BY_MAIL, "Anne", "Namur", "il a changé")
    said = await talk.hears(words, "request_contact")
    assert talk.slots.get("contact_write_here") is None
    assert "lili.martin@exemple.be" in said
    assert talk.asked == "contact_write_here"
