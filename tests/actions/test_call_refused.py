"""« je ne veux pas qu’on me rappelle »: no request begins for it, and inside one the telephone is taken out."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import at
from tests.actions.test_requests import sent

REFUSED = [
    "je ne veux pas qu'on me rappelle",
    "surtout ne m'appelez pas",
    "jveux pas qu'on m'appelle svp",
    "merci de ne pas me rappeler",
    "je préfère qu'on ne m'appelle pas",
    "non, pas la peine de me rappeler",
    "je ne veux surtout pas d'appel",
    "et que personne ne me rappelle",
    "je ne veux pas être rappelée, merci",
]


@pytest.mark.parametrize("words", REFUSED)
@pytest.mark.parametrize("action", ["action_begin_contact", "action_withdraw", "action_respond"])
async def test_who_wants_no_call_is_given_no_request(talk: Talk, words: str, action: str) -> None:
    said = await talk.meets(action, words, "request_contact")
    assert "contact_form" not in talk.followups
    assert "personne ne vous appelle" in said
    assert "Demander un contact" not in talk.titles


@pytest.mark.parametrize(
    "words",
    [
        "je voudrais un contact mais surtout ne m'appelez pas, écrivez-moi par mail",
        "j'aimerais qu'on me contacte, mais ne m'appelez pas",
        "rappelez-moi, mais ne m'appelez pas le matin",
        "bon alors j'en refais une, mais par mail hein, pas d'appel",
    ],
)
async def test_who_wants_another_way_begins_one(talk: Talk, words: str) -> None:
    await talk.meets("action_begin_contact", words, "request_contact")
    assert "contact_form" in talk.followups


async def test_of_a_request_that_was_sent_the_ways_to_take_the_call_back_are_shown(talk: Talk, world: World) -> None:
    reference = await sent(world)
    said = await talk.meets("action_begin_contact", "finalement ne me rappelez plus", "request_contact")
    assert str(reference) in said
    assert talk.titles == ["Changer une ligne", "Retirer ma demande"]
    await talk.taps("Retirer")
    await talk.taps("Oui")
    assert await world.requests.status(reference) == "retire"


@pytest.mark.parametrize("words", REFUSED)
async def test_inside_the_form_the_telephone_is_taken_out_and_another_way_is_asked(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0475 12 34 33")
    await talk.hears(words, "request_contact")
    assert talk.slots["contact_phone"] is None
    assert talk.asked == "contact_channel"


@pytest.mark.parametrize("words", ["ne m'appelez pas avant 10h", "ne m'appelez pas le soir"])
async def test_a_time_that_is_not_wanted_keeps_the_telephone(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0475 12 34 33")
    await talk.hears(words, "request_contact")
    assert talk.slots["contact_phone"] == "+32475123433"


async def test_who_wants_no_contact_at_all_is_let_go_where_leave_is_asked(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("je ne veux pas qu'on me contacte", "request_contact")
    assert talk.loop is None
    assert talk.slots.get("paused_form") is None


@pytest.mark.parametrize("words", ["oui mais surtout ne m'appelez pas", "ok, mais je ne veux pas qu'on m'appelle"])
async def test_a_yes_beside_it_goes_on_without_a_call(talk: Talk, words: str) -> None:
    await talk.starts_form("rappelez-moi au 0475 12 34 33")
    said = await talk.hears(words, "affirm")
    assert "pas d’appel" in said
    assert talk.slots["contact_consent"] == "yes"
    assert talk.slots["contact_phone"] is None
