"""The last look at what a turn says: nothing twice in a row, what is unconfirmed said once, the notice said once."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import danger_is_near, urgent_is_open
from actions.speak import set_slot
from actions.turn import Turn
from actions.world import World
from casework.said_once import say_unconfirmed_once

Events = list[dict[str, Any]]
# These introduce the assistant themselves.
INTRODUCING = {"start_conversation", "greet", "bot_challenge"}
# The same words for every reference that leads nowhere: they must not tell which one exists.
MEANT_TO_BE_ALIKE = "follow_up_unknown"
LONGEST_WITH_NOTICE, LONGEST_TURN = 1000, 1190  # characters of the last bubble, of all of them


def finish(world: World, dispatcher: CollectingDispatcher, turn: Turn, events: Events) -> Events:
    """Called last in calm talk, with the events of the answer; what is added to them."""
    answered = any(event.get("name") == "last_answer" for event in events)
    events = _introduce(world, dispatcher, turn) if answered else []
    tidy(world, dispatcher, turn)
    return events


def tidy(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Changes what the dispatcher holds: other words for what was just said, marks of doubt once."""
    said = [message for message in dispatcher.messages if message.get("text")]
    for message, text in zip(said, say_unconfirmed_once([m["text"] for m in said]), strict=True):
        message["text"] = text
    before = said_before(turn)
    alike = {world.content.fill(text, turn.moment) for text in world.content.texts[MEANT_TO_BE_ALIKE]}
    repeated = [message for message in said if message["text"] in before - alike]
    if not repeated:
        return
    key = "said_in_danger" if danger_is_near(turn) else "said_before"
    wordings = [world.content.text(key, turn.moment, again=i) for i in range(len(world.content.texts[key]))]
    repeated[-1]["text"] = next((wording for wording in wordings if wording not in before), wordings[0])
    for message in repeated[:-1]:
        dispatcher.messages.remove(message)


def said_before(turn: Turn) -> set[str]:
    """The bubbles of the turn before this one."""
    texts: set[str] = set()
    users = 0
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            users += 1
            if users == 2:
                break
        elif event.get("event") == "bot" and users == 1 and event.get("text"):
            texts.add(event["text"])
    return texts


def _introduce(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Who tells their story at once is answered first; what the assistant is comes in one line, once."""
    if turn.slot("introduced"):
        return []
    if turn.intent in INTRODUCING:
        return [set_slot("introduced", True)]
    said = [message for message in dispatcher.messages if message.get("text")]
    if not said or turn.form_is_active or urgent_is_open(turn):
        return []
    notice = world.content.text("notice", turn.moment)
    text = said[-1]["text"]
    whole = sum(len(message["text"]) for message in said)
    if len(text) + len(notice) > LONGEST_WITH_NOTICE or whole + len(notice) > LONGEST_TURN:
        return []
    body, gap, last = text.rpartition("\n\n")
    asks = gap and last.rstrip().endswith("?")
    said[-1]["text"] = f"{body}\n\n{notice}\n\n{last}" if asks else f"{text}\n\n{notice}"
    return [set_slot("introduced", True)]
