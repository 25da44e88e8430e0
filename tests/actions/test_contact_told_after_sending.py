"""After a sending: what is told then changes the request that stands, several lines at once, and nothing is lost."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.contact_request import ContactRequest
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk
from tests.actions.test_contact_afterwards import sent_here
from tests.actions.test_requests import now_given

NEW_NUMBER = "et j'ai changé de gsm entretemps, c'est le 0496 65 43 21 maintenant"
ADDS = "oui c'est juste. et rajoutez svp que je préfère quand il est aux cours, donc avant 16h"
ADDED = "je préfère quand il est aux cours, donc avant 16h"
NUMBER = "+32496654321"
ACTIONS = ["action_begin_contact", "action_respond", "action_withdraw"]


async def stands(world: World, opener: CaseOpener) -> ContactRequest:
    """The one request of this chat, as it is now."""
    (reference,) = await world.requests.of_person(PERSON)
    return await now_given(world, opener, reference)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("first", [ADDS, NEW_NUMBER])
async def test_what_is_told_in_two_messages_is_written_together(
    talk: Talk, world: World, opener: CaseOpener, action: str, first: str
) -> None:
    await sent_here(talk, world)
    await talk.meets(action, first, "request_contact")
    said = await talk.meets(action, NEW_NUMBER if first == ADDS else ADDS, "request_contact")
    assert "0496 65 43 21" in said
    assert ADDED in said
    await talk.taps("Enregistrer")
    given = await stands(world, opener)
    assert (given.phone, given.message) == (NUMBER, f"il a changé\n{ADDED}")
    assert talk.followups == []


@pytest.mark.parametrize(
    ("words", "added"),
    [
        (f"{ADDS}, {NEW_NUMBER}", ADDED),
        ("ajoutez aussi que je travaille de nuit. et mon nouveau numéro c'est le 0496 65 43 21", "travaille de nuit"),
        ("mon gsm est mort, prenez plutôt le 0496 65 43 21, et dites-leur que ma fille est au courant", "ma fille est"),
        ("j'ai un nouveau numéro, 0496 65 43 21. et j'ai oublié de dire qu'il a 17 ans", "il a 17 ans"),
    ],
)
@pytest.mark.parametrize("action", ACTIONS)
async def test_a_number_and_an_addition_in_one_message_are_both_taken(
    talk: Talk, world: World, opener: CaseOpener, words: str, added: str, action: str
) -> None:
    await sent_here(talk, world)
    await talk.meets(action, words, "request_contact")
    assert talk.followups == []
    await talk.meets(action, "oui", "affirm")
    given = await stands(world, opener)
    assert given.phone == NUMBER
    assert added in str(given.message)
    assert str(given.message).startswith("il a changé")


@pytest.mark.parametrize(
    "words",
    [
        NEW_NUMBER, "au fait j'ai perdu mon gsm. le nouveau c'est 0496 65 43 21",
        "j'ai une nouvelle carte sim alors maintenant pour m'appeler c'est le 0496 65 43 21",
    ],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_begin_contact", "action_respond"])
async def test_a_new_number_is_a_change_and_no_new_request(talk: Talk, world: World, words: str, action: str) -> None:
    await sent_here(talk, world)
    assert "0496 65 43 21" in await talk.meets(action, words, "request_contact")
    assert talk.slots["awaiting"] == "change"
    assert talk.followups == []


@pytest.mark.parametrize("words", ["oui et ajoutez aussi qu'il a 17 ans", "et rajoutez qu'il a 17 ans"])
async def test_a_second_addition_is_put_behind_the_first(
    talk: Talk, world: World, opener: CaseOpener, words: str
) -> None:
    await sent_here(talk, world)
    await talk.hears("ajoutez que ma femme n'en dort plus")
    said = await talk.hears(words, "affirm")
    assert "ma femme n'en dort plus" in said
    await talk.taps("Enregistrer")
    assert (await stands(world, opener)).message == "il a changé\nma femme n'en dort plus\nil a 17 ans"


@pytest.mark.parametrize("words", ["dites-leur que ma fille est au courant", "mettez que ma fille est au courant svp"])
async def test_what_the_team_is_to_be_told_is_an_addition(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    assert "À ajouter" in await talk.hears(words, "out_of_scope")
    assert "ma fille est au courant" in talk.said


async def test_one_of_several_new_lines_is_corrected_and_the_others_stay(
    talk: Talk, world: World, opener: CaseOpener
) -> None:
    await sent_here(talk, world)
    await talk.hears(f"{ADDS}, {NEW_NUMBER}")
    await talk.taps("Corriger")
    await talk.taps("Téléphone")
    await talk.hears("0496 65 43 22")
    await talk.taps("Enregistrer")
    given = await stands(world, opener)
    assert given.phone == "+32496654322"
    assert ADDED in str(given.message)


async def test_a_question_in_between_loses_nothing_that_waits(talk: Talk, world: World, opener: CaseOpener) -> None:
    await sent_here(talk, world)
    await talk.hears(ADDS)
    await talk.hears("c'est lu par qui ?", "ask_confidentiality")
    await talk.hears(NEW_NUMBER)
    await talk.taps("Enregistrer")
    given = await stands(world, opener)
    assert (given.phone, ADDED in str(given.message)) == (NUMBER, True)


@pytest.mark.parametrize("words", ["non", "non laissez", "finalement non", "laissez comme c'était", "non merci"])
async def test_a_no_leaves_all_of_it_as_it_was(talk: Talk, world: World, opener: CaseOpener, words: str) -> None:
    await sent_here(talk, world)
    await talk.hears(f"{ADDS}, {NEW_NUMBER}")
    await talk.hears(words, "deny")
    given = await stands(world, opener)
    assert (given.phone, given.message) == ("+32475123433", "il a changé")
