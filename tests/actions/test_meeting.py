"""Somebody met on the net wants to see a child or a teenager: do not go, give nothing, tell an adult today."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

WANTS = [
    "il veut kon se voie en vrai",
    "il m'a donné rdv samedi",
    "il veut mon adresse",
    "il propose qu'on se rencontre à la gare",
    "il demande où j'habite",
    "il vient me chercher demain",
]


@pytest.mark.parametrize("words", WANTS)
@pytest.mark.parametrize("read_as", ["ask_online", "describe_concern", "out_of_scope", "self_concern"])
async def test_a_teenager_is_told_not_to_go(talk: Talk, words: str, read_as: str) -> None:
    await talk.hears("sur mon serv discord y a un mec de 20 ans il m'envoie des vidéos, moi j'ai 15 ans", "ask_online")
    for turn in range(3):
        said = await talk.hears(words, read_as)
        assert "juste au-dessus" not in said
        assert "116 000" in said
        assert "101" in said
        if turn == 0:
            assert "N’y allez pas" in said


@pytest.mark.parametrize("words", WANTS)
async def test_a_child_is_told_not_to_go(talk: Talk, words: str) -> None:
    await talk.hears("bonjour j'ai 10 ans", "greet")
    await talk.hears("y a un gars sur discord il veut ma photo", "ask_online")
    said = await talk.hears(words, "ask_online")
    assert "N’y va pas" in said
    assert " vous" not in said.lower()


async def test_in_one_message_too(talk: Talk) -> None:
    await talk.hears("salut j'ai 14 ans", "greet")
    assert "N’y allez pas" in await talk.hears("un mec de 25 ans sur snap veut me voir samedi", "describe_concern")


async def test_a_parent_is_told_what_to_do(talk: Talk) -> None:
    await talk.hears("un inconnu parle à ma fille de 13 ans sur discord", "ask_online")
    said = await talk.hears("il lui a donné rendez-vous samedi", "describe_concern")
    assert "Pas de rendez-vous" in said


@pytest.mark.parametrize(
    "words", ["mon pote veut qu'on se voie samedi", "mes parents veulent me voir", "j'ai rdv avec mon psy"]
)
async def test_a_friend_is_no_stranger(talk: Talk, words: str) -> None:
    await talk.hears("salut j'ai 14 ans", "greet")
    assert "N’y allez pas" not in await talk.hears(words, "describe_concern")
