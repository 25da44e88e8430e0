"""What is kept about a person: said in words, and the conversation sent back to them. Called by afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.erasure import erasure_in
from actions.request_lookup import requests_of
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.request_states import request_states
from casework.transcript import Line

Events = list[dict[str, Any]]
LONGEST_ASKED = 24  # words
LONGEST_BUBBLE, MOST_BUBBLES = 1100, 8


async def about_what_is_kept(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when the message asks nothing of the kind."""
    if turn.text and _asks_of_erased_requests(world, turn.text):
        return await _tell_of_erased_requests(world, dispatcher, turn)
    if turn.text and world.afterwards.meaning("my_name", turn.text) and "?" in turn.text:
        return await _tell_of_the_name(world, dispatcher, turn)
    asked = world.afterwards.meaning("asks", turn.text) if turn.text else (turn.value or "").removeprefix("kept:")
    if erasure_in(world, turn.text).named and "?" not in turn.text:
        return None  # « efface tout ce que vous avez sur moi »
    if asked in {"kept", "show"}:
        return await _tell(world, dispatcher, turn)
    return await _send_back(world, dispatcher, turn) if asked == "send" else None


def _asks_of_erased_requests(world: World, text: str) -> bool:
    """« et la demande de rappel que j’avais laissée, elle part aussi ? », asked of erasing."""
    words = world.afterwards
    if "?" not in text or len(text.split()) > LONGEST_ASKED or words.meaning("withdrawing_too", text) is None:
        return False
    return any(words.meaning(group, text) for group in ("request", "a_request", "left_one", "a_call_back"))


async def _tell_of_erased_requests(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """What becomes of one, by where it is; and what is found here."""
    content, mine, titles = world.content, await requests_of(world, turn), request_states().states
    said = [content.text("erased_requests", turn.moment)]
    said += [content.text("kept.request", reference=str(f.reference), status=titles[f.status].title) for f in mine]
    said += [] if mine else [content.text("erased_requests_none")]
    ways = [(content.text(f"button.{way}"), f"/{way}") for way in ("ask_green_number", "talk_to_human")]
    say(dispatcher, "\n".join(said), *ways)
    return [set_slot("awaiting", None)]


async def _tell_of_the_name(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« vous savez encore comment je m’appelle ? »: no; with what is kept, where anything is."""
    content = world.content
    if await world.transcripts.of(turn.person) or await requests_of(world, turn):
        say(dispatcher, content.text("kept.name_in_talk"))
        return await _tell(world, dispatcher, turn)
    ways = [(content.text(f"button.{way}"), f"/{way}") for way in ("ask_capabilities", "talk_to_human")]
    say(dispatcher, content.text("kept.no_name"), *ways)
    return []


async def _tell(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    content, lines = world.content, await world.transcripts.of(turn.person)
    until = turn.moment + timedelta(hours=world.idle_hours)
    said = [
        content.text("kept.conversation", count=str(len(lines)), hours=str(world.idle_hours), until=_time(world, until))
    ]
    mine = await requests_of(world, turn)
    titles = request_states().states
    said += [content.text("kept.request", reference=str(f.reference), status=titles[f.status].title) for f in mine]
    said += [content.text("kept.no_request")] if not mine else [content.text("kept.requests_are_sealed")]
    said.append(content.text("kept.sentences"))
    buttons = [(content.text("button.send_conversation"), '/choose{"value": "kept:send"}')] if lines else []
    say(dispatcher, "\n".join(said), *buttons, (content.text("button.erase"), "/erase_my_data"))
    return []


async def _send_back(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    content, lines = world.content, await world.transcripts.of(turn.person)
    if not lines:
        say(dispatcher, content.text("kept.nothing_to_send"))
        return []
    bubbles = _bubbles([_shown(world, line) for line in lines])
    say(dispatcher, content.text("kept.sent_all" if len(bubbles) <= MOST_BUBBLES else "kept.sent_last"))
    for bubble in bubbles[-MOST_BUBBLES:]:
        say(dispatcher, bubble)
    say(dispatcher, content.text("kept.sent_end"), (content.text("button.erase"), "/erase_my_data"))
    return []


def _bubbles(lines: Sequence[str]) -> list[str]:
    """As many lines in each as fit on a screen."""
    bubbles: list[str] = []
    for line in lines:
        if bubbles and len(bubbles[-1]) + len(line) < LONGEST_BUBBLE:
            bubbles[-1] += f"\n{line}"
        else:
            bubbles.append(line)
    return bubbles


def _shown(world: World, line: Line) -> str:
    return world.content.text(f"kept.line_of_{line.by}", time=_time(world, line.at), said=line.text)


def _time(world: World, at: datetime) -> str:
    return world.content.text("kept.time", day=f"{at:%d/%m}", hour=f"{at:%H}", minute=f"{at:%M}")
