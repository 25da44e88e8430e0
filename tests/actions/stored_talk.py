"""A conversation as the tracker store keeps it, written for tests that read it."""

from __future__ import annotations

from datetime import datetime

from casework.opening_hours import BRUSSELS
from components.settings import StoreSettings
from components.stored_talks import StoredTalks, Talk
from tests.actions.conftest import CHAT_KEY, PERSON

STAMP = datetime(2026, 11, 24, 10, 30, tzinfo=BRUSSELS).timestamp()


async def remembered(redis_url: str, *said: str) -> None:
    """A stored conversation, one turn a line."""
    store = StoredTalks(StoreSettings(redis_url, CHAT_KEY, 3600))
    for number, text in enumerate(said):
        events = [
            {"event": "user", "text": text, "timestamp": STAMP},
            {"event": "bot", "text": "Je vous écoute.\nEt la suite.", "timestamp": STAMP},
        ]
        snapshot = {"version": number + 1, "state": None, "ids": []}
        await store.append(PERSON, Talk(version=number), {"before": None, "events": events}, snapshot)
    await store.close()
