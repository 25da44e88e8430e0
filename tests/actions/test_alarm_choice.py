"""While an alarm is open several readings are weighed; what takes something off the alarm is believed only where it is
surely meant."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent

ATTACK = ("urgent_attack", "il va attaquer lundi")
DYING = ("urgent_suicide", "je veux mourir")


def heard(**sure_of: float) -> dict[str, Any]:
    """What the learned reading of the moments after an alarm hears, the likeliest first."""
    ranking = [{"name": name, "confidence": sure} for name, sure in sorted(sure_of.items(), key=lambda e: -e[1])]
    return {
        "in_context": {"after_alarm": {**ranking[0], "ranking": ranking}},
        "urgency": {"level": "none", "score": 0.0},
    }


async def test_two_reliefs_that_are_each_half_meant_are_one_relief(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears(
        "ils sont repartis avec lui dans la camionnette", "describe_concern", **heard(police_there=0.3, found=0.2)
    )
    assert talk.slots["urgent"]["calm"]


async def test_what_is_half_heard_as_the_end_ends_no_alarm(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears("tout est rangé, les factures sont payées", "describe_concern", **heard(over=0.35, put_away=0.2))
    assert talk.slots["urgent"] is not None
    assert "112" in talk.said or "101" in talk.said


async def test_a_wish_to_die_is_calmed_only_by_what_is_surely_heard(talk: Talk) -> None:
    await urgent(talk, *DYING)
    await talk.hears("je suis assis au bord du lit", "describe_concern", **heard(safe=0.3, others_call=0.2))
    assert not talk.slots["urgent"].get("calm")


@pytest.mark.parametrize("words", ["t'es un robot de toute façon non ?", "il y a quelqu'un qui me lit ?"])
async def test_whether_anybody_reads_along_is_said_in_danger_too(talk: Talk, words: str) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears(
        words, "bot_challenge", calm_intent="bot_challenge", calm_confidence=0.9, **heard(cannot_call=0.6)
    )
    assert "machine" in said
    assert "112" in said or "101" in said


async def test_to_go_after_somebody_oneself_is_advised_against(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears("et moi je fais quoi, j'essaie de le rattraper ?", "ask_how_to_talk", **heard(see_him=0.9))
    assert "à distance" in said
    assert "101" in said


async def test_asked_to_call_a_machine_begins_no_contact_request(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.meets(
        "action_begin_contact", "vous pouvez pas les appeler vous ? si c moi il m'en voudra", "request_contact"
    )
    assert "Je ne peux pas appeler" in said
    assert talk.followups == []


async def test_where_two_things_are_as_likely_in_an_alarm_the_second_is_said_in_few_words(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears("du coup là voilà quoi", "describe_concern", **heard(weapon=0.3, messages=0.3))
    few = {name: in_few_words_of(talk, f"after_ask_{name}") for name in ("weapon", "messages")}
    assert talk.slots["last_answer"] in ("after_ask_weapon", "after_ask_messages")
    assert (few["messages"] in said) == (talk.slots["last_answer"] == "after_ask_weapon")
    assert (few["weapon"] in said) == (talk.slots["last_answer"] == "after_ask_messages")


def in_few_words_of(talk: Talk, answer: str) -> str:
    return talk.world.content.fill(talk.world.content.answers[answer].variants[-1].wordings[1][0])


async def test_under_a_relief_nothing_else_is_said(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears("ils sont là, et je leur dis quoi", "ask_police", **heard(police_there=0.5, what_to_tell=0.4))
    assert in_few_words_of(talk, "after_what_to_tell") not in talk.said
