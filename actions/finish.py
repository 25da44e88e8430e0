"""The last look at what a turn says: nothing twice in a row, what is unconfirmed said once, the notice said once."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_told import leave_out_what_was_told
from actions.guidance import stands_again
from actions.memory import context_of, danger_is_near, said_before, urgent_is_open
from actions.speak import put_in, set_slot
from actions.turn import Turn
from actions.world import World
from casework.said_once import say_unconfirmed_once

Events = list[dict[str, Any]]
# The same words for every reference that leads nowhere: they must not tell which one exists.
MEANT_TO_BE_ALIKE = "follow_up_unknown"
LONGEST_WITH_NOTICE = 1150  # characters of a whole reply
# A text that says this introduces the assistant itself.
INTRODUCES, NOBODY_READS = re.compile(r"\bmachine\b"), "Personne ne lit"


def finish(world: World, dispatcher: CollectingDispatcher, turn: Turn, events: Events) -> Events:
    """Called last in calm talk, with the events of the answer; what is added to them."""
    added = stands_again(world, dispatcher, turn, events)
    talks = any(event.get("name") in {"last_answer", "given", "awaiting"} for event in events)
    if talks and turn.intent != "other_language":
        added = [*added, *introduce(world, dispatcher, turn)]
    tidy(world, dispatcher, turn)
    return added


def tidy(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Changes what the dispatcher holds: other words for what was just said, marks of doubt once."""
    leave_out_what_was_told(world, dispatcher, turn)
    said = [message for message in dispatcher.messages if message.get("text")]
    for message, text in zip(said, say_unconfirmed_once([m["text"] for m in said]), strict=True):
        message["text"] = text
    before = said_before(turn)
    alike = {world.content.fill(text, turn.moment) for text in world.content.texts[MEANT_TO_BE_ALIKE]}
    repeated = [message for message in said if message["text"] in before - alike]
    if not repeated:
        return
    child = context_of(world, turn).get("writer") == "child"
    key = "said_in_danger" if danger_is_near(turn) else "said_before"
    key = "said_in_danger_child" if child else key
    wordings = [world.content.text(key, turn.moment, again=i) for i in range(len(world.content.texts[key]))]
    repeated[-1]["text"] = next((wording for wording in wordings if wording not in before), wordings[0])
    for message in repeated[:-1]:
        dispatcher.messages.remove(message)


def introduce(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Who tells their story at once is answered first; what the assistant is comes in one line, once, at the first
    calm reply whatever it is."""
    if turn.slot("introduced"):
        return []
    said = [message for message in dispatcher.messages if message.get("text")]
    if not said or turn.form_is_active or urgent_is_open(turn):
        return []
    whole = "\n".join(message["text"] for message in said)
    if not INTRODUCES.search(whole):
        notice = _notice(world, turn, whole)
        put_in(said[-1] if "\n\n" in said[-1]["text"] or len(said) == 1 else said[-2], notice)
    return [set_slot("introduced", True)]


def _notice(world: World, turn: Turn, said: str) -> str:
    """To a child as one speaks to a child; in few words where the answer is long, or says the rest itself."""
    key = "notice_machine" if NOBODY_READS in said else "notice"
    key = "notice_child" if context_of(world, turn).get("writer") == "child" else key
    notice = world.content.text(key, turn.moment)
    return notice if len(said) + len(notice) <= LONGEST_WITH_NOTICE else world.content.text("notice_short", turn.moment)
