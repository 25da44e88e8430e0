"""« bon d’accord alors, on fait la demande », after a request was refused or only offered: it begins. Called by waiting
and requests, where the model hears a wish to take a request back, or a leave."""

from __future__ import annotations

from typing import Any

from actions.request_lookup import requests_of
from actions.request_unknown import REFERENCE
from actions.speak import go_on_with, set_slot
from actions.turn import FORM, Turn
from actions.world import World

Events = list[dict[str, Any]]
LONGEST, LATELY = 16, 2  # words; turns
OFFER = "/request_contact"


async def request_accepted(world: World, turn: Turn) -> Events | None:
    """None where there is a request already, something else is open, or no acceptance is said."""
    if not turn.text or turn.asks or "?" in turn.text or len(turn.text.split()) > LONGEST:
        return None
    if turn.form_is_active or turn.slot("paused_form") or turn.slot("urgent"):
        return None
    if turn.slot("awaiting") not in {None, REFERENCE} or not _accepts(world, turn):
        return None
    return None if await requests_of(world, turn) else [set_slot("awaiting", None), go_on_with(FORM)]


def _accepts(world: World, turn: Turn) -> bool:
    """The request named; « on la fait » where one was offered; « j’accepte » where one was refused just before."""
    words, text = world.afterwards, turn.text
    if words.meaning("refusing", text) or words.meaning("withdrawing", text):
        return False
    if words.meaning("making_one", text):
        return True
    refused = _was_shown(turn, world.form.texts["refused"].splitlines()[0], LATELY)
    if words.meaning("making_it", text):
        return refused or _was_shown(turn, OFFER, 1)
    return refused and words.meaning("accepting", text) is not None


def _was_shown(turn: Turn, what: str, turns: int) -> bool:
    """`what` is the text or a button of one of the last `turns` answers."""
    users = 0
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            users += 1
        elif event.get("event") == "bot" and users <= turns and what in _shown(event):
            return True
        if users > turns:
            return False
    return False


def _shown(event: dict[str, Any]) -> str:
    buttons = (event.get("data") or {}).get("buttons") or []
    return "\n".join([str(event.get("text") or ""), *(str(button.get("payload")) for button in buttons)])
