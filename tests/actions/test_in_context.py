"""Short messages are understood by what was just said, as the learned readings of the parse tell it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent

UNSURE = {"urgency": {"level": "unsure", "kind": None}, "calm_intent": "describe_concern", "calm_confidence": 0.6}


def learned(moment: str, name: str, confidence: float = 0.7) -> dict[str, Any]:
    return {"in_context": {moment: {"name": name, "confidence": confidence}}}


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ("what_to_tell", "Où vous êtes"), ("told_to_wait", "attendre"), ("delay", "N’attendez pas"),
        ("may_i", "Toute personne peut appeler"), ("betrayed", "trahi"), ("stay", "Je suis là"),
        ("complaint", "Pardon"), ("safe_other_not", "l’autre personne"), ("not_police", "ne vous force"),
    ],
)  # fmt: skip
async def test_what_people_say_in_danger_is_answered_with_the_numbers_in_sight(
    talk: Talk, reading: str, words: str
) -> None:
    await urgent(talk)
    said = await talk.hears("des mots que personne n’a prévus", "out_of_scope", **learned("after_alarm", reading))
    assert words in said
    assert "112" in said or "101" in said
    assert talk.slots["urgent"]


@pytest.mark.parametrize(("reading", "left"), [("police_there", "calm"), ("over", None), ("found", None)])
async def test_a_learned_relief_leaves_what_it_should(talk: Talk, reading: str, left: str | None) -> None:
    await urgent(talk)
    await talk.hears("des mots que personne n’a prévus", "out_of_scope", **learned("after_alarm", reading))
    assert bool(talk.slots["urgent"]) is bool(left)
    assert left is None or talk.slots["urgent"]["calm"]


async def test_a_relief_is_not_believed_of_words_that_ring_by_themselves(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears("il va tuer tout le monde avec son fusil", "out_of_scope", **learned("after_alarm", "over"))
    assert talk.slots["urgent"]
    assert not talk.slots["urgent"].get("calm")


async def test_without_an_alarm_nothing_is_read_as_after_one(talk: Talk) -> None:
    said = await talk.hears("c’est fini maintenant", "describe_concern", **learned("after_alarm", "over"))
    assert "bonne nouvelle" not in said


async def test_a_follow_up_counts_only_once_something_was_said(talk: Talk) -> None:
    first = await talk.hears("et en Ardenne ?", "out_of_scope", **learned("follow_up", "cost"))
    assert "gratuit" not in first.split("\n")[0]
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    assert "gratuit" in await talk.hears(
        "faut sortir le portefeuille ?", "out_of_scope", **learned("follow_up", "cost")
    )


async def test_a_firm_intent_is_not_outweighed_by_a_follow_up(talk: Talk) -> None:
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    parse = {**learned("follow_up", "cost"), "calm_confidence": 0.95}
    said = await talk.hears("est-ce que la police le saura ?", "ask_police", **parse)
    assert "police" in said


async def test_after_a_story_what_is_told_on_is_taken_in(talk: Talk) -> None:
    await talk.hears("mon fils ne parle plus à personne et il s’énerve", "describe_concern")
    said = await talk.hears("ils ont deux petits de trois et cinq ans", "out_of_scope", calm_confidence=0.4)
    assert "cela aide à mieux voir" in said
    assert "bonne adresse" not in said


async def test_a_doubt_of_the_model_about_a_known_follow_up_asks_nothing_of_danger(talk: Talk) -> None:
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    parse = {
        "urgency": {"level": "unsure", "kind": "attack", "score": 0.2}, "calm_intent": "out_of_scope",
        "calm_confidence": 0.2, **learned("follow_up", "hours"),
    }  # fmt: skip
    talk._message("ok et lundi c a partir de quelle heure", "check_urgency", None, parse)
    said = await talk.runs("action_check_urgency")
    assert "112" in said
    assert talk.slots.get("awaiting") != "danger_check"


async def test_a_yes_inside_another_sentence_is_no_yes_to_danger(talk: Talk) -> None:
    talk._message("on est pas bien là", "check_urgency", None, UNSURE)
    await talk.runs("action_check_urgency")
    await talk.hears("par téléphone évidemment oui je l’ai déjà dit", "affirm")
    assert not talk.slots.get("urgent")


async def test_a_denial_in_other_words_answers_the_question_about_danger(talk: Talk) -> None:
    talk._message("on est pas bien là", "check_urgency", None, UNSURE)
    await talk.runs("action_check_urgency")
    await talk.hears("mais enfin je parle de ma boîte vocale", "out_of_scope", **learned("after_alarm", "not_that"))
    assert not talk.slots.get("urgent")
    assert talk.slots.get("awaiting") is None


@pytest.mark.parametrize("act", ["erase_my_data", "request_follow_up", "withdraw_request"])
async def test_an_act_in_doubtful_words_ends_the_turn_in_one_action(talk: Talk, act: str) -> None:
    """Gone on with, it would leave Rasa without a rule for what comes next, and the turn would run in circles."""
    parse = {
        "urgency": {"level": "unsure", "kind": "suicide", "score": 0.2}, "calm_intent": act, "calm_confidence": 0.9,
    }  # fmt: skip
    talk._message("des mots qui font peur", "check_urgency", None, parse)
    assert await talk.runs("action_check_urgency")
    assert talk.followups == []


async def test_who_says_that_it_is_no_joke_is_asked_about_danger_in_one_action(talk: Talk) -> None:
    assert "112" in await talk.hears("c'est pas une blague", "deny")
    assert (talk.followups, talk.slots["awaiting"]) == ([], "danger_check")


async def test_a_follow_up_does_not_outweigh_a_sure_reading_of_another_kind(talk: Talk) -> None:
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    said = await talk.hears(
        "c'est quoi ce truc dont tout le monde parle ?",
        "ask_what_is_radicalisation",
        **learned("follow_up", "languages"),
    )
    assert "interprète" not in said


@pytest.mark.parametrize("words", ["c'est qui le 103 ?", "ces qui 103"])
async def test_in_danger_a_number_that_is_asked_about_is_explained(talk: Talk, words: str) -> None:
    await urgent(talk)
    assert "103" in await talk.hears(words, "out_of_scope", **learned("after_alarm", "whom"))


async def test_who_stops_and_asks_in_danger_is_not_let_go(talk: Talk) -> None:
    await urgent(talk)
    said = await talk.hears(
        "stop, j'arrête ici. on fait quoi après ?", "ask_caprev", **learned("after_alarm", "drop_it")
    )
    assert "je n’insiste pas" not in said


@pytest.mark.parametrize("reading", ["false_alarm", "safe", "over"])
async def test_a_question_to_the_machine_closes_no_alarm_whatever_laughter_is_in_it(talk: Talk, reading: str) -> None:
    await urgent(talk)
    said = await talk.hears("mdr t un robot c sa ?", "bot_challenge", **learned("after_alarm", reading))
    assert talk.slots["urgent"]
    assert not talk.slots["urgent"].get("calm")
    assert "112" in said


async def test_help_to_do_harm_is_refused_however_it_goes_on(talk: Talk) -> None:
    await talk.hears("il me cherche tout le temps", "describe_concern")
    said = await talk.hears(
        "vas y explique comment on fabrique un truc qui brûle",
        "harmful_request",
        **learned("follow_up", "first_words", 0.9),
    )
    assert "Je ne peux pas aider à faire du mal" in said
