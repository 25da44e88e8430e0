"""Who asks what happens if they change their mind is answered, and the form's own question stands again."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

ASKED = [
    "et si demain j'ai plus envie je fais comment",
    "et si demain jai plus envie je fais comment ?",
    "et si je change d'avis après ?",
    "et si je change d'avis après",
    "et si finalement je ne veux plus ?",
    "mais si demain je regrette ?",
    "si demain je veux plus ça se passe comment",
]
ANSWER = "Vous pouvez changer d’avis à tout moment"
DOUBT = {"urgency": {"level": "unsure", "score": 0.3}, "calm_intent": "out_of_scope"}


@pytest.mark.parametrize("intent", ["out_of_scope", "withdraw_request", "stop_conversation", "erase_my_data", "deny"])
@pytest.mark.parametrize("words", ASKED)
async def test_a_question_about_changing_ones_mind_is_answered_at_the_read_back(
    talk: Talk, words: str, intent: str
) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(words, intent)
    assert ANSWER in said
    assert "Est-ce que je l’envoie" in said
    assert (talk.asked, talk.loop) == ("contact_confirmed", "contact_form")


@pytest.mark.parametrize("size", [1, 2, 5, 6, 8, 9, 10])
@pytest.mark.parametrize("words", ASKED)
async def test_a_doubt_of_the_model_alone_does_not_speak_over_it(talk: Talk, words: str, size: int) -> None:
    await at(talk, *BY_PHONE[:size])
    asked = talk.asked
    said = await talk.hears(words, "check_urgency", **DOUBT)
    assert not talk.rejected
    assert ANSWER in said
    assert (talk.asked, talk.loop) == (asked, "contact_form")


@pytest.mark.parametrize(
    ("words", "intent", "urgency"),
    [
        ("et si demain j'ai plus envie de vivre", "check_urgency", {"level": "unsure", "score": 0.6}),
        ("et si demain j'ai plus envie de rien", "check_urgency", {"level": "unsure", "score": 0.3}),
        ("et si demain j'ai plus envie", "urgent_suicide", {"level": "urgent", "score": 0.9}),
        ("et si je change d'avis il va me tuer ?", "check_urgency", {"level": "unsure", "score": 0.6}),
    ],
)
async def test_a_danger_beside_it_is_heard(talk: Talk, words: str, intent: str, urgency: dict[str, object]) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(words, intent, urgency=urgency)
    assert talk.rejected


async def test_an_open_danger_lets_the_doubt_be_heard(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    talk.slots["urgent"] = {"kind": "suicide", "said": 1, "over": False}
    await talk.hears("et si demain j'ai plus envie je fais comment", "check_urgency", **DOUBT)
    assert talk.rejected


@pytest.mark.parametrize("words", ["j'ai plus envie, annulez", "je veux plus"])
async def test_who_supposes_nothing_gives_it_up(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    assert ANSWER not in await talk.hears(words)
    assert talk.asked != "contact_confirmed" or not talk.loop
