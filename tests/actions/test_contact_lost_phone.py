"""A request was made elsewhere, and the telephone with its reference is gone: how to go on is said."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

GONE = [
    "ma femme l'a plus son gsm, il est cassé. on fait comment alors ?",
    "il est tombé dans l'eau, je fais quoi ?",
    "c'était sur mon ancien téléphone, on me l'a volé",
    "j'ai changé de gsm et la conversation a disparu, elle est perdue",
    "et on fait comment sans la référence ?",
    "son portable est mort",
    "j'ai désinstallé telegram, tout a été effacé",
]


@pytest.mark.parametrize("words", GONE)
@pytest.mark.parametrize(
    ("action", "first"),
    [
        ("action_follow_up", "/suivi"), ("action_withdraw", "je voudrais retirer la demande de ma femme"),
    ],
)  # fmt: skip
async def test_how_to_go_on_without_the_reference_is_said(talk: Talk, words: str, action: str, first: str) -> None:
    await talk.meets(action, first, "request_follow_up")
    said = await talk.hears(words, "ask_how_to_talk")
    assert "Sans la référence" in said
    assert "0800 111 72" in said
    takes_back = action == "action_withdraw"  # who withdraws is offered no new request
    assert ("Demander un contact" in talk.titles) is not takes_back


@pytest.mark.parametrize("words", GONE[:2])
async def test_a_second_time_it_is_said_in_other_words(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", "/suivi", "request_follow_up")
    first = await talk.hears(GONE[2], "describe_concern")
    second = await talk.hears(words, "ask_how_to_talk")
    assert second != first
    assert "nouvelle demande" in second
    assert "0800 111 72" in second


@pytest.mark.parametrize("words", ["mon fils a cassé son gsm de rage", "on fait comment pour lui parler ?"])
async def test_a_broken_telephone_of_a_story_asks_for_no_reference(talk: Talk, words: str) -> None:
    assert "Sans la référence" not in await talk.hears(words, "describe_concern")
    if "pour lui parler" in words:
        await talk.meets("action_follow_up", "/suivi", "request_follow_up")
        assert "Sans la référence" not in await talk.hears(words, "ask_how_to_talk")


async def test_a_new_number_after_the_lost_telephone_begins_a_request(talk: Talk) -> None:
    await talk.meets("action_follow_up", "/suivi", "request_follow_up")
    await talk.hears("mon gsm est cassé, rappelez-moi au 0470 12 34 56", "request_contact")
    assert "Sans la référence" not in talk.said


async def test_a_reference_with_a_slip_is_not_taken_for_anything_else(talk: Talk) -> None:
    await talk.hears("j'ai laissé une demande jeudi, toujours rien", "request_follow_up")
    await talk.hears("le code ? perdu.", "request_follow_up")
    said = await talk.hears("Ah si, retrouvé. QKTM-ZRWP-HDLX-V", "out_of_scope")
    assert "référence" in said
