"""What somebody says of a contact request that is set aside: to take it up again, to give it up, or to ask what became
of it. Called by waiting, afterwards and requests."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.child_at_request import is_kept_from_child, say_who_is_a_child
from actions.contact_end import ContactEnd
from actions.contact_heard import comes_back
from actions.contact_values import kept_fields, summary_of
from actions.memory import urgent_is_open
from actions.speak import go_on_with, leave_form
from actions.turn import FORM, Turn
from actions.world import World
from casework.contact_ways import has_a_way
from casework.emails import begins_an_email

Events = list[dict[str, Any]]
LONGEST_NUMBER, LONGEST_WORD, LONGEST_BACK = 14, 14, 22  # words


def is_set_aside(turn: Turn) -> bool:
    return bool(turn.slot("paused_form")) and not turn.form_is_active


def said_of_draft(world: World, turn: Turn) -> str | None:
    """resume, drop, or None. While an alarm is open only a clear word takes it up again."""
    text, words = turn.text, len(turn.text.split())
    if not is_set_aside(turn) or not text or words > LONGEST_BACK or is_kept_from_child(world, turn):
        return None
    clear = world.afterwards.meaning("draft", text)
    if not urgent_is_open(turn) and clear is None and not world.form.said.gives_up(text) and comes_back(world, turn):
        return "resume"
    if words > LONGEST_WORD:
        return "resume" if clear == "resume" and not world.form.said.pauses(text) else None
    if _asks_to_wait(world, turn):
        return None
    if world.form.said.gives_up(text):
        return "drop"
    if clear or urgent_is_open(turn):
        return clear
    if world.afterwards.meaning("back", text) or world.form.said.sending.are_in(text):
        return "resume"
    return "resume" if _gives_a_way(world, turn) else None


def _asks_to_wait(world: World, turn: Turn) -> bool:
    """« on peut pas continuer demain ? »: a question cancels nothing."""
    said = world.form.said
    if not turn.asks or world.afterwards.meaning("draft", turn.text) == "resume":
        return False
    return said.asks_to_pause(turn.text) or said.pauses(turn.text) or _drops(world, turn.text)


def _drops(world: World, text: str) -> bool:
    return world.afterwards.meaning("draft", text) == "drop" or world.words.meaning("paused", text) == "drop"


def _gives_a_way(world: World, turn: Turn) -> bool:
    """A number, an address, even without its end, or « ok par téléphone », and little else."""
    form, text = world.form, turn.text
    of_another = world.afterwards.meaning("of_another", text) is not None
    if turn.slot("awaiting") or len(text.split()) > LONGEST_NUMBER or of_another or "?" in text:
        return False
    given = has_a_way(form, text) or begins_an_email(text)
    return given or form.said.way_named(text) is not None


def go_on_with_draft(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The request comes back, or is given up; None when the message says nothing of it."""
    if is_kept_from_child(world, turn):
        return None
    meaning = said_of_draft(world, turn)
    if is_set_aside(turn) and turn.text and _asks_to_wait(world, turn):
        return ContactEnd(world, dispatcher, turn).paused("paused_still")
    if is_set_aside(turn) and world.form.said.rereading.are_in(turn.text) and len(turn.text.split()) <= LONGEST_BACK:
        ContactEnd(world, dispatcher, turn).say("noted_so_far", summary=summary_of(world, turn, kept_fields(turn)))
        meaning = "resume"
    if meaning is None:
        return None
    return ContactEnd(world, dispatcher, turn).cancelled() if meaning == "drop" else [go_on_with(FORM)]


def say_draft_is_not_sent(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« où en est ma demande ? » before it was sent."""
    if is_kept_from_child(world, turn):
        return say_who_is_a_child(world, dispatcher, turn)
    end = ContactEnd(world, dispatcher, turn)
    end.say("draft_not_sent", *end.way_back())
    return leave_form()
