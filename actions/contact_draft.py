"""What somebody says of a contact request that is set aside: to take it up again, to give it up, or to ask what became
of it. Called by waiting, afterwards and requests."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_end import ContactEnd
from actions.contact_values import summary_of
from actions.memory import urgent_is_open
from actions.speak import go_on_with, leave_form
from actions.turn import FORM, Turn
from actions.world import World
from casework.contact_reading import WAYS

Events = list[dict[str, Any]]
LONGEST_NUMBER, LONGEST_WORD = 8, 14  # words


def is_set_aside(turn: Turn) -> bool:
    return bool(turn.slot("paused_form")) and not turn.form_is_active


def said_of_draft(world: World, turn: Turn) -> str | None:
    """resume, drop, or None. While an alarm is open only a clear word takes it up again."""
    text = turn.text
    if not is_set_aside(turn) or not text or len(text.split()) > LONGEST_WORD:
        return None
    if world.form.said.gives_up(text):
        return "drop"
    clear = world.afterwards.meaning("draft", text)
    if clear or urgent_is_open(turn):
        return clear
    if world.afterwards.meaning("back", text) or world.form.said.sending.are_in(text):
        return "resume"
    return "resume" if _gives_a_way(world, turn) else None


def _gives_a_way(world: World, turn: Turn) -> bool:
    """A number, an address or « ok par téléphone », and little else."""
    form, text = world.form, turn.text
    if turn.slot("awaiting") or len(text.split()) > LONGEST_NUMBER:
        return False
    return form.said.way_named(text) is not None or any(form.field(way).read(text) for way in WAYS)


def go_on_with_draft(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The request comes back, or is given up; None when the message says nothing of it."""
    meaning = said_of_draft(world, turn)
    if is_set_aside(turn) and world.form.said.rereading.are_in(turn.text) and len(turn.text.split()) <= LONGEST_WORD:
        ContactEnd(world, dispatcher, turn).say("noted_so_far", summary=summary_of(world, turn))
        meaning = "resume"
    if meaning is None:
        return None
    return ContactEnd(world, dispatcher, turn).cancelled() if meaning == "drop" else [go_on_with(FORM)]


def say_draft_is_not_sent(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« où en est ma demande ? » before it was sent."""
    end = ContactEnd(world, dispatcher, turn)
    end.say("draft_not_sent", *end.way_back())
    return leave_form()
