"""After a sending, what is asked of the call and of who read it is about that request, whatever it was read as."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.test_contact_afterwards import sent_here

HEARD_AS = [
    ("action_respond", "ask_green_number"), ("action_respond", "ask_confidentiality"),
    ("action_respond", "describe_concern"), ("action_begin_contact", "request_contact"),
    ("action_withdraw", "withdraw_request"), ("action_follow_up", "request_follow_up"),
]  # fmt: skip
ASKED = [
    "on va m'appeler encore ce soir ?", "et je saurai comment si quelqu'un l'a lue ?", "ils m'appellent quand ?",
    "quelqu'un l'a vue ?", "ils ont lu ma demande ?", "comment je sais si c'est lu", "on me rappelle aujourd'hui ?",
    "est-ce que quelqu'un l'a prise en charge ?", "quelqu'un s'en occupe ?", "elle est où ma demande là ?",
]  # fmt: skip


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize(("action", "intent"), HEARD_AS)
async def test_where_the_request_stands_is_told(talk: Talk, world: World, action: str, intent: str, words: str) -> None:
    reference = await sent_here(talk, world)
    said = await talk.meets(action, words, intent)
    assert reference in said or "pas le délai" in said
    assert "retirer la demande" not in said
    assert talk.followups == []


async def test_asked_again_it_is_told_honestly_that_no_day_is_promised(talk: Talk, world: World) -> None:
    reference = await sent_here(talk, world)
    await talk.hears("merci", "thank")
    await talk.hears("c'est quoi le CAPREV ?", "ask_caprev")
    assert f"{reference} est bien arrivée" in await talk.hears("quelqu'un l'a lue ?", "ask_confidentiality")
    assert "/suivi vous dit où en est" in await talk.hears("on va m'appeler encore ce soir ?", "ask_green_number")


async def test_how_one_will_know_is_told_with_where_it_stands(talk: Talk, world: World) -> None:
    reference = await sent_here(talk, world)
    for _ in range(2):
        await talk.hears("c'est quoi le CAPREV ?", "ask_caprev")
    said = await talk.hears("et je saurai comment si quelqu'un l'a lue ?", "ask_confidentiality")
    assert f"{reference} est bien arrivée" in said
    assert "écrivez /suivi" in said


@pytest.mark.parametrize(("action", "intent"), HEARD_AS[:3])
@pytest.mark.parametrize("words", ["quelqu'un a vu ma fille ?", "mon fils est pris en charge où ?"])
async def test_what_is_asked_of_somebody_is_not_of_the_request(
    talk: Talk, world: World, action: str, intent: str, words: str
) -> None:
    reference = await sent_here(talk, world)
    assert reference not in await talk.meets(action, words, intent)


async def test_where_nothing_was_sent_nothing_is_told_of_a_request(talk: Talk) -> None:
    assert "Votre demande" not in await talk.hears("quelqu'un l'a vue ?", "ask_confidentiality")


async def test_a_withdrawal_in_a_question_is_still_asked_about(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    said = await talk.meets("action_withdraw", "quelqu'un l'a lue ? je voudrais l'annuler", "withdraw_request")
    assert "Voulez-vous vraiment retirer" in said
