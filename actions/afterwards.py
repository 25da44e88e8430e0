"""What a person says about a sent request, or about what is kept of them, however it was read. Called by waiting."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.kept import about_what_is_kept
from actions.request_change import begin_change, go_on_with_change, wants_change
from actions.request_lookup import requests_of
from actions.requests import aside, follow_up, withdraw_tapped
from actions.turn import Turn
from actions.world import World
from casework.references import resembles_reference

Events = list[dict[str, Any]]


async def about_afterwards(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when the message is about something else."""
    if turn.intent == "choose":
        return await _tapped(world, dispatcher, turn)
    if not turn.text:
        return None
    if resembles_reference(turn.text):
        return await follow_up(world, dispatcher, turn)
    if (events := await go_on_with_change(world, dispatcher, turn)) is not None:
        return events
    if (events := await about_what_is_kept(world, dispatcher, turn)) is not None:
        return events
    is_of_the_draft = turn.form_is_active or turn.slot("paused_form")
    if is_of_the_draft or not wants_change(world, turn) or not await requests_of(world, turn):
        return None
    return await begin_change(world, dispatcher, turn)


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
