"""« changez le matin en après-midi »: the new time alone is noted, in the form and once it is sent."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at
from tests.actions.test_contact_afterwards import sent_here

SAID = [
    ("changez le matin en après-midi", "l’après-midi"),
    ("remplacez le matin par le soir après 19h", "le soir après 19h"),
    ("pas le matin, plutôt l'après-midi", "l'après-midi"),
    ("au lieu du matin mettez 14h", "14h"),
    ("en fait l'après-midi plutôt que le matin", "l'après-midi"),
]
IN_THE_MORNING = [*BY_PHONE[:4], "le matin", *BY_PHONE[5:]]


@pytest.mark.parametrize(("words", "time"), SAID)
@pytest.mark.parametrize("before", [5, 6, 7, 10])
async def test_the_new_time_alone_is_noted_and_said_back(talk: Talk, before: int, words: str, time: str) -> None:
    await at(talk, *IN_THE_MORNING[:before])
    said = await talk.hears(words)
    assert talk.slots["contact_when"] == time
    assert time.lower() in said.lower()
    assert "matin en" not in said


@pytest.mark.parametrize(("words", "time"), SAID)
async def test_the_new_time_alone_is_read_back_after_the_sending(
    talk: Talk, world: World, words: str, time: str
) -> None:
    await sent_here(talk, world)
    said = await talk.meets("action_withdraw", words, "withdraw_request")
    assert "Est-ce que je l’enregistre" in said
    assert talk.slots["changing"]["values"] == {"when": time}
