"""Two people at one telephone: who begins a request of their own sees nothing of the one that waits, and that one
waits again once theirs is sent or left."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import at

OF_A_MOTHER = ["oui", "proche", "par téléphone", "0475 12 34 33"]
OF_A_WORKER = ["oui", "professionnel", "par téléphone", "0475 12 34 33"]
OF_A_MINOR = ["oui", "c'est pour moi, j'ai 15 ans", "ici dans ce chat"]
LATER = "je reviens plus tard"
BY_A_MINOR = [
    "c'est ma mère qui avait commencé, moi j'ai 15 ans je veux qu'on m'appelle",
    "ma mère avait commencé une demande mais moi j'ai 16 ans, je voudrais qu'on me rappelle",
]


@pytest.mark.parametrize("words", BY_A_MINOR)
@pytest.mark.parametrize("before", [[*OF_A_MOTHER, LATER], OF_A_MOTHER])
async def test_a_minor_begins_their_own_and_sees_nothing_of_the_other(
    talk: Talk, before: list[str], words: str
) -> None:
    await at(talk, *before)
    said = await _wishes(talk, words)
    assert said.startswith("Une autre demande était commencée ici")
    assert "Êtes-vous d’accord" in said
    assert "0475" not in said
    assert (talk.slots["contact_role"], talk.slots["contact_adult"]) == ("self", "no")
    assert talk.slots["contact_phone"] is None
    await talk.hears("oui")
    assert talk.asked == "contact_channel"


async def test_the_other_waits_again_once_theirs_is_sent_and_is_kept_from_them(talk: Talk, world: World) -> None:
    await at(talk, *OF_A_MOTHER, LATER)
    await _wishes(talk, BY_A_MINOR[0])
    for answer in ("oui", "ici dans ce chat", "passer", "oui envoyez"):
        await talk.hears(answer)
    assert len(await world.requests.all()) == 1
    assert (talk.slots["contact_phone"], talk.slots["paused_form"]) == ("+32475123433", "contact_form")
    assert "je suis adulte" in await talk.starts_form("reprendre")
    await talk.hears("c'est maman, je suis revenue", "greet")
    await talk.starts_form("reprendre")
    assert talk.asked == "contact_when"


@pytest.mark.parametrize("leaving", ["annuler", "non merci"])
async def test_it_waits_again_once_theirs_is_left(talk: Talk, leaving: str) -> None:
    await at(talk, *OF_A_MOTHER, LATER)
    await _wishes(talk, BY_A_MINOR[0])
    await talk.hears(leaving)
    assert (talk.loop, talk.slots["paused_form"]) == (None, "contact_form")
    assert (talk.slots["contact_phone"], talk.slots["contact_adult"]) == ("+32475123433", None)


@pytest.mark.parametrize("tapped", [True, False])
async def test_the_other_may_be_dropped(talk: Talk, tapped: bool) -> None:
    await at(talk, *OF_A_MOTHER, LATER)
    await _wishes(talk, BY_A_MINOR[0])
    said = await (talk.taps("Abandonner l’autre") if tapped else talk.hears("abandonnez l'autre"))
    assert "effacé" in said
    assert talk.asked == "contact_consent"
    await talk.hears("annuler")
    assert talk.slots["paused_form"] is None
    assert talk.slots["contact_phone"] is None


@pytest.mark.parametrize(
    "words",
    ["c'est mon fils qui avait commencé, moi je voudrais qu'on me rappelle",
     "j'ai 45 ans, je suis sa mère, je voudrais qu'on me rappelle"],
)  # fmt: skip
async def test_a_grown_up_begins_theirs_while_that_of_a_minor_waits(talk: Talk, words: str) -> None:
    await at(talk, *OF_A_MINOR, LATER)
    said = await talk.starts_form(words)
    assert said.startswith("Une autre demande")
    assert talk.slots["contact_role"] == "relative"
    assert talk.slots["contact_channel"] is None
    await talk.hears("oui")
    await talk.hears("annuler")
    assert (talk.slots["contact_adult"], talk.slots["contact_channel"]) == ("no", "chat")


async def test_a_minor_cannot_be_the_worker_who_began(talk: Talk) -> None:
    await at(talk, *OF_A_WORKER, LATER)
    assert "Une autre demande" in await talk.starts_form("j'ai 14 ans, je veux qu'on m'appelle")


async def test_a_small_child_begins_by_the_button_and_drops_nothing(talk: Talk) -> None:
    await at(talk, *OF_A_MOTHER, LATER)
    await talk.hears("coucou j'ai 9 ans", "greet")
    said = await talk.starts_form("")
    assert "Êtes-vous d’accord" in said
    assert "Abandonner l’autre" not in talk.titles
    await talk.hears("oui")
    assert (talk.slots["contact_adult"], talk.asked) == ("no", "contact_channel")
    await talk.hears("abandonnez l'autre")
    await talk.hears("annuler")
    assert talk.slots["contact_phone"] == "+32475123433"


@pytest.mark.parametrize(
    "words",
    ["c'est mon fils qui a commencé à crier", "c'est ma fille qui a commencé, pas lui",
     "le soir, c'est ma femme qui a ouvert la lettre"],
)  # fmt: skip
async def test_a_story_puts_nothing_aside(talk: Talk, words: str) -> None:
    await at(talk, *OF_A_MOTHER)
    await talk.hears(words)
    assert talk.slots["contact_phone"] == "+32475123433"


async def test_who_began_for_a_brother_and_tells_their_age_goes_on(talk: Talk) -> None:
    await at(talk, *OF_A_MOTHER, LATER)
    assert "Une autre demande" not in await talk.starts_form("j'ai 16 ans, on reprend ma demande de rappel")
    assert talk.slots["contact_phone"] == "+32475123433"


async def _wishes(talk: Talk, words: str) -> str:
    return await (talk.hears(words, "request_contact") if talk.loop else talk.starts_form(words))
