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
