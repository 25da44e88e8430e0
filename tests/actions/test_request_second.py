"""Whether a second request does harm is answered as such: before it begins, in it, beside one that was sent."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import at
from tests.actions.test_contact_afterwards import sent_here

ASKED = [
    "si j'en refais une, ça fera double ?",
    "et si j'en refais une ça va pas faire double ?",
    "je dois refaire une demande ou j'attends encore",
    "faut en refaire une ou pas ?",
    "est-ce que la nouvelle annule la première ?",
    "j'en ai déjà fait une avant, c'est grave ?",
]


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize("read_as", ["ask_police", "request_follow_up", "out_of_scope"])
async def test_a_second_request_does_no_harm(talk: Talk, words: str, read_as: str) -> None:
    await talk.meets("action_follow_up", "j'ai fait une demande mardi et rien, c'est normal ?", "request_follow_up")
    said = await talk.meets("action_follow_up" if read_as == "request_follow_up" else "action_respond", words, read_as)
    assert "remplace la première" in said


async def test_it_is_answered_beside_a_request_of_this_chat(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    assert "remplace la première" in await talk.hears("si j'en refais une, ça fera double ?", "ask_police")


async def test_in_the_form_it_is_answered_and_the_question_stands(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears("au fait j'ai déjà fait une demande mardi, ça va pas faire double ?", "ask_police")
    assert "remplace la première" in said
    assert talk.asked == "contact_channel"


@pytest.mark.parametrize("words", ["bon, je refais une demande alors", "on peut en faire une nouvelle à mon nom ?"])
async def test_who_begins_another_is_not_told_about_it(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", "j'ai fait une demande mardi et rien, c'est normal ?", "request_follow_up")
    assert "remplace la première" not in await talk.hears(words)
