"""Gives one answer of the content: in the light of the context, never twice in the same words running."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import context_of, note_given, times_given, urgent_is_open
from actions.speak import speak
from actions.turn import Turn
from actions.world import World
from casework.replies import Button, Reply

Events = list[dict[str, Any]]


def give_answer(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer_id: str) -> Events:
    """Falls back to the answer of the whole intent when a part has none of its own. Raises KeyError for neither."""
    known = answer_id if answer_id in world.content.answers else answer_id.split("/")[0]
    context = context_of(world, turn)
    replies = world.content.render(known, turn.moment, context=context, again=times_given(turn, known))
    speak(dispatcher, _with_what_waits(world, turn, replies))
    return note_given(turn, known)


def _with_what_waits(world: World, turn: Turn, replies: list[Reply]) -> list[Reply]:
    """112 stays in sight while an urgency is open; a request that stepped aside is offered again."""
    last = replies[-1]
    text, buttons = last.text, last.buttons
    if urgent_is_open(turn):
        text = f"{text}\n\n{world.content.text('urgent_reminder', turn.moment)}"
    elif turn.slot("paused_form") and not turn.form_is_active:
        text = f"{text}\n\n{world.form.texts['resume_offer']}"
        titles = world.form.titles
        offer = (Button(titles["resume"], "/resume_request"), Button(titles["drop"], "/drop_request"))
        buttons = (*offer, *buttons[:2])
    return [*replies[:-1], Reply(text, buttons, last.contact)]
