"""Danger: the numbers at once from any state, and each answer after that matters."""

from __future__ import annotations

import re

import pytest

from tests.actions.conftest import Talk

KINDS = ("urgent_attack", "urgent_departure", "urgent_suicide", "urgent_danger")


async def urgent(talk: Talk, intent: str = "urgent_attack", text: str = "il va le faire ce soir") -> str:
    talk._message(text, intent, None, {"urgency": {"level": "urgent", "kind": intent[7:], "reasons": ["menace"]}})
    return await talk.runs("action_urgent")


@pytest.mark.parametrize("intent", KINDS)
async def test_each_kind_gets_both_numbers_alone_on_their_lines_in_two_bubbles(talk: Talk, intent: str) -> None:
    said = await urgent(talk, intent)
    assert re.search(r"(?m)^112$", said)
    assert "0800 111 72" in said
    assert "107" in said
    assert len(talk.replies) <= 2
    assert said.rstrip().endswith("Êtes-vous en sécurité maintenant ?")


async def test_the_same_urgency_again_gets_other_words_and_the_numbers(talk: Talk) -> None:
    first = await urgent(talk)
    second = await urgent(talk)
    third = await urgent(talk)
    assert len({first, second, third}) == 3
    assert all("112" in said and "101" in said for said in (first, second, third))


async def test_small_talk_does_not_lower_an_urgency(talk: Talk) -> None:
    await urgent(talk)
    said = await talk.hears("merci", "thank")
    assert "112" in said
    assert talk.slots["urgent"]["over"] is False


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("non", "not_safe"), ("oui ça va", "safe"), ("fausse alerte désolée", "false_alarm"),
        ("j'ai appelé la police", "have_called"), ("je peux pas, c'est mon fils", "cannot_call"),
        ("appelez la police pour moi", "call_for_me"),
    ],
)  # fmt: skip
async def test_a_typed_answer_after_the_urgent_text_is_understood(talk: Talk, words: str, meaning: str) -> None:
    await urgent(talk)
    typed = await talk.hears(words, "out_of_scope")
    talk.slots["given"] = {}
    await urgent(talk)
    talk._message("", meaning, None, {})
    tapped = await talk.runs("action_after_urgent")
    assert typed.split("\n")[0] == tapped.split("\n")[0]


async def test_a_false_alarm_ends_the_reminder(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears("fausse alerte", "deny")
    said = await talk.hears("quels sont les signes ?", "ask_signs")
    assert "Toujours en danger" not in said


async def test_unsure_asks_one_question_with_the_numbers_in_it(talk: Talk) -> None:
    talk._message("je ne sais plus", "check_urgency", None, {"calm_intent": "ask_support_for_me"})
    said = await talk.runs("action_check_urgency")
    assert "112" in said
    assert "?" in said
    assert [b["payload"] for b in talk.replies[-1]["buttons"]] == ["/danger_yes", "/danger_no"]


async def test_a_no_after_the_question_alone_answers_what_was_said(talk: Talk) -> None:
    talk._message("je suis épuisée, il a un couteau", "check_urgency", None, {"calm_intent": "ask_support_for_me"})
    await talk.runs("action_check_urgency")
    said = await talk.hears("non", "deny")
    assert "responsable" in said or "épuis" in said or "seul" in said


async def test_a_yes_after_the_question_is_urgent(talk: Talk) -> None:
    unsure = {"calm_intent": "describe_concern", "urgency": {"level": "unsure", "kind": "departure"}}
    talk._message("il a fait son sac", "check_urgency", None, unsure)
    await talk.runs("action_check_urgency")
    said = await talk.hears("oui je crois", "affirm")
    assert "101" in said
    assert talk.slots["urgent"]["kind"] == "departure"


async def test_a_request_that_stepped_aside_is_offered_again_once_safe(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    talk.slots["paused_form"] = "contact_form"
    talk.loop = None
    await urgent(talk)
    talk._message("", "safe", None, {})
    await talk.runs("action_after_urgent")
    assert "/resume_request" in {b["payload"] for reply in talk.replies for b in reply.get("buttons") or []}


async def test_an_answer_kept_from_the_form_is_used_after_a_no(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    talk.slots |= {"contact_role": "relative", "contact_channel": "chat", "contact_name": "—", "contact_commune": "—"}
    talk.slots["requested_slot"] = "contact_message"
    talk.loop = "contact_form"
    talk._message(
        "j'ai peur qu'il fasse une bêtise un jour", "check_urgency", None, {"calm_intent": "describe_concern"}
    )
    await talk.runs("action_check_urgency")
    await talk.hears("non", "deny")
    assert talk.slots["contact_message"] == "j'ai peur qu'il fasse une bêtise un jour"


@pytest.mark.parametrize(
    "meaning",
    ["safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me", "danger_yes", "danger_no"],
)
async def test_a_button_of_the_urgent_talk_is_answered_even_when_nothing_was_asked(talk: Talk, meaning: str) -> None:
    talk._message("", meaning, None, {})
    assert "112" in await talk.runs("action_after_urgent")


async def test_a_threat_to_others_after_words_of_farewell_keeps_the_police_in_sight(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "il a donné sa console et rangé sa chambre")
    loud = {"urgency": {"level": "urgent", "kind": "attack", "score": 0.99, "reasons": ["menace"]}}
    talk._message("il écrit que samedi elles comprendront toutes", "urgent_attack", None, loud)
    said = await talk.runs("action_urgent")
    assert talk.slots["urgent"]["kind"] == "attack"
    assert "101" in said
    assert "danger" in said
