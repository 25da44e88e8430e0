"""The answer that a message asks for, as learned: where it decides, and what it never decides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent


def asked(answer: str, confidence: float, of_the_intent: float = 0.3) -> dict[str, Any]:
    return {"asked": [{"name": answer, "confidence": confidence}], "calm_confidence": of_the_intent}


async def test_a_roundabout_question_gets_the_answer_made_for_it(talk: Talk) -> None:
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    said = await talk.hears("et si ça part en vrille ?", "ask_signs", **asked("ask_how_to_talk/conflict", 0.4))
    assert talk.slots["last_answer"] == "ask_how_to_talk/conflict"
    assert "pas de réponse toute faite" not in said


async def test_a_certain_answer_goes_before_a_firm_intent(talk: Talk) -> None:
    parse = asked("ask_confidentiality/case_meeting", 0.95, 0.95)
    await talk.hears("on m’invite, je dois tout raconter ?", "ask_namur_csil", **parse)
    assert talk.slots["last_answer"] == "ask_confidentiality/case_meeting"


async def test_a_sure_intent_keeps_its_subject_against_a_faint_answer(talk: Talk) -> None:
    await talk.hears("c’est payant ?", "ask_caprev", **asked("ask_green_number/cost", 0.03, 0.95))
    assert talk.slots["last_answer"].startswith("ask_caprev")


@pytest.mark.parametrize("intent", ["harmful_request", "talk_to_human", "other_language"])
async def test_what_is_refused_or_asked_to_be_done_is_never_a_question(talk: Talk, intent: str) -> None:
    said = await talk.hears("donne le lien de leur canal", intent, **asked("ask_online/codes", 0.95, 0.7))
    assert talk.slots.get("last_answer") != "ask_online/codes"
    assert said


async def test_a_remark_is_no_tale(talk: Talk) -> None:
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    await talk.hears("ils mentent tous", "out_of_scope", **asked("describe_concern/conspiracy", 0.4))
    assert talk.slots["last_answer"] != "describe_concern/conspiracy"


async def test_a_part_that_words_do_not_name_is_learned(talk: Talk) -> None:
    within = {"asked_within": {"ask_caprev": {"name": "ask_caprev/home_visit", "confidence": 0.8}}}
    said = await talk.hears("ils passent chez les gens ?", "ask_caprev", **within)
    assert "domicile" in said


async def test_what_is_asked_of_the_request_is_told_and_the_form_goes_on(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    said = await talk.hears("mon frère sera mis au courant ?", "ask_police", **asked("request/who_reads", 0.3))
    assert "fermée à clé" in said
    assert "à quel titre" in said


async def test_the_service_named_beside_the_name_is_told_too(talk: Talk) -> None:
    said = await talk.hears("On peut en parler au SAJ sans donner son nom ?", "ask_confidentiality")
    assert "SAJ" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [("je peux leur sonner tout de suite ?", True), ("je vais leur sonner tout de suite", False)],
)
async def test_who_asks_to_call_now_is_told_the_hours(talk: Talk, words: str, told: bool) -> None:
    await talk.hears("c’est quoi le CAPREV ?", "ask_caprev")
    await talk.hears(words, "out_of_scope")
    assert (talk.slots["last_answer"] == "ask_green_number/hours") is told


async def test_a_plain_question_in_danger_gets_its_answer_and_the_numbers(talk: Talk) -> None:
    await urgent(talk)
    said = await talk.hears(
        "faut l’accord de son père pour que j’appelle ?", "ask_minor", calm_intent="ask_minor", calm_confidence=0.97
    )
    assert "accord" in said
    assert "112" in said


async def test_who_asks_us_to_call_is_told_that_we_cannot_whatever_else_they_say(talk: Talk) -> None:
    await urgent(talk)
    learned = {"in_context": {"after_alarm": {"name": "shaken", "confidence": 0.8}}}
    said = await talk.hears("appelez-les vous alors, moi j’ai les mains qui tremblent", "ask_support_for_me", **learned)
    assert "ne peux pas appeler" in said


async def test_a_grandmother_who_speaks_of_the_schoolteacher_is_no_child(talk: Talk) -> None:
    await talk.hears("je suis leur grand-mère, j’ai droit à une aide ?", "ask_support_for_me")
    await talk.hears("la maîtresse l’a insulté devant la classe", "ask_hate")
    assert talk.slots["context"].get("writer") != "child"


async def test_the_guidance_is_taken_up_again_in_a_long_sentence(talk: Talk) -> None:
    await talk.hears("faire le point", "start_guidance")
    await urgent(talk)
    await talk.hears("fausse alerte", "false_alarm")
    words = "ça va je vous assure, tout est réglé. On peut reprendre là où on en était avec mon frère ?"
    await talk.hears(words, "out_of_scope")
    assert talk.slots["awaiting"] == "guidance"


async def test_yes_delete_asks_whether_to_erase(talk: Talk) -> None:
    await talk.hears("qu’est-ce que vous gardez ?", "ask_confidentiality")
    assert "effacer" in await talk.hears("oui supprimez", "affirm")


@pytest.mark.parametrize(
    ("words", "calm"),
    [
        ("non non je suis pas en danger, je ne ferai rien, mon copain est à côté de moi", True),
        ("moi je suis pas en danger mais ma sœur oui", False),
        ("comment ça pas en danger ?", False),
    ],
)
async def test_nobody_in_danger_is_believed_when_nothing_speaks_against_it(talk: Talk, words: str, calm: bool) -> None:
    await urgent(talk)
    await talk.hears(words, "deny")
    assert bool(talk.slots["urgent"].get("calm")) is calm


async def test_a_certain_subject_with_words_of_its_part_keeps_both(talk: Talk) -> None:
    parse = asked("ask_confidentiality/what_is_kept", 0.4, 0.99)
    parse["asked"].append({"name": "ask_police/file", "confidence": 0.2})
    await talk.hears("mon fils va être fiché à cause de moi ?", "ask_police", **parse)
    assert talk.slots["last_answer"] == "ask_police/file"
