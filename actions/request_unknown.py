"""A contact request that is not found: its reference is unknown, mistyped or lost. Called by requests, afterwards,
contact_submit, contact_accepted and earlier_request."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import counted, times_given
from actions.request_asked import LONGEST_QUESTION, has_no_news
from actions.request_lookup import requests_of
from actions.request_told import line_in, wants_change
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.contact_ways import has_a_way
from casework.phones import read_phone
from casework.references import resembles_reference

Events = list[dict[str, Any]]
# After « écrivez-moi sa référence »: whatever looks like a number is one.
REFERENCE = "reference"
NOT_FOUND = ("no_request_here", "follow_up_unknown", "reference_lost", "reference_lost_withdraw")
LOOKED_BACK = 4  # messages
LONGEST_LOST, LONGEST_HOW, LONGEST_NO_IDEA = 30, 9, 5  # words
# « je l’ai plus », where the reference was asked for.
_STILL_IT = re.compile(r"(?<!\w)(?:l['’ ]?(?:ai|avais|a)|la|notée?)(?!\w)", re.IGNORECASE)


def is_lost(world: World, turn: Turn) -> bool:
    """« la référence, je l’avais notée sur une enveloppe, mon mari l’a jetée »: named, or just asked for, and gone."""
    words, text = world.afterwards, turn.text
    if not text or len(text.split()) > LONGEST_LOST:
        return False
    asked = turn.slot("awaiting") == REFERENCE and len(text.split()) <= LONGEST_QUESTION and not read_phone(text)
    named = words.meaning("of_a_reference", text) is not None
    gone = words.meaning("losing", text) is not None
    if turn.slot("awaiting") == REFERENCE and (_cannot_be_looked_up(world, text) or _is_no_longer_known(world, text)):
        return True
    return (
        (words.meaning("lost", text) is not None)
        or (named and gone)
        or (asked and bool(_STILL_IT.search(text)) and gone)
    )


def _cannot_be_looked_up(world: World, text: str) -> bool:
    """« ma femme l’a plus son gsm, il est cassé. on fait comment alors ? »: the telephone with the reference is gone;
    not where a number is given."""
    words = world.afterwards
    device = words.meaning("a_device", text) is not None and words.meaning("device_gone", text) is not None
    how = words.meaning("without_it", text) is not None and len(text.split()) <= LONGEST_HOW
    told = device or words.meaning("device_dead", text) is not None or how
    return told and read_phone(text) is None


def _is_no_longer_known(world: World, text: str) -> bool:
    """« aucune idée », « j’ai effacé le message », « je l’avais notée sur un ticket, ma femme l’a jeté »; not
    « je ne sais pas quoi faire avec lui »."""
    words, size = world.afterwards, len(text.split())
    if "?" in text or read_phone(text):
        return False
    if size <= LONGEST_NO_IDEA and words.meaning("no_idea", text):
        return True
    if size <= LONGEST_QUESTION and words.meaning("never_kept", text):
        return True
    return words.meaning("written_down", text) is not None and words.meaning("losing", text) is not None


async def is_lost_elsewhere(world: World, turn: Turn) -> bool:
    """« j’ai plus la référence, j’ai changé de gsm »: of no request of this chat, whatever else has changed."""
    if resembles_reference(turn.text) or not is_lost(world, turn):
        return False
    return not await requests_of(world, turn)


async def is_left_elsewhere(world: World, turn: Turn) -> bool:
    """In this talk a request was spoken of that was made elsewhere, and none was made here."""
    said = [str(event.get("text") or "") for event in turn.tracker.events if event.get("event") == "user"]
    asked = turn.slot("awaiting") == REFERENCE or any(times_given(turn, key) for key in NOT_FOUND)
    told = asked or any(world.afterwards.meaning("left_one", text) for text in said)
    return told and not await requests_of(world, turn)


async def wants_change_elsewhere(world: World, turn: Turn) -> bool:
    """« de toute façon faut changer le numéro aussi, pas le fixe du salon », « mon numéro n’est plus bon »; not with
    what only a request of this chat could take."""
    words, text = world.afterwards, turn.text
    if has_a_way(world.form, text) or words.meaning("left_one", text) or words.meaning("losing", text):
        return False
    if not text or len(text.split()) > LONGEST_LOST:
        return False
    line = line_in(world, text) is not None or world.form.said.way_named(text) is not None
    wrong = words.meaning("no_longer_right", text) is not None and line and "?" not in text
    told = words.meaning("change", text) is not None or words.meaning("of_a_contact", text) is not None
    wishes = wrong or (told and line and wants_change(world, turn))
    return wishes and await is_left_elsewhere(world, turn)


def say_unknown(
    world: World,
    dispatcher: CollectingDispatcher,
    turn: Turn,
    tried: bool = False,
    lost: bool = False,
    withdraws: bool = False,
) -> Events:
    """Unknown, mistyped and never given are told in the same words; who gives no reference has none here."""
    content = world.content
    named = tried or (turn.text and resembles_reference(turn.text))
    key = "follow_up_unknown" if named else "no_request_here"
    lost = lost or (bool(turn.text) and not named and is_lost(world, turn))
    withdraws = withdraws or wished_to_withdraw(world, turn)
    told_lost = any(times_given(turn, told) for told in ("reference_lost", "reference_lost_withdraw"))
    told_lost = told_lost or times_given(turn, "no_request_here") > 0
    lost = lost or (not named and withdraws and told_lost)
    if lost:
        key = "reference_lost_withdraw" if withdraws else "reference_lost"
    again = times_given(turn, key) if tried or not named or lost else 0
    first = "ask_green_number" if withdraws else "request_contact"
    buttons = [(content.text(f"button.{i}"), f"/{i}") for i in (first, "talk_to_human")]
    told = content.text(key, turn.moment, again=again)
    if not named and not withdraws and has_no_news(world, turn):
        told = f"{content.text('no_delay_promised', turn.moment)}\n{told}"
    say(dispatcher, told, *buttons)
    return [counted(turn, key), set_slot("awaiting", REFERENCE)]


def wished_to_withdraw(world: World, turn: Turn) -> bool:
    """Now, or in the few messages before while its reference was asked for: no new request is offered then."""
    said = [str(event.get("text") or "") for event in turn.tracker.events if event.get("event") == "user"]
    texts = [turn.text, *(said[-LOOKED_BACK:] if turn.slot("awaiting") == REFERENCE else [])]
    return any(world.afterwards.meaning("withdrawing", text) for text in texts if not text.startswith("/"))
