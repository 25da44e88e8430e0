"""« Voulez-vous tout effacer ? » is not dropped in silence when something else is asked."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.test_contact_afterwards import sent_here

ASKED = [
    ("super. et si ça recommence je peux revenir ici ?", "ask_capabilities"),
    ("merci beaucoup. c'est ouvert quand le numéro vert ?", "ask_green_number"),
]


@pytest.mark.parametrize(("words", "intent"), ASKED)
async def test_what_is_asked_is_answered_and_erasing_is_asked_again(talk: Talk, words: str, intent: str) -> None:
    await talk.meets("action_erase", "effacez tout", "erase_my_data")
    said = await talk.hears(words, intent)
    assert len(talk.replies) > 1
    assert said.replace("\u00a0", " ").endswith("Rien n’est encore effacé. Voulez-vous toujours tout effacer ?")
    assert talk.titles == ["Oui", "Non"]
    assert "C’est fait" in await talk.hears("oui", "affirm")


async def test_a_second_time_it_is_let_go(talk: Talk) -> None:
    await talk.meets("action_erase", "effacez tout", "erase_my_data")
    await talk.hears("et c'est payant ?", "ask_green_number")
    assert "Rien n’est encore effacé" not in await talk.hears("et c'est anonyme ?", "ask_confidentiality")
    assert talk.slots["awaiting"] is None


async def test_the_withdrawal_too(talk: Talk, world: World) -> None:
    reference = await sent_here(talk, world)
    await talk.meets("action_withdraw", "", "withdraw_request")
    said = await talk.hears("super. et si ça recommence je peux revenir ici ?", "ask_capabilities")
    assert f"{reference} n’est pas encore retirée" in said
    assert "est retirée" in await talk.hears("oui", "affirm")


async def test_a_no_is_a_no(talk: Talk) -> None:
    await talk.meets("action_erase", "effacez tout", "erase_my_data")
    assert "Rien n’est encore effacé" not in await talk.hears("non merci", "deny")
