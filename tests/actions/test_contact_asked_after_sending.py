"""After a sending: who asks about the call that was asked for is answered, and given no new request."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.test_contact_afterwards import sent_here

OF_THE_CALL = [
    "ils m'appellent jeudi, c'est sûr ?", "et ils vont m'appeler quand ?", "donc quelqu'un m'appelle demain matin ?",
    "c'est certain qu'ils vont appeler ?", "on me rappelle bien ce jeudi alors", "et s'ils n'appellent pas ?",
    "vous me rappelez mardi, c'est bien ça", "je serai contactée quand même cette semaine ?",
]  # fmt: skip
ACTIONS = ["action_begin_contact", "action_respond"]


@pytest.mark.parametrize("words", OF_THE_CALL)
@pytest.mark.parametrize("action", ACTIONS)
async def test_a_question_about_the_call_promises_no_day_and_begins_no_request(
    talk: Talk, world: World, words: str, action: str
) -> None:
    await sent_here(talk, world)
    said = await talk.meets(action, words, "request_contact")
    assert "pas le délai" in said
    assert "/suivi" in said or "Changer une ligne" in talk.titles
    assert talk.followups == []
    assert talk.slots.get("requested_slot") is None


@pytest.mark.parametrize(
    "words", ["c'est bien parti ?", "ils ont bien reçu ma demande ?", "vous êtes sûr qu'ils ont bien mon numéro ?"]
)
async def test_whether_it_arrived_is_answered_with_where_it_stands(talk: Talk, world: World, words: str) -> None:
    reference = await sent_here(talk, world)
    assert f"Votre demande {reference} est bien arrivée" in await talk.hears(words, "ask_green_number")


@pytest.mark.parametrize("words", ["et si je rate leur appel ?", "ils vont m'appeler de quel numéro ?"])
@pytest.mark.parametrize("action", ACTIONS)
async def test_what_has_an_answer_of_its_own_is_answered_with_it(
    talk: Talk, world: World, words: str, action: str
) -> None:
    await sent_here(talk, world)
    assert "message vocal" in await talk.meets(action, words, "request_contact")
    assert talk.followups == []


@pytest.mark.parametrize(
    "words",
    [
        "je voudrais faire une autre demande, pour qu'on me rappelle", "rappelez-moi aussi pour ma fille",
        "on peut en refaire une pour qu'ils me rappellent ?",
    ],
)  # fmt: skip
async def test_another_request_still_begins(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    await talk.meets("action_begin_contact", words, "request_contact")
    assert talk.followups == ["contact_form"]


async def test_where_no_request_stands_a_wish_that_is_asked_begins_one(talk: Talk) -> None:
    await talk.meets("action_begin_contact", "quelqu'un peut me rappeler jeudi ?", "request_contact")
    assert talk.followups == ["contact_form"]
