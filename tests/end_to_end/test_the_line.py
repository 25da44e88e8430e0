"""The line, link by link, with real processes: greeting, answer, danger in the middle of a request, reference."""

from __future__ import annotations

import re
from statistics import median

import pytest

from tests.auxil.stack import Stack, button, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(600)]

TUESDAY_NOON, SUNDAY_NIGHT = "2026-11-24T12:00:00", "2026-11-22T23:30:00"
REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")


def test_a_greeting_and_two_questions_get_their_answers(stack: Stack) -> None:
    hello, signs, referral = stack.chat(
        "bonjour",
        "quels sont les signes ?",
        "je suis prof, un élève de 16 ans tient des propos inquiétants, vers qui l'orienter ?",
        sender="relative-1",
    )
    assert hello["parse"]["intent"] == "greet"
    assert signs["parse"]["intent"] == "ask_signs"
    assert "preuve" in said(signs) or "prouve" in said(signs)
    assert referral["parse"]["intent"] == "ask_referral"
    assert "équipes mobiles" in said(referral).lower()


def begin_request(stack: Stack, sender: str) -> None:
    [asked] = stack.chat("je voudrais être rappelée", sender=sender)
    [agreed] = stack.chat(button(asked, "D’accord"), sender=sender)
    [role] = stack.chat(button(agreed, "Un proche"), sender=sender)
    stack.chat(button(role, "Par téléphone"), "0470 12 34 56", sender=sender)


def test_danger_in_the_middle_of_a_request_comes_first_and_the_request_goes_on_to_its_reference(stack: Stack) -> None:
    begin_request(stack, "mother-1")

    [urgent] = stack.chat("il a une arme, il dit qu'il va à l'école ce soir", sender="mother-1", at=SUNDAY_NIGHT)
    assert urgent["parse"]["urgency"]["level"] == "urgent"
    assert urgent["parse"]["intent"].startswith("urgent_")
    first = urgent["replies"][0]["text"]
    assert re.search(r"(?m)^112$", first)
    assert re.search(r"(?m)^101$", first)
    assert len(urgent["replies"]) <= 2
    assert "0800 111 72" in said(urgent)
    assert "107" in said(urgent)

    [safe] = stack.chat(button(urgent, "Oui"), sender="mother-1")
    assert said(safe)
    [resumed] = stack.chat("reprendre", sender="mother-1")
    assert "appeler" in said(resumed)  # the number is kept: when to call is asked next
    answers = ["le matin", "non", "Anne", "Jambes", "Mon fils a beaucoup changé", "oui"]
    *_, readback = stack.chat(*answers, sender="mother-1")
    assert "Anne" in said(readback)
    [done] = stack.chat(button(readback, "Envoyer"), sender="mother-1")
    reference = REFERENCE.search(said(done))
    assert reference

    [request] = [r for r in stack.requests() if r["reference"] == reference.group()]
    assert request["phone"] == "+32470123456"
    assert request["urgent"] is True
    assert request["status"] == "nouveau"
    assert request["recipient"] == "caprev"


def test_the_same_number_is_open_on_tuesday_at_noon_and_closed_on_sunday_night(stack: Stack) -> None:
    [open_now] = stack.chat("quels sont les horaires du numéro vert ?", sender="hours-1", at=TUESDAY_NOON)
    [closed] = stack.chat("quels sont les horaires du numéro vert ?", sender="hours-2", at=SUNDAY_NIGHT)
    assert "ouvert maintenant" in said(open_now)
    assert "fermé maintenant" in said(closed)


def test_no_word_of_a_person_lies_in_redis_or_in_a_log(stack: Stack) -> None:
    begin_request(stack, "planted-1")
    answers = ["le matin plantedtime", "oui", "Plantedname", "Plantedville", "Plantedphrase zanzibar", "non"]
    *_, readback = stack.chat(*answers, sender="planted-1")
    stack.chat(button(readback, "Envoyer"), "Plantedquestion zanzibar ?", sender="planted-1")
    for place in (stack.everything_in_redis(), stack.everything_logged(), stack.output.read_bytes()):
        for word in (b"lantedtime", b"lantedname", b"lantedville", b"lantedphrase", b"lantedquestion", b"470123456",
                     b"470 12 34 56", b"planted-1"):  # fmt: skip
            assert word not in place


def test_a_payload_that_was_never_shown_is_answered_kindly_and_not_obeyed(stack: Stack) -> None:
    [turn] = stack.chat({"payload": "/erase_my_data"}, sender="changed-client")
    assert said(turn)
    assert turn["parse"] is None or turn["parse"]["intent"] != "erase_my_data"


def test_a_typed_slash_command_of_rasa_is_not_obeyed(stack: Stack) -> None:
    turns = stack.chat("/restart", "/session_start", '/choose{"value": "contact_consent:yes"}', sender="typed-slash")
    assert all(said(turn) for turn in turns)


def test_the_operator_is_told_what_is_unconfirmed(stack: Stack) -> None:
    printed = stack.output.read_text()
    assert "caprev-0800" in printed
    assert "confirmer" in printed


def test_turn_1000_of_a_conversation_costs_no_more_than_turn_1(stack: Stack) -> None:
    # Measured alternately in one run, so that a busy machine slows both alike.
    question, again = "quels sont les signes ?", "c'est gratuit ?"
    stack.chat(*([question, again] * 500), sender="long-talk", within=550)
    first, thousandth = [], []
    for count in range(20):
        [fresh] = stack.chat(question, sender=f"short-talk-{count}")
        [old] = stack.chat(question, sender="long-talk")
        first.append(fresh["ms"])
        thousandth.append(old["ms"])
    ratio = median(thousandth) / median(first)
    print(f"turn 1: {median(first):.0f} ms, turn 1,000: {median(thousandth):.0f} ms, ratio {ratio:.2f}")
    assert ratio <= 1.3
