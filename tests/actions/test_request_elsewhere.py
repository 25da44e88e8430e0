"""A request that was made elsewhere and cannot be found here: nothing is promised of it, and nothing about it is taken
for another subject."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

NEWS = "j'ai fait une demande la semaine passée et toujours aucune nouvelle, c'est normal ?"


@pytest.mark.parametrize(
    "words",
    [
        "bah finalement je ne veux plus qu'on m'appelle",
        "non, qu'ils ne m'appellent plus du tout",
        "surtout ne m'appelez pas, c'est arrangé",
        "laissez tomber, en fait je veux plus qu'on m'appelle du tout. l'apprentie est partie ailleurs",
    ],
)
@pytest.mark.parametrize("action", ["action_withdraw", "action_respond"])
async def test_nobody_promises_that_no_call_comes_for_a_request_elsewhere(talk: Talk, words: str, action: str) -> None:
    await talk.meets("action_follow_up", NEWS, "request_follow_up")
    said = await talk.meets(action, words, "withdraw_request")
    assert "personne ne vous appelle" not in said
    assert "dites-lui" in said
    assert "retire" in said
    assert "0800" in said


async def test_where_no_request_was_spoken_of_nobody_calls(talk: Talk) -> None:
    assert "personne ne vous appelle" in await talk.hears("surtout ne m'appelez pas", "withdraw_request")


@pytest.mark.parametrize("read_as", ["ask_green_number", "describe_concern", "withdraw_request", "out_of_scope"])
@pytest.mark.parametrize(
    "words",
    [
        "de toute façon faut changer le numéro aussi, pas le fixe du salon, les clientes écoutent tout",
        "il faudrait aussi changer l'heure, je travaille le matin",
        "en plus le numéro n'est plus bon",
        "et plutôt par mail, je n'entends plus bien",
    ],
)
async def test_what_was_to_be_changed_elsewhere_is_heard(talk: Talk, words: str, read_as: str) -> None:
    await talk.meets("action_follow_up", NEWS, "request_follow_up")
    await talk.meets("action_follow_up", "la référence je l'ai plus", "request_follow_up")
    said = await talk.meets("action_withdraw" if read_as == "withdraw_request" else "action_respond", words, read_as)
    assert "demande à changer" in said or "nouvelle demande" in said


@pytest.mark.parametrize("words", ["le numéro vert ne marche plus ?", "mon fils a changé, il ne va plus à l'école"])
async def test_other_things_are_no_change_of_a_request(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", NEWS, "request_follow_up")
    said = await talk.hears(words, "ask_green_number")
    assert "demande à changer" not in said
