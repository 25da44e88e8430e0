"""« bon d’accord alors, on fait la demande », after a request was refused or only offered: it begins; « on reprend la
demande », of one that was given up: it begins anew. Called by waiting and requests, where the model hears a wish to
take a request back, to follow or to erase it, or a leave."""

from __future__ import annotations

from typing import Any

from actions.request_lookup import requests_of
from actions.request_unknown import REFERENCE
from actions.speak import go_on_with, set_slot
from actions.turn import FORM, Turn
from actions.world import World

Events = list[dict[str, Any]]
LONGEST, LATELY, GIVEN_UP_LATELY = 16, 2, 6  # words; turns
OFFER = "/request_contact"


async def request_accepted(world: World, turn: Turn) -> Events | None:
    """None where there is a request already, something else is open, or no acceptance is said."""
    if not turn.text or len(turn.text.split()) > LONGEST:
        return None
    if turn.form_is_active or turn.slot("paused_form") or turn.slot("urgent"):
        return None
    if turn.slot("awaiting") not in {None, REFERENCE} or not (_accepts(world, turn) or _takes_up(world, turn)):
        return None
    return None if await requests_of(world, turn) else [set_slot("awaiting", None), go_on_with(FORM)]


def _accepts(world: World, turn: Turn) -> bool:
    """The request named; « on la fait » where one was offered; « j’accepte » where one was refused just before."""
    words, text = world.afterwards, turn.text
    if turn.asks or "?" in text or _refuses(world, text):
        return False
    if words.meaning("making_one", text):
        return True
    refused = _was_shown(turn, world.form.texts["refused"].splitlines()[0], LATELY)
    if words.meaning("making_it", text):
        return refused or _was_shown(turn, OFFER, 1)
    return refused and words.meaning("accepting", text) is not None


def _takes_up(world: World, turn: Turn) -> bool:
    """« ma cheffe est ok, on reprend la demande de rappel », « on peut reprendre ? » where one was given up; not « je
    peux la reprendre demain ? »."""
    words, text, said = world.afterwards, turn.text, world.form.said
    if _refuses(world, text) or said.pauses(text) or said.asks_to_pause(text):
        return False
    if words.meaning("taking_up", text):
        return True
    ended = (world.form.texts[key].splitlines()[0] for key in ("refused", "cancelled", "cancelled_goodbye"))
    given_up = any(_was_shown(turn, text, GIVEN_UP_LATELY) for text in ended)
    return given_up and words.meaning("going_on", text) is not None


def _refuses(world: World, text: str) -> bool:
    return any(world.afterwards.meaning(name, text) is not None for name in ("refusing", "withdrawing"))


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
