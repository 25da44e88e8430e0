"""What the outbox and the bells hold, as the page gets it: one event each. Called by stream and talk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any

from bot.messages import Bubble
from bot.outbox import OutboxItem
from bot.web.layout import Block, Layout
from bot.web.numbers import Numbers
from bot.web.typography import clock_time, day_name, french, sentence_case
from casework.replies import ContactCard

Event = dict[str, Any]


class Events:
    """`now` is the clock that opening hours are judged by."""

    def __init__(self, layout: Layout, numbers: Numbers, now: Callable[[], datetime]) -> None:
        self._layout, self._numbers, self._now = layout, numbers, now

    def of_item(self, item: OutboxItem) -> Event | None:
        """None for what the page has no use for."""
        at = datetime.fromtimestamp(int(item.cursor.partition("-")[0]) / 1000, timezone.utc)
        if item.data.get("type") == "erased":
            # The dialogue has erased what came before its last answer; `erased` alone means the whole conversation.
            return {"type": "forgotten"}
        return self.of_data(item.data, at)

    def of_data(self, data: dict[str, Any], at: datetime | None = None) -> Event | None:
        kind, moment = data.get("type"), at or self._now()
        if kind == "bubble":
            return {**self._bubble(data), **_time(moment)}
        if kind == "said":
            return {"type": kind, "id": data["id"], "blocks": self._layout.plain(data["text"]), **_time(moment)}
        return {"type": kind} if kind in ("typing", "finished", "erased") else None

    def of_bubbles(self, bubbles: Iterable[Bubble]) -> list[Event]:
        """Bubbles that go past the outbox, in an outage: their ids are not unique, so they get none."""
        found = ({"type": "bubble", "id": "", **bubble.to_json()} for bubble in bubbles)
        return [{**self._bubble(data), **_time(self._now())} for data in found]

    def sentence(self, text: str) -> list[Block]:
        return self._layout.blocks(text)

    def _bubble(self, data: dict[str, Any]) -> Event:
        blocks = self._layout.blocks(data["text"])
        card = self._card(data.get("contact"), data["text"])
        return {
            "type": "bubble",
            "id": data["id"],
            "blocks": _with_card(blocks, card) if card else blocks,
            "buttons": [{"title": french(b["title"]), "id": b["payload"]} for b in data.get("buttons") or ()],
        }

    def _card(self, contact: dict[str, str] | None, text: str) -> dict[str, str] | None:
        if contact is None:
            return None
        return asdict(self._numbers.card(ContactCard(contact["name"], contact["phone"]), text, self._now()))


def _with_card(blocks: list[Block], card: dict[str, str]) -> list[Block]:
    """The card takes the place of its bare number, else it stands at the end: never the same number twice."""
    bare = [n for n, block in enumerate(blocks) if block.get("call", {}).get("to") == card["to"]]
    if not bare:
        return [*blocks, {"card": card}]
    return [*blocks[: bare[0]], {"card": card}, *blocks[bare[0] + 1 :]]


def _time(moment: datetime) -> dict[str, str]:
    return {"at": moment.isoformat(), "time": clock_time(moment), "day": sentence_case(day_name(moment))}


def as_event(event: Event, cursor: str | None = None) -> str:
    """One server-sent event; with a cursor the page can come back to this place."""
    line = f"id: {cursor}\n" if cursor else ""
    return f"{line}data: {json.dumps(event, ensure_ascii=False)}\n\n"
