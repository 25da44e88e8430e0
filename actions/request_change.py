"""« Je veux changer mon numéro », once the request is sent: the wish is heard, or it is said why it cannot be.

Only from the chat that made the request, while it is open (request_changing leads the rest)."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import counted, times_given, was_said_lately
from actions.request_changing import CHANGE, OVER, RequestChange
from actions.request_lookup import Found, TooManyGuesses, found_for, requests_of
from actions.request_told import wants_change
from actions.speak import say
from actions.turn import Turn
from actions.world import World
from casework.references import read_reference, resembles_reference
from casework.request_states import request_states

__all__ = ["add_to_request", "begin_change", "go_on_with_change", "say_already_saved", "wants_change"]
Events = list[dict[str, Any]]
SAVED_LATELY = 3  # turns
NOT_HERE = "change.not_here"


async def begin_change(world: World, dispatcher: CollectingDispatcher, turn: Turn, told: str | None = None) -> Events:
    """`told`: the reference that a button carries."""
    try:
        every = await requests_of(world, turn) if told else await found_for(world, turn)
    except TooManyGuesses:
        say(dispatcher, world.content.text("follow_up_wait", turn.moment))
        return OVER
    if told:
        every = [found for found in every if found.reference == read_reference(told)]
    change = _change_of(world, dispatcher, turn, every)
    return await change.begun() if change else _say_why_not(world, dispatcher, turn, every)


async def add_to_request(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« ajoutez à ma demande que… »: what is to be added is taken, or asked; the message that was sent stays."""
    every = await requests_of(world, turn)
    change = _change_of(world, dispatcher, turn, every)
    return await change.added() if change else _say_why_not(world, dispatcher, turn, every)


def _change_of(world: World, dispatcher: CollectingDispatcher, turn: Turn, every: list[Found]) -> RequestChange | None:
    """Of the latest request of this chat that is open, with what waits for a yes there already: nothing is lost."""
    theirs = [found for found in every if found.mine and found.status in request_states().open_to_change()]
    if not theirs:
        return None
    reference, before = str(theirs[-1].reference), turn.slot("changing") or {}
    waits = turn.slot("awaiting") == CHANGE and before.get("reference") == reference
    return RequestChange(world, dispatcher, turn, before if waits else {"reference": reference})


def _why_not(turn: Turn, every: list[Found]) -> str:
    if every:
        return "change.too_late" if every[-1].mine else "change.elsewhere"
    unnamed = turn.text and not resembles_reference(turn.text)
    return NOT_HERE if unnamed else "follow_up_unknown"


def _say_why_not(world: World, dispatcher: CollectingDispatcher, turn: Turn, every: list[Found]) -> Events:
    content = world.content
    reference = str(every[-1].reference) if every else ""
    key = _why_not(turn, every)
    buttons = [(content.text("button.request_contact"), "/request_contact")]
    again = times_given(turn, key) if key == NOT_HERE else 0
    say(dispatcher, content.text(key, turn.moment, again=again, reference=reference), *buttons)
    return [*OVER, counted(turn, key)] if key == NOT_HERE else OVER


def say_already_saved(world: World, dispatcher: CollectingDispatcher, turn: Turn, mine: list[Found]) -> Events | None:
    """« c’est bien changé ? », of a change that was just written; None of anything else."""
    if not turn.asks or world.afterwards.meaning("is_it_saved", turn.text) is None:
        return None
    said = {str(f.reference): world.content.text("change.done", turn.moment, reference=str(f.reference)) for f in mine}
    reference = next((ref for ref, text in said.items() if was_said_lately(turn, text, SAVED_LATELY)), None)
    if reference is None:
        return None
    say(dispatcher, world.content.text("change.done_already", turn.moment, reference=reference))
    return []


async def go_on_with_change(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The answer to what was asked last; None when the message is something else."""
    state = turn.slot("changing")
    if turn.slot("awaiting") != CHANGE or not state:
        return None
    change = RequestChange(world, dispatcher, turn, state)
    return await change.tapped() if turn.intent == "choose" else await change.typed()
