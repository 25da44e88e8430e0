"""Once a request is sent: « je pourrai encore annuler ? » is told how, and takes nothing back."""

from __future__ import annotations

import pytest

from actions.world import World
from components.answer import answer_of
from tests.actions.conftest import Talk
from tests.actions.test_contact_afterwards import sent_here

HOW = [
    "et si je change d'avis je fais comment ?",
    "et si je change d'avis",
    "je pourrai encore annuler ?",
    "je pourrai la retirer plus tard ?",
    "on peut revenir en arrière ?",
    "on peut encore annuler ?",
]
READ_AS = [
    ("action_withdraw", "withdraw_request"),
    ("action_follow_up", "request_follow_up"),
    ("action_begin_contact", "request_contact"),
    ("action_respond", "out_of_scope"),
    ("action_respond", "ask_confidentiality"),
]


@pytest.mark.parametrize("words", HOW)
@pytest.mark.parametrize(("action", "intent"), READ_AS)
async def test_it_is_told_how_and_printed_so(talk: Talk, world: World, action: str, intent: str, words: str) -> None:
    await sent_here(talk, world)
    said = await talk.meets(action, words, intent)
    assert said.startswith("Vous pouvez changer d’avis à tout moment")
    assert "Retirer ma demande" in talk.titles
    assert talk.slots["last_answer"] == "request/change_of_mind"
    assert talk.slots.get("changing") is None
    assert _printed(talk, words, intent) == "withdraw_request"


def _printed(talk: Talk, words: str, intent: str) -> str:
    parse = {"text": words, "intent": {"name": intent, "confidence": 0.7}, "urgency": {"level": "none"}}
    slots = [event for event in talk.last_events if event["event"] == "slot"]
    events = [{"event": "user", "text": words, "parse_data": parse}, *slots]
    return str(answer_of(events, {})["parse"]["intent"])


@pytest.mark.parametrize(
    "words", ["je regrette, vous pouvez l'annuler ?", "annulez ma demande svp", "je voudrais retirer ma demande"]
)
async def test_who_wants_it_taken_back_is_asked_whether(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    assert "Voulez-vous vraiment retirer" in await talk.meets("action_withdraw", words, "withdraw_request")
