"""« Avez-vous 18 ans ou plus ? » is not asked of who has told it: by an age, a trade, a wife, children of their own,
anywhere in the talk. Of everybody else it is."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

GROWN_UP = [
    "j'ai 40 ans et je tourne en rond", "mon boulot me prend tout mon temps", "mon patron me surveille",
    "ma femme ne me parle plus", "mon mari ne sait pas que j'écris", "ma fille ne veut plus me voir",
    "mes gosses ont peur de moi", "ma compagne est partie", "mon ex-femme m'a pris la maison",
    "j'étais dans un groupe de mes 17 à mes 31 ans", "je suis chauffeur de bus et je n'en peux plus",
    "je suis pensionné et je m'ennuie", "depuis mes 25 ans je lis ça tous les soirs",
]  # fmt: skip
NOTHING_TOLD = [
    "le mari de ma mère me frappe", "ma sœur ne me parle plus", "ma mère dit que son patron est raciste",
    "mon frère est au chômage et il traîne", "j'ai un boulot d'étudiant au supermarché, mon patron est sympa",
    "à mes 18 ans je pars", "je suis animateur scout", "mon oncle est retraité",
    "ma mère dit « mon mari a raison » tout le temps",
]  # fmt: skip


@pytest.mark.parametrize("words", GROWN_UP)
async def test_who_told_it_before_the_form_is_not_asked(talk: Talk, words: str) -> None:
    await talk.hears(words, "self_concern")
    await talk.starts_form("je voudrais qu'on me rappelle, c'est pour moi")
    await talk.hears("oui")
    assert talk.slots["contact_role"] == "self"
    assert talk.asked == "contact_channel"
    assert talk.slots["contact_adult"] == "yes"


@pytest.mark.parametrize("words", GROWN_UP)
async def test_nor_who_tells_it_in_the_wish(talk: Talk, words: str) -> None:
    await talk.starts_form(f"rappelez-moi, c'est pour moi-même. {words}")
    await talk.hears("oui")
    if talk.asked == "contact_role":
        await talk.hears("c'est pour moi")
    assert talk.asked == "contact_channel"


@pytest.mark.parametrize("words", ["pour moi-même", "c'est pour moi", "moi"])
async def test_nor_where_the_role_is_asked(talk: Talk, words: str) -> None:
    await talk.hears("mes gosses ont peur de moi", "self_concern")
    await talk.starts_form()
    await talk.hears("oui")
    if talk.asked == "contact_role":
        await talk.hears(words)
    assert talk.asked != "contact_adult"


@pytest.mark.parametrize("words", NOTHING_TOLD)
async def test_what_tells_nothing_of_the_age_leaves_it_asked(talk: Talk, words: str) -> None:
    await talk.hears(words, "self_concern")
    await talk.starts_form("rappelez-moi, c'est pour moi-même")
    await talk.hears("oui")
    if talk.asked == "contact_role":
        await talk.hears("pour moi")
    assert talk.asked == "contact_adult"


async def test_who_gives_a_younger_age_is_a_minor_whatever_else_is_told(talk: Talk) -> None:
    await talk.hears("j'ai 16 ans, et mon patron est raciste", "self_concern")
    await talk.starts_form("rappelez-moi, c'est pour moi-même")
    await talk.hears("oui")
    assert talk.slots["contact_adult"] == "no"


@pytest.mark.parametrize("words", ["bah j'ai mes gosses quand même", "mon patron vous le dirait"])
async def test_where_the_age_is_asked_it_answers(talk: Talk, words: str) -> None:
    await talk.starts_form("rappelez-moi, c'est pour moi-même")
    await talk.hears("oui")
    assert talk.asked == "contact_adult"
    await talk.hears(words)
    assert talk.slots["contact_adult"] == "yes"
