"""« on devait me rappeler sous 48h », and no request in this chat: no delay was promised, and how it may be found."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.test_contact_afterwards import sent_here

PROMISED = [
    "On m'avait promis un coup de fil dans la semaine, non ?",
    "on devait me rappeler sous 48h",
    "vous aviez dit que vous me rappeliez avant vendredi",
    "quelqu'un devait me recontacter lundi",
    "on m'a dit qu'on me rappellerait sous deux jours",
]
READ_AS = [
    ("action_follow_up", "request_follow_up"),
    ("action_begin_contact", "request_contact"),
    ("action_withdraw", "withdraw_request"),
    ("action_respond", "out_of_scope"),
]


@pytest.mark.parametrize("words", PROMISED)
@pytest.mark.parametrize(("action", "intent"), READ_AS)
async def test_no_delay_is_promised_and_the_reference_is_asked(
    talk: Talk, action: str, intent: str, words: str
) -> None:
    said = await talk.meets(action, words, intent)
    assert said.startswith("Aucun délai n’est promis")
    assert "référence" in said
    assert talk.slots["awaiting"] == "reference"
    assert talk.followups == []


@pytest.mark.parametrize("words", PROMISED)
@pytest.mark.parametrize(("action", "intent"), [READ_AS[1], READ_AS[3]])
async def test_of_a_request_of_this_chat_no_day_is_promised_and_no_form_opens(
    talk: Talk, world: World, action: str, intent: str, words: str
) -> None:
    await sent_here(talk, world)
    assert "délai" in await talk.meets(action, words, intent)
    assert talk.followups == []


@pytest.mark.parametrize(
    "words",
    ["on devait me rappeler, rappelez-moi au 0475 12 34 56", "mon fils devait me rappeler sous 48h",
     "on devait m'appeler mais je voudrais surtout qu'on me rappelle ce soir"],
)  # fmt: skip
async def test_a_wish_for_a_call_or_the_call_of_a_son_begins_as_before(talk: Talk, words: str) -> None:
    await talk.meets("action_begin_contact", words, "request_contact")
    assert talk.followups == ["contact_form"]
