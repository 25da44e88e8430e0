"""A request that was refused, or only offered, and is accepted after all: it begins, and leave is asked."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


async def refused(talk: Talk) -> Talk:
    await talk.starts_form()
    await talk.hears("non, pas à une machine", "deny")
    talk.loop = None
    return talk


@pytest.mark.parametrize(
    "words",
    [
        "bon d'accord alors, j'accepte. on fait la demande",
        "ok finalement je veux bien faire la demande",
        "bon ok allez-y, je suis d'accord pour la demande",
        "allez, on la fait alors",
        "bon d'accord, j'accepte",
    ],
)
@pytest.mark.parametrize("action", ["action_withdraw", "action_respond"])
async def test_after_a_refusal_words_of_accepting_begin_it(talk: Talk, words: str, action: str) -> None:
    await refused(talk)
    said = await talk.meets(action, words, "withdraw_request" if action == "action_withdraw" else "goodbye")
    assert "contact_form" in talk.followups
    assert "Je ne trouve pas de demande" not in said


async def test_named_in_so_many_words_it_begins_after_a_question_too(talk: Talk) -> None:
    await refused(talk)
    await talk.hears("mais qui va lire ça ? la police aussi ?", "ask_police")
    await talk.meets("action_withdraw", "bon d'accord alors, j'accepte. on fait la demande", "withdraw_request")
    assert "contact_form" in talk.followups


@pytest.mark.parametrize("words", ["non, je retire ma demande", "annulez ma demande", "on fait la demande comment ?"])
async def test_what_refuses_withdraws_or_asks_begins_nothing(talk: Talk, words: str) -> None:
    await refused(talk)
    await talk.meets("action_withdraw", words, "withdraw_request")
    assert "contact_form" not in talk.followups


async def test_a_mere_yes_long_after_begins_nothing(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    await talk.meets("action_respond", "d'accord alors", "affirm")
    assert "contact_form" not in talk.followups
