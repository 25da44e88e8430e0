"""What a person says about a sent request, or about what is kept of them, however it was read. Called by waiting."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.kept import about_what_is_kept
from actions.memory import said_before, urgent_is_open
from actions.request_change import begin_change, go_on_with_change, wants_change
from actions.request_lookup import requests_of
from actions.requests import aside, follow_up, withdraw_tapped
from actions.speak import go_on_with, say
from actions.turn import FORM, Turn
from actions.world import World
from casework.references import resembles_reference

Events = list[dict[str, Any]]
ALL_OF_IT = 0.9  # of a message
LONGEST_NUMBER = 8  # words


async def about_afterwards(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when the message is about something else."""
    if turn.intent == "choose":
        return await _tapped(world, dispatcher, turn)
    if not turn.text:
        return None
    if resembles_reference(turn.text):
        return await follow_up(world, dispatcher, turn)
    if (events := _sent_again(world, dispatcher, turn)) is not None:
        return events
    if (events := await go_on_with_change(world, dispatcher, turn)) is not None:
        return events
    if (events := await about_what_is_kept(world, dispatcher, turn)) is not None:
        return events
    if turn.form_is_active or turn.slot("paused_form"):
        return _number_given(world, turn)
    wants, asks_when = wants_change(world, turn), world.afterwards.meaning("when", turn.text)
    mine = await requests_of(world, turn) if wants or asks_when else []
    if not mine:
        return None
    if wants:
        return await begin_change(world, dispatcher, turn)
    if not any(str(found.reference) in bubble for found in mine for bubble in said_before(turn)):
        return await follow_up(world, dispatcher, turn)
    say(dispatcher, world.content.fill(world.form.texts["no_delay"], turn.moment))
    return []


def _number_given(world: World, turn: Turn) -> Events | None:
    """A number or an address, and little else, while a request is set aside: the request goes on with it."""
    is_free = turn.slot("paused_form") and not turn.slot("awaiting") and not urgent_is_open(turn)
    if not is_free or turn.form_is_active or len(turn.text.split()) > LONGEST_NUMBER:
        return None
    given = any(world.form.field(way).read(turn.text) for way in ("phone", "email"))
    return [go_on_with(FORM)] if given else None


def _sent_again(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """« envoyer », once it was sent."""
    reference, again = turn.slot("contact_reference"), world.afterwards.share("sent_again", "yes", turn.text)
    if turn.form_is_active or turn.slot("paused_form") or turn.slot("awaiting") or not reference or again < ALL_OF_IT:
        return None
    say(dispatcher, world.content.fill(world.form.texts["already_saved"], turn.moment, reference=reference))
    return []


async def _tapped(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """Each button carries what it is about, so that one under an old bubble still does what it says."""
    about, _, value = (turn.value or "").partition(":")
    if about == "withdraw":
        return await withdraw_tapped(world, dispatcher, turn, value)
    if about == "kept":
        told = await about_what_is_kept(world, dispatcher, turn)
        return None if told is None else [*told, *aside(turn)]
    if about != "change":
        return None
    if value.startswith("begin:"):
        return [*await begin_change(world, dispatcher, turn, value.removeprefix("begin:")), *aside(turn)]
    return await go_on_with_change(world, dispatcher, turn)
