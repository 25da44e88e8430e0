"""To be contacted, to take leave, to write at all: what is meant where the reading is in doubt."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


def sure(confidence: float) -> dict[str, float]:
    return {"calm_confidence": confidence}


@pytest.mark.parametrize(
    ("words", "confidence", "begins"),
    [
        ("c’est pour mon fils. enfin. je préfère ne pas écrire le mot", 0.36, False),
        ("c’est pour mon fils. enfin. je préfère ne pas écrire le mot", 0.9, True),
        ("un contact pour mon fils, ce serait possible", 0.36, True),
    ],
)
async def test_a_doubtful_reading_begins_no_request(talk: Talk, words: str, confidence: float, begins: bool) -> None:
    talk._message(words, "request_contact", None, sure(confidence))
    await talk.runs("action_begin_contact")
    assert ("contact_form" in talk.followups) is begins


async def test_a_plain_wish_begins_one_whatever_it_was_taken_for(talk: Talk) -> None:
    await talk.hears("j’aimerais que quelqu’un du CAPREV me rappelle", "ask_referral", **sure(0.48))
    assert talk.followups == ["contact_form"]


async def test_a_question_about_it_begins_none(talk: Talk) -> None:
    await talk.hears("vous pouvez me faire rappeler ou pas ?", "ask_caprev", **sure(0.48))
    assert "contact_form" not in talk.followups


async def test_the_last_words_take_leave(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    said = await talk.hears("Bon ça attendra après le week-end. Bonne soirée à vous", "ask_green_number", **sure(0.6))
    assert "Au revoir" in said


async def test_a_goodbye_beside_a_question_takes_no_leave(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    await talk.hears("c’est ouvert lundi ? bonne soirée", "ask_green_number", **sure(0.6))
    assert talk.slots["last_answer"] != "goodbye"


@pytest.mark.parametrize("words", ["je suis que la tante, j’ai le droit d’écrire ?", "je suis au bon endroit ?"])
async def test_anybody_may_write(talk: Talk, words: str) -> None:
    assert "Oui" in await talk.hears(words, "ask_capabilities")


async def test_a_teenager_who_asks_whether_they_may_gets_a_number_of_their_own(talk: Talk) -> None:
    assert "103" in await talk.hears(
        "j’ai 15 ans, je peux écrire ici ou c’est que pour les parents", "ask_capabilities"
    )


async def test_a_request_that_somebody_left_is_looked_for_when_it_is_to_be_withdrawn(talk: Talk) -> None:
    words = "maman a laissé une demande la semaine passée, elle voudrait la retirer"
    assert "référence" in await talk.hears(words, "out_of_scope", **sure(0.2))


async def test_a_service_named_in_a_question_of_its_own_is_meant(talk: Talk) -> None:
    words = "Et le CiMéDé, c’est pour nous ? J’ai vu le nom sur une affiche entre le yoga du midi et la tombola"
    await talk.hears(words, "ask_hate", **sure(0.3))
    assert talk.slots["last_answer"] == "service/cimede-prevention"


async def test_a_question_behind_thanks_is_answered_as_learned(talk: Talk) -> None:
    heard = [{"name": "manners/a_name", "confidence": 0.43}]
    await talk.hears("merci. vous êtes une vraie personne ?", "thank", asked=heard, **sure(0.53))
    assert talk.slots["last_answer"] == "manners/a_name"


async def test_whether_one_may_be_contacted_is_a_wish_and_when_is_none(talk: Talk) -> None:
    await talk.hears("le CAPREV pourrait me rappeler, même si j’habite à Lille ?", "ask_green_number", **sure(0.4))
    assert "contact_form" in talk.followups or talk.asked
    await talk.hears("le CAPREV pourrait me rappeler quand ?", "ask_caprev", **sure(0.4))
    assert talk.slots["last_answer"]


async def test_what_is_asked_is_not_taken_for_more_of_the_story(talk: Talk) -> None:
    await talk.hears("mon fils ne parle plus", "describe_concern")
    told = {"in_context": {"follow_up": {"name": "more_told", "confidence": 0.8}}}
    await talk.hears("pour elle, il y a quoi comme aide ?", "ask_hate", **sure(0.48), **told)
    assert talk.slots["last_answer"] == "ask_hate"


@pytest.mark.parametrize(
    "words",
    [
        "ok. moi je veu bien k on m appelle mais sans lui dire", "je veux bien qu'on me rappelle",
        "vous pouvez me faire rappeler svp", "qu'ils m'appellent alors",
    ],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["ask_how_to_talk", "affirm", "talk_to_human", "describe_concern"])
async def test_who_accepts_a_call_begins_a_request_whatever_it_was_taken_for(
    talk: Talk, words: str, intent: str
) -> None:
    await talk.hears(words, intent, **sure(0.9))
    assert talk.followups == ["contact_form"]


@pytest.mark.parametrize("words", ["elle veut bien qu'on l'appelle mamie", "on m'appelle la sorcière"])
async def test_a_name_that_is_called_begins_none(talk: Talk, words: str) -> None:
    await talk.meets("action_begin_contact", words, "request_contact", **sure(0.9))
    assert talk.followups == []
    await talk.hears(words, "talk_to_human", **sure(0.9))
    assert talk.followups == []
