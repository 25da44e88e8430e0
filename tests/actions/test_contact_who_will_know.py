"""In the middle of the request: whether the person who is written about will know. It is answered, and a mere doubt of
the learned model does not speak over it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

ASKED = [
    "est-ce qu’il saura que ça vient de moi ?", "mon fils en sera-t-il averti ?", "mon fils le saura ?",
    "il va le savoir ?", "ma fille va être au courant ?", "vous allez lui dire que c'est moi ?",
    "mon mari saura que j'ai appelé ?", "et si mon fils l'apprend ?", "mon frère sera prévenu ?",
    "est ce que mon fils va savoir", "ils vont contacter mon fils ?", "mon fils il va l'apprendre ou pas",
]  # fmt: skip
DOUBT: dict[str, Any] = {
    "urgency": {"level": "unsure", "kind": None, "score": 0.4, "reasons": []}, "calm_intent": "ask_confidentiality",
}  # fmt: skip
STEPS = (0, 1, 2, 3, 6, 8, 10)


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize("answers", STEPS)
@pytest.mark.parametrize(
    ("intent", "parse"), [("check_urgency", DOUBT), ("ask_confidentiality", {}), ("request_contact", {})]
)
async def test_it_is_said_that_they_are_not_told_and_that_caprev_is_confidential(
    talk: Talk, intent: str, parse: dict[str, Any], answers: int, words: str
) -> None:
    await at(talk, *BY_PHONE[:answers])
    asked = talk.asked
    said = await talk.hears(words, intent, **parse)
    assert not talk.rejected
    assert "confidentiel" in said
    assert (
        "n’est prévenue" in said
        or "n’est pas prévenue" in said
        or "n’en sont pas prévenus" in said
        or "je n’appelle personne" in said
    )
    assert talk.asked == asked


async def test_asked_twice_it_is_said_again(talk: Talk) -> None:
    await at(talk, "oui")
    for _ in range(2):
        said = await talk.hears("mon fils le saura ?", "ask_confidentiality")
        assert "n’est prévenue" in said or "n’est pas prévenue" in said
        assert "confidentiel" in said


@pytest.mark.parametrize(
    "words",
    ["et si mon mari l'apprend ? il va me tuer", "il le saura et il va me frapper, il arrive", "il a un couteau"],
)
@pytest.mark.parametrize("answers", STEPS)
async def test_a_sign_of_danger_goes_before_it(talk: Talk, answers: int, words: str) -> None:
    await at(talk, *BY_PHONE[:answers])
    await talk.hears(words, "check_urgency", **DOUBT)
    assert talk.rejected


async def test_while_an_alarm_is_open_the_doubt_is_heard(talk: Talk) -> None:
    await at(talk, "oui")
    talk.slots["urgent"] = {"kind": "danger", "reasons": ["x"]}
    await talk.hears("mon fils le saura ?", "check_urgency", **DOUBT)
    assert talk.rejected


async def test_a_role_that_is_told_is_no_question(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("je suis sa mère, mon fils ne le sait pas", "describe_concern")
    assert talk.slots["contact_role"] == "relative"
