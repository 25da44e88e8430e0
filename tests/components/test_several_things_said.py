"""What a message says besides its first words, and how it says it, without a model."""

from __future__ import annotations

from typing import Any

import pytest

from casework.content import load_content
from components.answer import answer_of, load_answered_as
from components.manner import manners_of
from components.second_question import (
    behind_courtesy,
    behind_greeting,
    clauses_of,
    pieces_of,
    second_question,
    wish_in_a_story,
)  # fmt: skip
from components.talk_in_rasa import ALARM_STANDS


def test_the_question_behind_a_courtesy_is_what_is_answered() -> None:
    heard = [("thank", 0.9), ("ask_green_number", 0.6)]
    assert behind_courtesy("thank", heard) == ("ask_green_number", 0.6)
    assert second_question("ask_green_number", heard) is None


@pytest.mark.parametrize("main", ["describe_concern", "ask_police"])
def test_behind_anything_else_than_a_courtesy_the_whole_message_decides(main: str) -> None:
    assert behind_courtesy(main, [("thank", 0.9), ("ask_green_number", 0.9)]) is None


@pytest.mark.parametrize("heard", [[("thank", 0.9), ("ask_police", 0.4)], [("thank", 0.9), ("out_of_scope", 0.9)]])
def test_a_courtesy_stays_one_without_a_sure_question(heard: list[tuple[str, float]]) -> None:
    assert behind_courtesy("thank", heard) is None


def test_thanks_and_a_question_are_two_pieces() -> None:
    assert len(pieces_of("merci quand même. et la nuit je peux appeler qui")) == 2


@pytest.mark.parametrize(
    "text",
    ["non il me tape pas", "il m’a jamais frappé", "j'ai pas envie de mourir", "il n’y a plus aucun danger",
     "personne n'est en danger"],
)  # fmt: skip
def test_what_is_denied_is_heard_as_denied(text: str) -> None:
    assert manners_of(text)["denied"]


@pytest.mark.parametrize(
    "text", ["il me tape", "j'ai envie de mourir", "je suis en danger", "il a dit qu'il va frapper"]
)
def test_what_is_told_is_not_heard_as_denied(text: str) -> None:
    assert not manners_of(text)["denied"]


def test_stopping_the_questions_is_about_the_talk() -> None:
    assert manners_of("je veux plus continuer vos questions")["the_talk"]
    assert not manners_of("je veux plus continuer comme ça")["the_talk"]


def said(intent: str, confidence: float, answer: str, level: str = "none") -> list[dict[str, Any]]:
    parse = {
        "intent": {"name": intent, "confidence": confidence}, "urgency": {"level": level, "kind": None, "score": 0.1},
    }  # fmt: skip
    return [
        {"event": "user", "text": "ils ont deux petits", "parse_data": parse},
        {"event": "slot", "name": "last_answer", "value": answer},
        {"event": "bot", "text": "Merci de me le dire."},
    ]


@pytest.mark.parametrize(
    ("intent", "confidence", "answer", "printed"),
    [
        ("out_of_scope", 0.3, "follow/more_told", "describe_concern"),
        ("insult", 0.3, "manners/spying", "ask_confidentiality"),
        ("deny", 0.2, "ask_minor/parents_know", "ask_minor"),
        ("ask_police", 0.9, "ask_caprev", "ask_police"),
        ("harmful_request", 0.3, "ask_online", "harmful_request"),
        ("ask_hate", 0.3, "service/unia", "ask_hate"),
        ("ask_caprev", 0.97, "ask_green_number/hours", "ask_green_number"),
        ("ask_green_number", 0.62, "goodbye", "goodbye"),
        ("talk_to_human", 0.8, "child/machine", "bot_challenge"),
        ("talk_to_human", 0.95, "child/machine", "talk_to_human"),
        ("describe_concern", 0.67, "thank", "thank"),
        ("describe_concern", 0.95, "thank", "describe_concern"),
        ("ask_police", 0.67, "thank", "ask_police"),
    ],
)
def test_a_doubtful_message_is_printed_as_what_it_was_answered_as(
    intent: str, confidence: float, answer: str, printed: str
) -> None:
    assert answer_of(said(intent, confidence, answer), {})["parse"]["intent"] == printed


def test_an_urgent_message_is_printed_as_urgent_whatever_the_answer() -> None:
    told = said("urgent_danger", 0.4, "after_safe", "urgent")
    assert answer_of(told, {})["parse"]["intent"] == "urgent_danger"


def test_what_answers_tell_of_an_intent_names_answers_that_exist() -> None:
    answers = set(load_content().answers)
    assert set(load_answered_as()) <= answers


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("bonjour cest quoi un teroriste", "cest quoi un teroriste"),
        ("Bonsoir, ça coûte combien ?", "ca coute combien ?"),
        ("bonjour c'est quoi", "c est quoi"),
        ("bonjour madame", None),
        ("j'ai peur pour lui", None),
        ("cest quoi un teroriste", None),
    ],
)
def test_what_follows_a_greeting_is_heard_by_itself(text: str, behind: str | None) -> None:
    assert behind_greeting(text) == behind


def test_a_wish_in_the_middle_of_a_story_is_heard_in_its_clause() -> None:
    told = "je voudrais qu'on me rappelle pour mon frère, depuis qu'il a perdu son boulot il ne parle plus"
    assert "je voudrais qu'on me rappelle" in clauses_of(told)
    assert clauses_of("rappelez moi svp") == []
    assert wish_in_a_story([("describe_concern", 0.9), ("request_contact", 0.85)]) == ("request_contact", 0.85)
    assert wish_in_a_story([("request_contact", 0.6), ("erase_my_data", 0.9)]) is None


def test_a_pause_of_the_form_is_printed_as_no_alarm() -> None:
    told = said("urgent_danger", 0.76, "", level="urgent")
    told[0]["parse_data"] |= {"calm_intent": "describe_concern", "calm_confidence": 0.4}
    told = [event for event in told if event.get("name") != "last_answer"]
    told.append({"event": "slot", "name": "paused_form", "value": "contact_form"})
    parse = answer_of(told, {})["parse"]
    assert (parse["intent"], parse["urgency"]["level"]) == ("describe_concern", "none")
    told.append({"event": "slot", "name": "urgent", "value": {"kind": "danger"}})
    assert answer_of(told, {})["parse"]["urgency"]["level"] == "urgent"


def test_a_form_that_comes_back_after_a_question_is_no_wish_to_be_contacted() -> None:
    told = said("ask_minor", 0.4, "ask_minor/school")
    told += [{"event": "active_loop", "name": None}, {"event": "active_loop", "name": "contact_form"}]
    assert answer_of(told, {})["parse"]["intent"] == "ask_minor"


def test_an_alarm_that_was_asked_about_is_printed_as_unsure() -> None:
    told = said("urgent_suicide", 0.5, "", level="urgent")
    told[0]["parse_data"] |= {"calm_intent": "ask_police", "calm_confidence": 0.4}
    told.append({"event": "slot", "name": "awaiting", "value": "danger_check"})
    parse = answer_of(told, {})["parse"]
    assert (parse["intent"], parse["urgency"]["level"]) == ("ask_police", "unsure")


def test_an_alarm_that_was_answered_calmly_is_printed_as_unsure() -> None:
    told = said("urgent_suicide", 0.5, "follow/already_tried", level="urgent")
    told[0]["parse_data"] |= {"calm_intent": "ask_how_to_talk", "calm_confidence": 0.7}
    parse = answer_of(told, {})["parse"]
    assert (parse["intent"], parse["urgency"]["level"]) == ("ask_how_to_talk", "unsure")
    told.append({"event": "slot", "name": "urgent", "value": {"kind": "suicide"}})
    assert answer_of(told, {})["parse"]["urgency"]["level"] == "urgent"


def test_a_loud_alarm_is_printed_as_one_whatever_it_was_answered_with() -> None:
    told = said("urgent_danger", 0.98, "ask_police/must_i_report", level="urgent")
    told[0]["parse_data"]["urgency"]["score"] = 0.98
    assert answer_of(told, {})["parse"]["intent"] == "urgent_danger"


@pytest.mark.parametrize(
    ("intent", "confidence", "printed"),
    [
        ("out_of_scope", 0.9, "request_contact"),
        ("harmful_request", 0.9, "request_contact"),
        ("describe_concern", 0.3, "request_contact"),
        ("describe_concern", 0.9, "describe_concern"),
    ],
)
def test_what_answers_the_form_is_printed_as_the_request_unless_it_surely_says_more(
    intent: str, confidence: float, printed: str
) -> None:
    told = [event for event in said(intent, confidence, "") if event.get("name") != "last_answer"]
    told.append({"event": "slot", "name": "contact_role", "value": "relative"})
    assert answer_of(told, {})["parse"]["intent"] == printed


@pytest.mark.parametrize(("awaiting", "level"), [("safety", "unsure"), (None, "none")])
def test_while_an_alarm_goes_on_no_message_is_printed_as_calm(awaiting: str | None, level: str) -> None:
    told = [*said("deny", 0.9, "after_cannot_call"), {"event": "slot", "name": "awaiting", "value": awaiting}]
    told[0]["parse_data"]["urgency"] = {"level": "none", "kind": None, "score": 0.01, "reasons": []}
    parse = answer_of(told, {})["parse"]
    assert parse["urgency"]["level"] == level
    assert not parse["intent"].startswith("urgent_")


@pytest.mark.parametrize(
    ("left", "level"),
    [(..., "unsure"), ({"kind": "attack", "calm": True}, "unsure"), (None, "none"), ({"over": True}, "none")],
)
def test_until_it_is_said_to_be_over_what_follows_an_alarm_is_not_printed_as_calm(left: Any, level: str) -> None:
    told = said("thank", 0.9, "after_thanks")
    told[0]["parse_data"]["urgency"] = {"level": "none", "kind": None, "score": 0.01, "reasons": []}
    told[0]["parse_data"][ALARM_STANDS] = "attack"
    if left is not ...:
        told.append({"event": "slot", "name": "urgent", "value": left})
    assert answer_of(told, {})["parse"]["urgency"]["level"] == level


def test_what_changes_a_request_that_was_sent_is_printed_so() -> None:
    told = [event for event in said("ask_caprev", 0.93, "") if event.get("name") != "last_answer"]
    told.append({"event": "slot", "name": "changing", "value": {"reference": "x"}})
    assert answer_of(told, {})["parse"]["intent"] == "withdraw_request"


@pytest.mark.parametrize(("stands", "level"), [("suicide", "urgent"), (None, "none")])
def test_who_cannot_call_while_an_alarm_stands_is_printed_as_urgent_as_before(stands: str | None, level: str) -> None:
    told = said("ask_police", 0.9, "after_cannot_call")
    told[0]["parse_data"]["urgency"] = {"level": "none", "kind": None, "score": 0.01, "reasons": []}
    told[0]["parse_data"] |= {ALARM_STANDS: stands} if stands else {}
    parse = answer_of(told, {})["parse"]
    assert parse["urgency"]["level"] == level
    assert parse["intent"].startswith("urgent_") == (level == "urgent")


@pytest.mark.parametrize(("left", "level"), [(None, "none"), ({"over": True}, "none"), (..., "urgent")])
def test_the_words_that_end_an_alarm_are_printed_as_calm_though_they_name_the_danger(left: Any, level: str) -> None:
    told = said("urgent_attack", 0.5, "after_false_alarm", "urgent")
    told[0]["parse_data"] |= {"calm_intent": "deny", "calm_confidence": 0.4}
    if left is not ...:
        told.append({"event": "slot", "name": "urgent", "value": left})
    assert answer_of(told, {})["parse"]["urgency"]["level"] == level


@pytest.mark.parametrize(
    ("text", "level"), [("ils ont deux petits", "urgent"), ("et c'est payant chez vous ?", "unsure")]
)
def test_more_of_the_danger_that_was_told_is_as_urgent_as_before(text: str, level: str) -> None:
    told = said("describe_concern", 0.7, "after_more", "unsure")
    told[0]["text"] = told[0]["parse_data"]["text"] = text
    told[0]["parse_data"][ALARM_STANDS] = "departure"
    assert answer_of(told, {})["parse"]["urgency"]["level"] == level


def test_a_doubt_of_no_kind_is_printed_as_it_is_where_no_alarm_stands_any_more() -> None:
    told = said("describe_concern", 0.7, "after_more", "unsure")
    assert answer_of(told, {})["parse"]["urgency"]["level"] == "unsure"


@pytest.mark.parametrize(("confidence", "printed"), [(0.93, "ask_police"), (0.97, "ask_confidentiality")])
def test_what_is_asked_of_the_danger_is_printed_by_its_answer_unless_certain(confidence: float, printed: str) -> None:
    told = said("ask_confidentiality", confidence, "after_ask_police_does")
    assert answer_of(told, {})["parse"]["intent"] == printed


@pytest.mark.parametrize(
    ("intent", "answer", "printed"),
    [
        ("ask_caprev", "ask_caprev/cost", "ask_green_number"),
        ("ask_caprev", "ask_caprev/where", "ask_caprev"),
    ],
)
def test_the_answer_tells_whether_the_number_or_the_service_is_asked_about(
    intent: str, answer: str, printed: str
) -> None:
    assert answer_of(said(intent, 0.9, answer), {})["parse"]["intent"] == printed


@pytest.mark.parametrize(
    ("intent", "confidence", "printed"),
    [("goodbye", 0.7, "ask_confidentiality"), ("other_language", 0.95, "other_language")],
)
def test_a_courtesy_gives_way_to_what_is_certainly_asked(intent: str, confidence: float, printed: str) -> None:
    told = said(intent, confidence, "ask_confidentiality/case_meeting")
    told[0]["parse_data"]["asked"] = [{"name": "ask_confidentiality/case_meeting", "confidence": 0.99}]
    assert answer_of(told, {})["parse"]["intent"] == printed


@pytest.mark.parametrize(
    ("intent", "printed"),
    [("ask_confidentiality", "request_follow_up"), ("withdraw_request", "withdraw_request")],
)
def test_what_is_answered_with_the_reference_that_is_needed_is_about_a_request(intent: str, printed: str) -> None:
    told = [*said(intent, 0.95, None), {"event": "slot", "name": "awaiting", "value": "reference"}]
    assert answer_of(told, {})["parse"]["intent"] == printed


@pytest.mark.parametrize(("asked", "printed"), [(0.0, "ask_police"), (0.9, "ask_confidentiality")])
def test_an_answer_that_the_words_ask_for_tells_more_than_a_reading_that_is_fairly_sure(
    asked: float, printed: str
) -> None:
    told = said("ask_police", 0.6, "ask_confidentiality/who_knows")
    told[0]["parse_data"] |= {
        "guessed": [{"name": "ask_police", "confidence": 0.6}, {"name": "ask_confidentiality", "confidence": 0.2}],
        "asked": [{"name": "ask_confidentiality/who_knows", "confidence": asked}],
    }
    assert answer_of(told, {})["parse"]["intent"] == printed


@pytest.mark.parametrize("intent", ["describe_concern", "withdraw_request"])
def test_what_takes_a_request_up_is_printed_as_one(intent: str) -> None:
    told = [*said(intent, 0.95, None), {"event": "active_loop", "name": "contact_form"}]
    assert answer_of(told, {})["parse"]["intent"] == "request_contact"


def test_a_goodbye_is_printed_as_one_whatever_courtesy_answers_it() -> None:
    told = said("goodbye", 0.99, "thank/plan")
    told[0]["parse_data"]["asked"] = [{"name": "thank/plan", "confidence": 0.97}]
    assert answer_of(told, {})["parse"]["intent"] == "goodbye"
