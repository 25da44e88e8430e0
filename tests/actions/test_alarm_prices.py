"""In an alarm: what the numbers that were named cost, and whom one can simply talk to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent

TIRED = ("urgent_suicide", "tout le monde serait mieux sans moi")
ATTACK = ("urgent_attack", "un ouvrier m'a dit de ne pas aller au marché demain")
LINE, CAPREV = "0800 32 123", "0800 111 72"
DOUBTED: dict[str, Any] = {
    "urgency": {"level": "unsure", "kind": "suicide", "score": 0.02}, "calm_confidence": 0.95,
}  # fmt: skip


@pytest.mark.parametrize("words", ["c'est payant ?", "et c'est gratuit ça ?", "je dois payer quelque chose ?"])
@pytest.mark.parametrize("intent", ["ask_green_number", "ask_caprev"])
@pytest.mark.parametrize("run", ["action_respond", "action_check_urgency"])
async def test_the_price_is_that_of_the_number_just_named(talk: Talk, words: str, intent: str, run: str) -> None:
    await urgent(talk, *TIRED)
    said = await talk.meets(run, words, intent, calm_intent=intent, **DOUBTED)
    assert "gratuit" in said
    assert LINE in said
    assert CAPREV not in said


async def test_the_price_of_the_caprev_is_asked_by_its_name(talk: Talk) -> None:
    await urgent(talk, *TIRED)
    assert CAPREV in await talk.hears("et le CAPREV, c'est payant ?", "ask_caprev")


async def test_in_another_danger_it_is_the_price_of_the_help(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears("ça coûte combien d'appeler, c'est payant ?", "ask_green_number")
    assert "112" in said
    assert CAPREV not in said


@pytest.mark.parametrize(
    "words",
    ["y a pas une ligne pour discuter en pleine nuit ?", "pas de secours chez moi. il existe quelqu'un à qui parler ?",
     "je voudrais juste causer avec quelqu'un cette nuit", "avec qui je peux parler, simplement ?"],
)  # fmt: skip
async def test_who_only_wants_to_talk_gets_one_short_text(talk: Talk, words: str) -> None:
    await urgent(talk, *TIRED)
    said = await talk.meets("action_check_urgency", words, "check_urgency", calm_intent="talk_to_human", **DOUBTED)
    assert talk.slots["last_answer"] == "after_ask_listen"
    assert said.index(LINE) < said.index("107")
    assert "Si c’est occupé" not in said
    assert len(talk.replies) == 1


@pytest.mark.parametrize("words", ["je vais parler à ma sœur ce soir", "il ne veut parler à personne"])
async def test_who_speaks_with_a_sister_asks_for_no_line(talk: Talk, words: str) -> None:
    await urgent(talk, *TIRED)
    await talk.hears(words, "describe_concern")
    assert talk.slots["last_answer"] != "after_ask_listen"
