"""A conversation as it lies in the tracker, as lines that a person can read. Called by actions.

Written by components (stored_talks); read here to attach it to a request, or to hand it to the person, when asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from redis.asyncio import Redis

from casework.opening_hours import BRUSSELS
from casework.pseudonyms import Pseudonym
from casework.sealing import ChatCipher

LONGEST_LINE = 1000
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """What the person wrote or tapped, whole; of what the assistant said the first line."""

    by: Literal["person", "bot"]
    at: datetime
    text: str

    def to_json(self) -> dict[str, str]:
        return {"by": self.by, "at": self.at.isoformat(timespec="seconds"), "text": self.text}


class Transcripts:
    def __init__(self, redis: Redis[bytes], cipher: ChatCipher) -> None:
        self._redis, self._cipher = redis, cipher

    async def of(self, person: Pseudonym, last: int | None = None) -> list[Line]:
        """The oldest first, `last` of them at most; empty when nothing is kept. Raises CannotOpen."""
        blobs = await self._redis.lrange(f"{{relais}}:talk:{person}:events", 0, -1)
        turns = [json.loads(self._cipher.open(blob, bound_to=f"talk:{person}")) for blob in blobs]
        lines = lines_of(event for turn in turns for event in turn["events"])
        return lines[-last:] if last else lines


def lines_of(events: Iterable[Event]) -> list[Line]:
    """A tapped button is shown by its title; what has no words of its own is left out."""
    lines: list[Line] = []
    titles: dict[str, str] = {}
    for event in events:
        said = _said(event, titles)
        if said:
            lines.append(Line("person" if event["event"] == "user" else "bot", _time(event), said[:LONGEST_LINE]))
    return lines


def _said(event: Event, titles: dict[str, str]) -> str:
    text = str(event.get("text") or "").strip()
    if event["event"] == "user":
        return titles.get(text, "") if text.startswith("/") else text
    if event["event"] != "bot":
        return ""
    for button in (event.get("data") or {}).get("buttons") or ():
        titles[button["payload"]] = button["title"]
    return text.partition("\n")[0].strip()


def _time(event: Event) -> datetime:
    return datetime.fromtimestamp(float(event.get("timestamp") or 0), BRUSSELS)
