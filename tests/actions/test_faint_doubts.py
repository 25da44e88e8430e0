"""What only the learned model doubts in a calm talk: asked about, or answered with the numbers in one line."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_alarm_talk import heard_as_danger

STORY = (
    "notre fille a quitté la haute école en septembre, elle ne voit plus ses copines du basket, elle discute toute la "
    "nuit avec un garçon qu’elle n’a jamais vu, et mange seule dans sa chambre depuis des semaines"
)


async def hears_an_alarm(talk: Talk, text: str, score: float, kind: str, **calm: object) -> str:
    urgency = {"level": "urgent", "kind": kind, "score": score, "reasons": ["proche"]}
    talk._message(text, f"urgent_{kind}", None, {"urgency": urgency, **calm})
    return await talk.runs("action_urgent")


async def doubts(talk: Talk, text: str, score: float, **calm: object) -> str:
    urgency = {"level": "unsure", "kind": None, "score": score, "reasons": ["proche"]}
    talk._message(text, "check_urgency", None, {"urgency": urgency, **calm})
    return await talk.runs("action_check_urgency")


@pytest.mark.parametrize(
    ("score", "kind", "calm", "asks"),
    [
        (0.8, "danger", 0.05, True),
        (0.9, "danger", 0.05, False),
        (0.65, "suicide", 0.05, True),
        (0.8, "suicide", 0.05, False),
        (0.8, "suicide", 0.4, True),
    ],
)
async def test_in_a_calm_talk_it_depends_on_the_kind_and_on_what_else_it_may_mean(
    talk: Talk, score: float, kind: str, calm: float, asks: bool
) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    said = await hears_an_alarm(talk, "il l’appelle ainsi devant tout le monde", score, kind, calm_confidence=calm)
    assert (talk.slots["awaiting"] == "danger_check") is asks
    assert "112" in said
    assert ("0800 32 123" in said) is (kind == "suicide")


async def test_a_long_first_story_that_may_be_calm_is_asked_about(talk: Talk) -> None:
    await hears_an_alarm(talk, STORY, 0.6, "departure", calm_intent="describe_concern", calm_confidence=0.5)
    assert talk.slots["awaiting"] == "danger_check"


async def test_a_short_first_alarm_rings(talk: Talk) -> None:
    await hears_an_alarm(talk, "elle mange seule", 0.6, "departure", calm_confidence=0.5)
    assert talk.slots["awaiting"] == "safety"


@pytest.mark.parametrize("score", [0.12, 0.3])
async def test_in_a_talk_what_is_surely_calm_is_answered_with_112_in_sight(talk: Talk, score: float) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    calm = {"calm_intent": "ask_how_to_talk", "calm_confidence": 0.9}
    said = await doubts(
        talk, "et je lui dis quoi ce soir au souper, parce que hier j’ai crié et la porte a claqué", score, **calm
    )
    assert talk.slots["last_answer"].startswith("ask_how_to_talk")
    assert "112" in said


async def test_single_words_alone_are_no_sign(talk: Talk) -> None:
    said = await doubts(talk, STORY, 0.07, calm_intent="describe_concern", calm_confidence=0.95)
    assert talk.slots.get("awaiting") != "danger_check"
    assert "112" in said


async def test_a_question_in_the_form_that_is_only_doubted_is_answered_and_no_answer_of_the_form(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    asked = talk.slots["requested_slot"]
    urgency = {"level": "unsure", "kind": None, "score": 0.08, "reasons": ["proche"]}
    calm = {"calm_intent": "ask_confidentiality", "calm_confidence": 0.7, "urgency": urgency}
    said = await talk.hears("attendez : ma femme sera-t-elle mise au courant ?", "check_urgency", **calm)
    assert talk.slots["requested_slot"] == asked
    assert not talk.slots.get("contact_role")
    assert "CAPREV" in said


async def test_a_pause_at_the_door_is_a_pause(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    urgency = {"level": "urgent", "kind": "danger", "score": 0.76, "reasons": ["proche"]}
    said = await talk.hears("pause, on sonne à ma porte", "urgent_danger", urgency=urgency)
    assert "reprendre" in said
    assert not talk.slots.get("urgent")


async def test_danger_told_after_the_word_pause_is_danger(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    urgency = {"level": "urgent", "kind": "attack", "score": 0.9, "reasons": ["menace"]}
    await talk.hears("pause, il a un couteau et il va la tuer", "urgent_attack", urgency=urgency)
    assert talk.rejected


async def test_nobody_is_hurt_and_it_is_over(talk: Talk) -> None:
    await heard_as_danger(talk, 0.95, "il est parti avec un couteau vers la mosquée", "attack")
    await talk.hears("ils l on arreter avant le pont. personne a rien. c est fini", "describe_concern")
    assert talk.slots["last_answer"] in {"after_over", "after_police_there"}


async def test_more_that_is_doubted_while_a_faint_alarm_stands_makes_it_one(talk: Talk) -> None:
    await hears_an_alarm(talk, "il range tout chez lui", 0.6, "attack", calm_confidence=0.5)
    assert talk.slots["urgent"]["soft"]
    more = "lundi, au palais de justice, on l’écoutera enfin"
    said = await doubts(talk, more, 0.08, calm_intent="describe_concern", calm_confidence=0.9)
    assert talk.slots["last_answer"] == "after_more"
    assert not talk.slots["urgent"]["soft"]
    assert "112" in said
    assert "101" in said
