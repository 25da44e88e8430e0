"""A question in the middle of the contact request: answered, and the form asks its own again. Called by contact_answer
and afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, in_short, light_of
from actions.contact_end import ContactEnd
from actions.memory import counted, note_given, times_given
from actions.reading import answer_meant
from actions.speak import say, speak
from actions.turn import Turn
from actions.world import World
from casework.replies import Reply

Events = list[dict[str, Any]]
# Readings that are no subject of a question.
NO_SUBJECT = {
    "nlu_fallback", "out_of_scope", "affirm", "deny", "greet", "thank", "goodbye", "request_contact", "talk_to_human",
    "withdraw_request", "request_follow_up", "describe_concern", "self_concern", "check_urgency", "other_language",
    "insult", "erase_my_data", "harmful_request",
}  # fmt: skip


# Who asks for these is led there.
FOR_THE_RULES = {"talk_to_human", "other_language", "insult", "harmful_request", "greet", "thank", "goodbye"}


def answer_about_request(world: World, dispatcher: CollectingDispatcher, turn: Turn, question: str) -> Events | None:
    """What is asked of the request itself; None when the question is of something else."""
    answer_id = world.form.question_in(question) or world.asked.of_a_request(turn.parse)
    return answer_of_request(world, dispatcher, turn, answer_id) if answer_id else None


def answer_of_request(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer_id: str) -> Events:
    """Inside the form without its buttons: the form's own question stands under it. Outside it is the last answer, and
    what the turn is printed as (components/answer.py)."""
    times = times_given(turn, answer_id)
    replies = world.content.render(answer_id, turn.moment, context=light_of(world, turn), again=times)
    inside = turn.form_is_active
    speak(dispatcher, [Reply(r.text, () if inside else r.buttons, r.contact) for r in replies])
    return [counted(turn, answer_id)] if inside else note_given(turn, answer_id)


def answer_learned(world: World, dispatcher: CollectingDispatcher, turn: Turn, question: str) -> Events | None:
    """A question in the middle that only the learned reading hears as one; None where the rules know whom it is for."""
    if (told := answer_about_request(world, dispatcher, turn, question)) is not None:
        return told
    calm = replace(turn, intent=turn.calm_intent)
    meant = answer_meant(world, calm)
    if meant in world.content.answers:
        return give_answer(world, dispatcher, calm, str(meant))
    return None if turn.intent in FOR_THE_RULES else answer_besides(world, dispatcher, calm, question)


def answer_besides(world: World, dispatcher: CollectingDispatcher, turn: Turn, question: str) -> Events:
    """A question that stands beside an answer to the form: in short, or honestly not at all."""
    if (told := answer_about_request(world, dispatcher, turn, question)) is not None:
        return told
    heard = (turn.intent, str(turn.parse.get("also") or ""), turn.calm_intent)
    subject = next((intent for intent in heard if intent and intent not in NO_SUBJECT), "")
    answer_id = world.parts.answer_id(subject, question)
    if subject and answer_id.split("/")[0] in world.content.answers:
        say(dispatcher, in_short(world, turn, answer_id).text)
        return [counted(turn, answer_id)]
    ContactEnd(world, dispatcher, turn).say("question_unknown")
    return []
