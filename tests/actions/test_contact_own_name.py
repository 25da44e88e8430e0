"""The writer presents themself in one line, and a first name is put right wherever it is said."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

FIRST = (
    "mon neveu de 20 ans est à fond chez les masculinistes. Je veux bien qu'on m'appelle. {who}, 0497 55 12 08, "
    "le jeudi matin, et pas de message sur le répondeur"
)
PUT_RIGHT = [
    "par contre c'est Sophia avec un a, pas Sophie", "Sophia pas Sophie", "c'est Sophia, et pas Sophie",
    "mon prénom c'est plutôt Sophia", "pardon c'est Sophia avec a",
    "sophia avec un a", "non c'est sophia pas sophie",
]  # fmt: skip


@pytest.mark.parametrize("who", ["Sophie, sa tante, de Gembloux", "Sophie, la tante, de Gembloux"])
async def test_who_presents_themself_in_one_line_is_asked_neither_name_nor_town(talk: Talk, who: str) -> None:
    await talk.starts_form(FIRST.format(who=who))
    await talk.hears("oui")
    assert (talk.slots["contact_name"], talk.slots["contact_commune"]) == ("Sophie", "Gembloux")
    assert (talk.slots["contact_role"], talk.slots["contact_phone"]) == ("relative", "+32497551208")
    assert talk.asked == "contact_confirmed"  # all at once: read back early (decision 0015)


async def test_who_presents_themself_inside_the_form_is_heard(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("Karim, son père, d'Andenne, 0497 55 12 08")
    assert (talk.slots["contact_name"], talk.slots["contact_commune"]) == ("Karim", "Andenne")
    assert talk.slots["contact_role"] == "relative"


@pytest.mark.parametrize(
    "words",
    ["rappelez-moi, je m'inquiète pour Sophie, ma sœur, de Gembloux", "rappelez-moi. Sophie, sa tante, le voit changer",
     "rappelez-moi, Sophie, ma fille, de Gembloux, voit des gens bizarres"],
)  # fmt: skip
async def test_another_who_is_told_of_is_not_the_writer(talk: Talk, words: str) -> None:
    await talk.starts_form(words)
    assert talk.slots.get("contact_name") is None


@pytest.mark.parametrize("words", PUT_RIGHT)
@pytest.mark.parametrize("asked", [7, 8, 9, 10])
async def test_a_name_is_put_right_wherever_it_is_said(talk: Talk, words: str, asked: int) -> None:
    answers = [*BY_PHONE[:6], "Sophie", *BY_PHONE[7:]]
    await at(talk, *answers[:asked])
    before = talk.asked
    assert "Sophia" in await talk.hears(words, "request_contact")
    assert talk.slots["contact_name"] == "Sophia"
    assert talk.asked == before


async def test_the_answer_beside_a_name_put_right_is_kept(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6], "Sophie", "Namur", "il a changé")
    said = await talk.hears("oui vous pouvez m'écrire ici. par contre c'est Sophia avec un a, pas Sophie")
    assert talk.slots["contact_write_here"] == "yes"
    assert "Sophia" in said
    assert talk.asked == "contact_confirmed"


@pytest.mark.parametrize("before", ["Anne", "passer"])
async def test_a_name_spelled_out_is_taken_whatever_was_given(talk: Talk, before: str) -> None:
    await at(talk, *BY_PHONE[:6], before, *BY_PHONE[7:9])
    await talk.hears("oui vous pouvez m'écrire ici. et mon prénom c'est Sophia avec un a")
    assert talk.slots["contact_name"] == "Sophia"


@pytest.mark.parametrize(
    "words", ["il s'appelle Kevin pas Karim", "il traîne avec Marco, pas Marc", "non mais pas Sophie"]
)
async def test_the_name_of_another_puts_nothing_right(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:6], "Sophie", "Namur")
    await talk.hears(words)
    assert talk.slots["contact_name"] == "Sophie"


async def test_a_story_keeps_its_words_beside_a_name(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6], "Sophie", "Namur")
    tale = "il suit un homme qui prêche la haine depuis des mois et il dit que c'est Sophia pas Sophie la bonne"
    await talk.hears(tale)
    assert talk.slots["contact_message"] == tale
