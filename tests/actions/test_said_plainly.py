"""What is asked in so many words gets its own answer, whatever the model read."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("et si j'appelle je tombe sur qui", "ask_caprev", "assistants sociaux"),
        ("et à 14 ans le service s'occuperait de lui ?", "ask_caprev", "mineure ou majeure"),
        ("Merci, ça m'aide. Au fait je parle à une vraie personne là ?", "talk_to_human", "une machine"),
        ("super merci. et s'il devient menaçant au guichet ?", "thank", "101"),
        ("vous pouvez l'obliger à se faire aider ?", "ask_hate", "volontaire"),
        ("et ma copine est encore dedans, je lui annonce ça comment", "self_concern", "calme"),
    ],
)
async def test_a_plain_question_gets_its_own_answer(talk: Talk, words: str, intent: str, answer: str) -> None:
    await talk.hears("mon ami traîne avec un groupe qui me fait peur", "describe_concern")
    said = await talk.hears(words, intent)
    assert any(part in said for part in answer.split("|"))


@pytest.mark.parametrize("words", ["y a quelqu'un ?", "bonsoir, vous êtes là ?"])
async def test_is_anybody_there_is_answered_by_the_machine_itself(talk: Talk, words: str) -> None:
    await talk.hears("bonsoir", "greet")
    said = await talk.hears(words, "greet")
    assert "une machine" in said
    assert "107" in said


@pytest.mark.parametrize(
    "words",
    ["et supprimez ce que j'ai écrit ici, je suis tenue au secret moi", "vous pouvez effacer mes messages svp"],
)
async def test_an_order_to_erase_what_was_written_is_asked_about_whatever_it_was_read_as(
    talk: Talk, words: str
) -> None:
    said = await talk.hears(words, "ask_confidentiality")
    assert "tout effacer" in said
    assert talk.slots["awaiting"] == "erase"


async def test_that_somebody_else_erased_messages_erases_nothing(talk: Talk) -> None:
    await talk.hears("il a effacé mes messages sur son téléphone", "describe_concern")
    assert talk.slots.get("awaiting") != "erase"


async def test_asked_whether_what_the_service_has_is_erased_too_the_question_is_answered(talk: Talk) -> None:
    await talk.hears("effacez tout", "erase_my_data")
    said = await talk.hears("et ce que le CAPREV a déjà reçu de moi c'est effacé aussi ?", "erase_my_data")
    assert "je ne peux pas la reprendre" in said


async def test_whether_parents_are_told_is_answered_also_right_after_the_list_of_services(talk: Talk) -> None:
    talk.slots = {"last_answer": "ask_referral", "given": {"ask_referral": 1}, "context": {"speaker": "professional"}}
    heard = {
        "asked": [{"name": "ask_referral/tell_the_parents", "confidence": 0.9}],
        "intent_ranking": [{"name": "ask_minor", "confidence": 0.7}],
    }
    said = await talk.hears("il est mineur donc je dois prévenir la mère ou pas", "ask_minor", **heard)
    assert "parent" in said
    assert talk.slots["last_answer"] == "ask_referral/tell_the_parents"


async def test_who_only_says_what_they_do_is_asked_what_for_whatever_answer_was_heard(talk: Talk) -> None:
    heard = {"asked": [{"name": "describe_concern/religion", "confidence": 0.9}]}
    await talk.hears("Bonjour. Je suis imam dans une petite mosquée à Namur.", "describe_concern", **heard)
    assert talk.slots["awaiting"] == "referral"
    assert talk.slots.get("last_answer") != "describe_concern/religion"


async def test_who_doubts_to_tell_a_machine_hears_that_it_is_one(talk: Talk) -> None:
    doubtful = {"calm_intent": "ask_capabilities", "calm_confidence": 0.31}
    said = await talk.hears("je sais pas si ça sert de raconter ma vie à un robot", "ask_capabilities", **doubtful)
    assert "machine" in said
    assert talk.slots["last_answer"] == "bot_challenge"
