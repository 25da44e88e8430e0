"""What is said plainly is answered so whatever the models heard; never near a danger, nor in the contact request."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk

UNSURE: dict[str, Any] = {
    "urgency": {"level": "unsure", "kind": "danger", "score": 0.05}, "calm_intent": "self_concern",
    "calm_confidence": 0.4,
}  # fmt: skip


def heard_as(answer: str, intent: str = "ask_green_number") -> dict[str, Any]:
    """What the models heard instead, and surely."""
    return {"asked": [{"name": answer, "confidence": 0.9}], "intent_ranking": [{"name": intent, "confidence": 0.9}]}


async def test_the_price_after_a_training_is_not_that_of_the_call(talk: Talk) -> None:
    await talk.hears("il y a une formation pour nos coachs ?", "ask_training")
    said = await talk.hears("et c'est payant ça ?", "ask_green_number", **heard_as("ask_caprev/cost"))
    assert talk.slots["last_answer"] == "ask_training/cost"
    assert "formation" in said


async def test_a_worker_who_was_asked_for_a_sector_asks_about_the_parents(talk: Talk) -> None:
    await talk.hears("un jeune du club fait des saluts nazis, je m'adresse à qui ?", "ask_referral")
    await talk.hears("faut-il d'abord prévenir ses parents ?", "ask_minor", **heard_as("ask_minor/parents_consent"))
    assert talk.slots["last_answer"] == "ask_referral/tell_the_parents"


async def test_good_news_of_a_neighbour_is_no_further_fact_against_him(talk: Talk) -> None:
    await talk.hears("mon voisin s'est laissé pousser la barbe", "describe_concern")
    said = await talk.hears("cela dit il nous a jamais rien fait", "describe_concern", **heard_as("follow/more_told"))
    assert "fait seul" not in said
    assert talk.slots["last_answer"] == "follow/good_sign"


async def test_who_was_not_threatened_is_not_asked_about_danger(talk: Talk) -> None:
    await talk.hears("je suis dans un groupe et je veux arrêter, c'est pour moi", "self_concern")
    said = await talk.meets(
        "action_check_urgency", "non personne ne m'a menacé, c'est de l'humour", "check_urgency", **UNSURE
    )
    assert "danger maintenant" not in said
    assert talk.slots["last_answer"] == "manners/no_violence"
    assert "112" in said


@pytest.mark.parametrize("words", ["il m'a rien fait, il a une arme dans son sac", "il rit comme avant"])
async def test_near_a_danger_nothing_is_taken_for_good_news(talk: Talk, words: str) -> None:
    await talk.meets("action_urgent", "mon fils est parti avec un couteau", "urgent_attack")
    await talk.hears(words, "describe_concern")
    assert talk.slots.get("last_answer") != "follow/good_sign"


async def test_a_grandmothers_visit_is_prepared_with_the_service(talk: Talk) -> None:
    await talk.hears("on est famille d'accueil pour un petit revenu de Syrie", "ask_returnee")
    said = await talk.hears("sa grand-mère veut le revoir, faut accepter ?", "ask_minor")
    assert "aide à la jeunesse" in said
    assert "Un jeune peut appeler seul" not in said


async def test_a_man_of_twenty_gets_no_text_for_minors(talk: Talk) -> None:
    await talk.hears("j'ai 20 ans, c'est pour moi, je suis sur un forum", "self_concern")
    said = await talk.hears(
        "mes parents vont le savoir ?", "ask_minor", **heard_as("ask_minor/parents_know", "ask_minor")
    )
    assert "103" not in said
    await talk.hears("on peut m'aider à en sortir de ce forum ? sans que mes vieux l'apprennent", "ask_minor")
    assert talk.slots["last_answer"] == "self_concern/leave_group"


async def test_an_apprentice_of_sixteen_with_a_boss_is_none_of_age(talk: Talk) -> None:
    await talk.hears("j'ai 16 ans, je suis dans un groupe, c'est pour moi", "self_concern")
    await talk.hears("mon patron va le savoir ?", "ask_confidentiality")
    await talk.hears("et mes parents, ils vont le savoir ?", "ask_minor")
    assert talk.slots["last_answer"] == "ask_minor/parents_know"
