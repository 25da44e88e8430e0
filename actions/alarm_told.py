"""What was told already in an alarm is not asked again: already safe, already called, somebody near.

Read from the words of the last messages (alarm_talk.yml, `told`), so nothing has to be remembered. Called by answer and
finish."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import urgent_is_open
from actions.turn import Turn
from actions.world import World
from casework.urgency import judge

LOOKED_BACK = 6  # messages of the person
SENTENCE_END = re.compile(r"(?<=[.!?])[ \t]+")


def told_in_alarm(world: World, turn: Turn) -> frozenset[str]:
    """The facts of an open alarm; what rings again in between takes « en sécurité » back."""
    told: set[str] = set()
    if not urgent_is_open(turn):
        return frozenset()
    for text in _last_texts(turn):
        if judge(text).level == "urgent":
            told.discard("safe")
        told |= world.alarm_talk.told_in(text)
    return frozenset(told)


def leave_out_what_was_told(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """« Avez-vous pu appeler ? » is taken out of what is said, where the police stands at the door."""
    told = told_in_alarm(world, turn)
    words = [fragment for fact in told for fragment in world.alarm_talk.asked_again.get(fact, ())]
    if not words:
        return
    for message in (m for m in dispatcher.messages if m.get("text")):
        message["text"] = _without(message["text"], words) or message["text"]


def _last_texts(turn: Turn) -> list[str]:
    events: list[dict[str, Any]] = turn.tracker.events
    texts = [str(event.get("text") or "") for event in events if event.get("event") == "user"]
    return [text for text in texts if text and not text.startswith("/")][-LOOKED_BACK:]


def _without(text: str, words: list[str]) -> str:
    lines = [_without_questions(line, words) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line is not None)).strip()


def _without_questions(line: str, words: list[str]) -> str | None:
    """None for a line of which nothing is left."""
    kept = [s for s in SENTENCE_END.split(line) if not (s.rstrip().endswith("?") and any(w in s for w in words))]
    return " ".join(kept) if kept else None
