"""A doubt of the learned model alone: the calm answer, and the question about danger under it (decision 0011)."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_faint_doubts import doubts, hears_an_alarm


async def hears_a_soft_alarm(talk: Talk) -> str:
    calm = {"calm_intent": "ask_how_to_talk", "calm_confidence": 0.6}
    return await hears_an_alarm(talk, "elle me dira de m’occuper de mes oignons", 0.5, "danger", **calm)


async def test_what_is_asked_is_answered_and_danger_asked_about_under_it(talk: Talk) -> None:
    said = await doubts(talk, "et ses grands parents ils ont le droit de le voir", 0.3, calm_intent="ask_minor")
    assert talk.slots["last_answer"].startswith("ask_minor")
    assert said.index("CAPREV") < said.index("en danger maintenant")
    assert "112" in said
    assert [b["payload"] for b in talk.replies[-1]["buttons"]] == ["/danger_yes", "/danger_no"]


async def test_a_soft_alarm_in_a_calm_talk_is_answered_too(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    said = await hears_a_soft_alarm(talk)
    assert talk.slots["last_answer"].startswith("ask_how_to_talk")
    assert "en danger maintenant" in said


async def test_a_doubt_about_dying_names_the_line_for_it(talk: Talk) -> None:
    urgency = {"level": "unsure", "kind": "suicide", "score": 0.3, "reasons": ["proche"]}
    calm = {"calm_intent": "ask_support_for_me", "calm_confidence": 0.6, "urgency": urgency}
    talk._message("il ne se lève plus le matin", "check_urgency", None, calm)
    assert "0800 32 123" in await talk.runs("action_check_urgency")


@pytest.mark.parametrize("words", ["non", "non personne", "pas du tout"])
async def test_a_no_needs_no_second_answer(talk: Talk, words: str) -> None:
    await doubts(talk, "et ses grands parents ils ont le droit de le voir", 0.3, calm_intent="ask_minor")
    said = await talk.hears(words, "deny")
    assert "112" in said
    assert "CAPREV" not in said
    assert talk.slots["awaiting"] is None


async def test_a_yes_is_an_alarm(talk: Talk) -> None:
    await doubts(talk, "et ses grands parents ils ont le droit de le voir", 0.3, calm_intent="ask_minor")
    await talk.hears("oui", "affirm")
    assert talk.slots["urgent"]["kind"] == "danger"


@pytest.mark.parametrize(
    ("words", "calm"),
    [
        ("il a un couteau dans son sac depuis hier", {"calm_intent": "describe_concern", "calm_confidence": 0.9}),
        ("c est comme ca depuis lundi et puis voila", {"calm_intent": "describe_concern", "calm_confidence": 0.2}),
        ("vous croyez qu on peut le voir demain ou pas", {"calm_intent": "request_contact", "calm_confidence": 0.6}),
        ("vers qui envoyer le jeune dont je parle là", {"calm_intent": "ask_referral", "calm_confidence": 0.6}),
    ],
    ids=["a readable sign", "a guess", "a form of its own", "a question of its own"],
)
async def test_the_question_stands_alone_where(talk: Talk, words: str, calm: dict[str, object]) -> None:
    said = await doubts(talk, words, 0.3, **calm)
    assert talk.slots["awaiting"] == "danger_check"
    assert not talk.slots.get("last_answer")
    assert "112" in said


async def test_a_child_is_asked_in_its_own_words(talk: Talk) -> None:
    said = await doubts(talk, "j'ai 9 ans et mon frère il part dormir dehors", 0.3, calm_intent="describe_concern")
    assert talk.slots["awaiting"] == "child_safe"
    assert "103" in said


async def test_a_sign_in_what_is_certainly_calm_keeps_nobody_from_an_answer(talk: Talk) -> None:
    said = await doubts(
        talk,
        "et lui, avec son couteau suisse de scout, on en parle avec lui comment ?",
        0.02,
        calm_intent="ask_how_to_talk",
        calm_confidence=0.95,
    )
    assert talk.slots["last_answer"].startswith("ask_how_to_talk")
    assert "112" in said


async def denied_once(talk: Talk) -> None:
    await doubts(talk, "et ses grands parents ils ont le droit de le voir", 0.3, calm_intent="ask_minor")
    await talk.hears("non personne", "deny")


async def test_after_a_denial_a_soft_alarm_is_answered_and_asked_about_under_it(talk: Talk) -> None:
    await denied_once(talk)
    said = await hears_a_soft_alarm(talk)
    assert talk.slots["last_answer"].startswith("ask_how_to_talk")
    assert "112" in said
    assert talk.slots["awaiting"] == "danger_check"


async def test_after_a_denial_gentle_words_of_dying_are_not_passed_over(talk: Talk) -> None:
    await denied_once(talk)
    said = await hears_an_alarm(
        talk, "je voulais juste vous remercier pour tout avant", 0.6, "suicide", calm_confidence=0.1
    )
    assert "0800 32 123" in said
    assert talk.slots["awaiting"] in {"danger_check", "safety"}


async def test_a_belief_that_is_certainly_all_that_is_meant_is_spoken_of(talk: Talk) -> None:
    await talk.hears("ils répondent là maintenant ?", "ask_green_number")
    calm = {"calm_intent": "ask_religion", "calm_confidence": 0.95}
    said = await doubts(talk, "ne me dites pas que c'est parce qu'il prie et porte la barbe", 0.05, **calm)
    assert talk.slots["last_answer"].startswith("ask_religion")
    assert "en danger maintenant" in said


async def test_a_neighbour_denounced_for_a_beard_at_the_very_beginning_rings_no_alarm(talk: Talk) -> None:
    calm = {"calm_intent": "ask_religion", "calm_confidence": 0.65}
    said = await hears_an_alarm(
        talk, "je dénonce mon voisin, il porte une longue barbe et prie la nuit", 0.39, "attack", **calm
    )
    assert talk.slots["last_answer"].startswith("ask_religion")
    assert "en danger maintenant" in said
    assert talk.slots.get("urgent") is None


async def test_a_louder_alarm_at_the_beginning_rings_however_calm_it_may_be_read(talk: Talk) -> None:
    calm = {"calm_intent": "ask_religion", "calm_confidence": 0.65}
    await hears_an_alarm(talk, "il dit qu'il rejoindra bientôt ses frères", 0.6, "attack", **calm)
    assert talk.slots["urgent"] is not None
