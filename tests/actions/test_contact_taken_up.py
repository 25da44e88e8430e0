"""« On reprend la demande »: a request that was set aside comes back, one that was given up begins anew, whatever the
learned model took it for."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import at
from tests.actions.test_contact_afterwards import sent_here

HEARD_AS = {
    "action_withdraw": "withdraw_request", "action_follow_up": "request_follow_up", "action_erase": "erase_my_data",
    "action_begin_contact": "request_contact", "action_respond": "out_of_scope",
}  # fmt: skip
NAMED = [
    "Ma cheffe est ok, on reprend la demande de rappel", "on continue la demande", "je veux finir ma demande",
    "on reprend la demande", "on peut reprendre la demande ?", "ok je suis prête pour la demande de rappel",
    "on termine la demande ?", "bon, revenons à ma demande de rappel svp",
]  # fmt: skip
BARE = ["on reprend", "c'est bon pour ma cheffe, on continue", "reprenons"]


async def set_aside(talk: Talk, *answers: str) -> Talk:
    """Begun, stopped, and something else spoken of."""
    await at(talk, *answers)
    await talk.hears("je dois d'abord voir avec ma cheffe, je reviens")
    assert talk.slots["paused_form"]
    await talk.hears("c'est quoi le CAPREV ?", "ask_caprev")
    await talk.hears("et c'est gratuit ?", "ask_caprev")
    return talk


async def given_up(talk: Talk) -> Talk:
    """At the leave, where nothing is kept of a request."""
    await talk.starts_form()
    await talk.hears("non, je dois d'abord voir avec ma cheffe", "deny")
    assert not talk.slots.get("paused_form")
    await talk.hears("c'est quoi le CAPREV ?", "ask_caprev")
    return talk


@pytest.mark.parametrize("words", [*NAMED, *BARE])
@pytest.mark.parametrize("action", HEARD_AS)
async def test_a_request_that_was_set_aside_comes_back(talk: Talk, action: str, words: str) -> None:
    await set_aside(talk, "oui", "prof")
    await talk.meets(action, words, HEARD_AS[action])
    assert talk.followups == ["contact_form"]
    assert talk.slots["contact_role"] == "professional"


@pytest.mark.parametrize("words", [*NAMED, *BARE])
@pytest.mark.parametrize("action", HEARD_AS)
async def test_a_request_that_was_given_up_begins_anew(talk: Talk, action: str, words: str) -> None:
    await given_up(talk)
    said = await talk.meets(action, words, HEARD_AS[action])
    assert talk.followups == ["contact_form"]
    assert "référence" not in said


@pytest.mark.parametrize("words", NAMED)
@pytest.mark.parametrize("action", ["action_withdraw", "action_follow_up", "action_respond"])
async def test_named_where_there_is_none_it_begins_the_request_and_withdraws_nothing(
    talk: Talk, action: str, words: str
) -> None:
    await talk.hears("c'est quoi le CAPREV ?", "ask_caprev")
    await talk.meets(action, words, HEARD_AS[action])
    assert talk.followups == ["contact_form"]


@pytest.mark.parametrize(
    "words",
    ["je ne veux pas reprendre la demande", "annulez ma demande", "je peux reprendre la demande plus tard ?",
     "on reprend la demande demain"],
)  # fmt: skip
async def test_a_no_a_withdrawal_or_later_begins_nothing(talk: Talk, words: str) -> None:
    await given_up(talk)
    await talk.meets("action_withdraw", words, "withdraw_request")
    assert talk.followups == []


async def test_words_of_erasing_still_erase(talk: Talk) -> None:
    await set_aside(talk, "oui", "prof")
    await talk.meets("action_erase", "effacez tout, on ne continue pas la demande", "erase_my_data")
    assert talk.slots["awaiting"] == "erase"


async def test_who_sent_one_is_told_where_it_stands(talk: Talk, world: World) -> None:
    reference = await sent_here(talk, world)
    said = await talk.meets("action_follow_up", "on reprend ma demande", "request_follow_up")
    assert talk.followups == []
    assert reference in said
