"""Nothing leaves that was not plainly agreed to at the read-back; and who plainly agrees is not asked again."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

AGREED = [
    "oui", "mais oui envoyez je viens de le dire", "oui oui c'est bon merci beaucoup", "ok vas-y", "allez-y",
    "non j'ai rien a modifier, envoyez cette demande s'il vous plait", "ya rien a changer balance",
    "Tout est exact, transmettez donc, je vous en prie.", "nn laisse comme c, go",
    "Aucune ligne à corriger. Vous pouvez expédier.", "ben oui envoyez-la une bonne fois",
    "euh non rien, c'est juste, vous pouvez y aller s'il vous plait ?", "j'ai tout relu avec ma femme, envoyez",
]  # fmt: skip
NOT_AGREED = [
    "le message vocal si, je vous ai dit oui !", "pour le repondeur c oui pas non",
    "Ligne « message vocal » : à mettre sur oui.", "euh le truc du répondeur, j'avais répondu oui je crois",
    "oui mon fils rentre tantôt", "ok je demande à ma femme", "d'accord je vais y penser", "oui mais attendez",
    "oui c'est ma sœur qui a écrit ça", "oui enfin ça dépend", "envoie mais pas si mon daron peut le voir",
    "oui sauf si ma reum est prévenue", "d'accord pour le matin, c'est ça ?", 
    "ok pour l'envoi, pourvu qu'il ne sache rien",
    "oui à ma voisine", "rien à changer",
]  # fmt: skip


@pytest.mark.parametrize("words", AGREED)
@pytest.mark.parametrize("intent", ["affirm", "withdraw_request", "out_of_scope"])
async def test_who_plainly_agrees_is_served_at_once(talk: Talk, world: World, words: str, intent: str) -> None:
    await at(talk, *BY_PHONE)
    assert "référence" in await talk.hears(words, intent)
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize("words", NOT_AGREED)
@pytest.mark.parametrize("intent", ["affirm", "request_contact", "out_of_scope"])
async def test_a_yes_in_the_middle_of_something_else_sends_nothing(
    talk: Talk, world: World, words: str, intent: str
) -> None:
    await at(talk, *BY_PHONE)
    assert await talk.hears(words, intent) or talk.rejected
    assert await world.requests.all() == []
    assert talk.slots["contact_phone"] == "+32475123433"


async def test_a_yes_to_whether_a_line_is_to_be_changed_is_no_leave_to_send(talk: Talk, world: World) -> None:
    await at(talk, *BY_PHONE, "non")
    assert "Que voulez-vous modifier" in await talk.hears("oui", "affirm")
    assert await world.requests.all() == []
    assert "référence" in await talk.hears("rien, envoyez", "affirm")


@pytest.mark.parametrize("words", ["envoie mais pas si mon daron peut le voir", "oui sauf si ma reum est prévenue"])
async def test_a_condition_is_answered_and_the_question_stands(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(words, "affirm")
    assert "Vos proches" in said
    assert "Est-ce que je l’envoie" in said
