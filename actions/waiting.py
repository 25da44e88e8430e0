"""Short answers: what « oui », « non » or « j’ai appelé » means depends on what the assistant is waiting for."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.afterwards import about_afterwards
from actions.alarm_talk import another_is_in_danger, answer_in_alarm, answer_to_check
from actions.by_writer import asks_whether_to_shut_out
from actions.child import answer_child
from actions.child_at_request import is_kept_from_child, say_who_is_a_child
from actions.contact_accepted import request_accepted
from actions.contact_doubted import line_put_right
from actions.contact_draft import said_of_draft
from actions.denial import answer_denial
from actions.erasure import orders_to_erase
from actions.guidance import (
    drop_guidance,
    go_on_with_guidance,
    has_stepped_aside,
    is_dropped,
    start_guidance,
    take_up,
    wants_guidance,
)
from actions.guidance_asked import WAITING as GUIDANCE
from actions.memory import danger_is_near, said_before, urgent_is_open
from actions.plain_answer import plain_yes_or_no
from actions.referral import WAITING as REFERRAL
from actions.referral import go_on_with_referral, is_chosen
from actions.request_taken_back import answer_what_was_asked, settle
from actions.speak import go_on_with, say, set_slot
from actions.turn import FORM, Turn
from actions.urgent import LONGEST_SHORT_ANSWER, after_urgent, drop_request, meaning_after_urgent, meant
from actions.world import World
from casework import misunderstood
from casework.questions import is_yes_or_no

Events = list[dict[str, Any]]
KEEP = "keep_sentence"
QUESTIONS = {"erase", "withdraw", KEEP}
# Questions about danger whose yes and no mean something of their own: « retrouvé ? », « tu es en sécurité ? »
YES_AND_NO = {
    "found": {"yes": "false_alarm", "no": "not_safe"},
    "child_safe": {"yes": "danger_no", "no": "danger_yes"},
}


async def answer_what_waits(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The events of the answer, or None when the message does not answer anything that waits."""
    waiting = turn.slot("awaiting")
    if (events := await answer_what_was_asked(world, dispatcher, turn)) is not None:
        return events
    if waiting in QUESTIONS and (agreed := plain_yes_or_no(world, turn)) is not None:
        return await _confirmed(world, dispatcher, turn, waiting, agreed)
    if (events := line_put_right(world, turn)) is not None:
        return events
    if (events := answer_denial(world, dispatcher, turn)) is not None:
        return events
    if waiting == "danger_check" and another_is_in_danger(world, turn):
        return after_urgent(world, dispatcher, turn, "danger_yes")
    near = danger_is_near(turn)  # then what is said of the danger goes before what is said of a request
    if near and (events := answer_in_alarm(world, dispatcher, turn)) is not None:
        return events
    if is_kept_from_child(world, turn) and world.form.act_in(turn.text) == "resume":
        return say_who_is_a_child(world, dispatcher, turn)
    if (events := answer_child(world, dispatcher, turn)) is not None:
        return events
    if (events := await request_accepted(world, turn)) is not None:
        return events
    if (events := await about_afterwards(world, dispatcher, turn)) is not None:
        return events
    if not near and has_stepped_aside(turn) and turn.text and world.words.meaning("taken_up", turn.text):
        return start_guidance(world, dispatcher, turn)
    if not near and (events := answer_in_alarm(world, dispatcher, turn)) is not None:
        return events
    if is_dropped(turn):
        return drop_guidance(world, dispatcher, turn)
    if waiting == GUIDANCE and (events := go_on_with_guidance(world, dispatcher, turn)) is not None:
        return events
    answers_the_referral = waiting == REFERRAL and not asks_whether_to_shut_out(world, turn)
    if (answers_the_referral or is_chosen(turn)) and (
        events := go_on_with_referral(world, dispatcher, turn)
    ) is not None:
        return events
    if not turn.text or len(turn.text.split()) > LONGEST_SHORT_ANSWER:
        return None
    if meaning := _about_danger(world, turn, str(waiting)):
        return after_urgent(world, dispatcher, turn, meaning)
    if waiting in QUESTIONS and (meaning := world.words.meaning("yes_no", turn.text)):
        return await _confirmed(world, dispatcher, turn, waiting, meaning == "yes")
    if turn.slot("paused_form") and not is_kept_from_child(world, turn) and (meaning := _paused(world, turn)):
        return _resumed(world, dispatcher, turn, meaning)
    return take_up(world, dispatcher, turn)


def _about_danger(world: World, turn: Turn, waiting: str) -> str | None:
    """What the message says of a danger, by the question that is open."""
    if waiting == "danger_check":
        return answer_to_check(world, turn)
    if waiting in YES_AND_NO and (answer := world.words.meaning("yes_no", turn.text)):
        return YES_AND_NO[waiting][answer]
    if waiting == "safety" or urgent_is_open(turn):
        return meaning_after_urgent(world, turn)
    return None


def button_meant(world: World, turn: Turn) -> str | None:
    """The payload of the button that typed words stand for: its name, or a yes to the question just asked."""
    if orders_to_erase(world, turn):
        return "/erase_my_data"
    if wants_guidance(world, turn):
        return "/start_guidance"
    if not turn.text or turn.form_is_active or len(turn.text.split()) > LONGEST_SHORT_ANSWER:
        return None
    if (named := world.words.meaning("asks", turn.text)) and named != "start_guidance":
        return f"/{named}"
    if alone := meant(world, turn, "safety_alone"):
        return f"/{alone}"
    if turn.intent != "affirm" or turn.slot("last_answer") not in world.content.answers:
        return None
    variant = world.content.answers[turn.slot("last_answer")].variant(turn.slot("context") or {})
    asked = any(is_yes_or_no(bubble) for bubble in said_before(turn)) and not turn.slot("misunderstood")
    return variant.buttons[0].payload if asked and variant.buttons else None


def _paused(world: World, turn: Turn) -> str | None:
    """While an alarm is open no yes takes the request up again: it may answer « êtes-vous en sécurité ? »."""
    meaning = said_of_draft(world, turn)
    if meaning is None and not urgent_is_open(turn) and turn.intent in {"affirm", "deny"}:
        return "resume" if turn.intent == "affirm" else None
    return meaning


def _resumed(world: World, dispatcher: CollectingDispatcher, turn: Turn, meaning: str) -> Events:
    if meaning == "drop":
        return drop_request(world, dispatcher, turn)
    return [go_on_with(FORM)]


async def _keep_sentence(world: World, dispatcher: CollectingDispatcher, turn: Turn, agreed: bool) -> Events:
    """Masked, then sealed to the staff's key; gone after thirty days (casework.misunderstood)."""
    if agreed and turn.slot("unclear"):
        await misunderstood.keep(world.redis, world.sealer, str(turn.slot("unclear")))
    say(dispatcher, world.content.text("sentence_kept" if agreed else "sentence_not_kept", turn.moment))
    return [set_slot("awaiting", None), set_slot("unclear", None)]


async def _confirmed(world: World, dispatcher: CollectingDispatcher, turn: Turn, waiting: str, agreed: bool) -> Events:
    return await (_keep_sentence if waiting == KEEP else settle)(world, dispatcher, turn, agreed)
