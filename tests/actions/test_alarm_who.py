"""After an alarm: whose life it is, as it was told and as it is put right."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_in_context import learned
from tests.actions.test_urgent import urgent

OF_MYSELF, OF_ANOTHER = "je voudrais plus me réveiller demain matin", "mon petit frère dit qu'il veut mourir"


@pytest.mark.parametrize("reading", ["safe_other_not", "yes_vague"])
async def test_who_wants_to_die_is_not_told_of_another_person(talk: Talk, reading: str) -> None:
    await urgent(talk, "urgent_suicide", OF_MYSELF)
    said = await talk.hears("je sais pas. je suis dans mon lit", "self_concern", **learned("after_alarm", reading))
    assert "autre personne" not in said
    assert "0800 32 123" in said
    assert "112" in said
    assert talk.slots["urgent"]


@pytest.mark.parametrize(
    "words",
    [
        "l'autre personne ? mais c'est de moi que je parle",
        "je vous écris à mon sujet, monsieur, de personne d'autre, je parle de moi",
        "celle qui souffre, c'est moi",
    ],
)
@pytest.mark.parametrize("run", ["action_respond", "action_check_urgency"])
async def test_it_is_of_me_is_believed(talk: Talk, words: str, run: str) -> None:
    await urgent(talk, "urgent_suicide", OF_ANOTHER)
    said = await talk.meets(run, words, "self_concern")
    assert "mal compris" in said
    assert "0800 32 123" in said
    assert talk.slots["urgent"]["who"] == "self"
    assert "cette personne" not in await talk.hears("non", "deny")


@pytest.mark.parametrize("words", ["mais non c'est ma mère", "c'est pas moi qui veux en finir c'est mon frère"])
async def test_it_is_of_somebody_else_is_believed(talk: Talk, words: str) -> None:
    await urgent(talk, "urgent_suicide", OF_MYSELF)
    said = await talk.hears(words, "describe_concern")
    assert "autre personne" in said
    assert talk.slots["urgent"]["who"] == "other"
    assert "Vous comptez" not in await talk.hears("elle pleure", "describe_concern")


async def test_who_is_put_right_also_where_it_rings_again(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", OF_ANOTHER)
    await urgent(talk, "urgent_suicide", "non c'est moi qui veux mourir")
    assert talk.slots["urgent"]["who"] == "self"


async def test_somebody_who_is_near_is_taken_up(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", OF_MYSELF)
    said = await talk.hears("ma soeur est a coté dans sa chambre mais on se parle plus", "describe_concern")
    assert "un mot suffit" in said
    assert "0800 32 123" in said


@pytest.mark.parametrize("words", ["y a un truc par ecrit plutot? la voix j y arrive pas", "je préfère écrire"])
async def test_who_cannot_speak_of_dying_is_told_where_to_write(talk: Talk, words: str) -> None:
    await urgent(talk, "urgent_suicide", OF_MYSELF)
    said = await talk.hears(words, "talk_to_human", **learned("after_alarm", "cannot_speak"))
    assert "chat" in said
    assert "/effacer" not in said
    assert "0800 32 123" in said
