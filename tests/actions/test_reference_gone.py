"""« Écrivez-moi sa référence », and it is gone: what can be done without it is told, however it went."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

HEARD_AS = {
    "action_respond": "describe_concern", "action_withdraw": "withdraw_request",
    "action_follow_up": "request_follow_up", "action_begin_contact": "request_contact",
}  # fmt: skip
GONE = [
    "Je l'avais notée sur un ticket de caisse, ma femme l'a mis à la poubelle", "je l'ai plus",
    "j'ai effacé le message",
    "elle est dans mon ancien téléphone", "aucune idée", "non, pas la moindre idée", "je sais plus", "j'en ai pas",
    "je l'ai jamais notée", "j'ai pas fait de capture", "elle était sur un post-it que j'ai jeté",
    "j'ai jeté le papier",
    "elle était dans mon carnet mais je l'ai perdu dans le bus la semaine passée avec tout mon sac",
]  # fmt: skip


async def asked_for_it(talk: Talk, words: str = "j'ai perdu la référence") -> Talk:
    await talk.meets("action_follow_up", words, "request_follow_up")
    assert talk.slots["awaiting"] == "reference"
    return talk


@pytest.mark.parametrize("words", GONE)
@pytest.mark.parametrize("action", HEARD_AS)
@pytest.mark.parametrize("first", ["j'ai perdu la référence", "où en est ma demande ?"])
async def test_who_no_longer_has_it_hears_what_can_be_done_without_it(
    talk: Talk, first: str, action: str, words: str
) -> None:
    await asked_for_it(talk, first)
    said = await talk.meets(action, words, HEARD_AS[action])
    assert "la référence" in said
    assert "0800 111 72" in said
    assert "nouvelle demande" in said
    assert talk.followups == []


@pytest.mark.parametrize(
    "words",
    ["je sais pas quoi faire avec mon fils, il ne me parle plus", "mon mari a jeté les affaires de notre fille",
     "mon fils était noté absent à l'école toute la semaine"],
)  # fmt: skip
async def test_a_story_is_no_lost_reference(talk: Talk, words: str) -> None:
    await asked_for_it(talk)
    assert "la référence" not in await talk.meets("action_respond", words, "describe_concern")


@pytest.mark.parametrize("words", ["aucune idée", "je sais pas", "elle est dans mon ancien téléphone"])
async def test_where_no_reference_was_asked_these_are_none(talk: Talk, words: str) -> None:
    await talk.hears("bonjour", "greet")
    assert "la référence" not in await talk.meets("action_respond", words, "out_of_scope")


async def test_who_would_rather_be_called_gets_the_request(talk: Talk) -> None:
    await asked_for_it(talk)
    await talk.meets("action_begin_contact", "je l'ai plus. rappelez-moi plutôt", "request_contact")
    assert talk.followups == ["contact_form"]
