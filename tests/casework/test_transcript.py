"""A conversation as lines that a person can read."""

from __future__ import annotations

from datetime import datetime

from redis.asyncio import Redis

from casework.opening_hours import BRUSSELS
from casework.pseudonyms import Pseudonym
from casework.sealing import ChatCipher, new_chat_key
from casework.transcript import Line, Transcripts, lines_of
from components.settings import StoreSettings
from components.stored_talks import StoredTalks, Talk

ANNE = Pseudonym("a" * 26)
AT = datetime(2026, 11, 24, 10, 30, tzinfo=BRUSSELS)
STAMP = AT.timestamp()
YES = {"title": "Oui", "payload": "/affirm"}
EVENTS = [
    {"event": "user", "text": "mon fils a changé", "timestamp": STAMP},
    {"event": "slot", "name": "context", "value": {}, "timestamp": STAMP},
    {"event": "bot", "text": "Merci de me le dire.\n\nVoulez-vous…", "data": {"buttons": [YES]}, "timestamp": STAMP},
    {"event": "user", "text": "/affirm", "timestamp": STAMP},
    {"event": "user", "text": "/restart", "timestamp": STAMP},
    {"event": "bot", "text": None, "data": {"custom": {"directive": "forget"}}, "timestamp": STAMP},
]
LINES = [
    Line("person", AT, "mon fils a changé"),
    Line("bot", AT, "Merci de me le dire."),
    Line("person", AT, "Oui"),
]


def test_own_words_are_whole_answers_are_short_and_a_button_is_shown_by_its_title() -> None:
    assert lines_of(EVENTS) == LINES


async def test_what_the_tracker_store_has_written_can_be_read(redis: Redis, redis_url: str) -> None:
    key = new_chat_key()
    store = StoredTalks(StoreSettings(redis_url, key, 3600))
    await store.append(ANNE, Talk(), {"before": None, "events": EVENTS}, {"version": 1, "state": None, "ids": []})
    await store.close()
    read = Transcripts(redis, ChatCipher.from_setting(key))
    assert await read.of(ANNE) == LINES
    assert await read.of(ANNE, last=1) == LINES[-1:]
    assert await read.of(Pseudonym("b" * 26)) == []
