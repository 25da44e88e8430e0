"""One message as the actions see it: what was said, what it was taken for, when, and what is remembered."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from casework.pseudonyms import Pseudonym

BRUSSELS = ZoneInfo("Europe/Brussels")
FORM = "contact_form"
# What Rasa notes down between a message and the form's own run.
_NOT_AN_ANSWER = {FORM, "action_begin_contact", "action_listen", "action_extract_slots", "action_session_start"}


@dataclass(frozen=True)
class Turn:
    """`text` is empty for a tapped button; `value` is what the button carried."""

    tracker: Tracker
    text: str
    intent: str
    parse: dict[str, Any]
    value: str | None

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        latest: dict[str, Any] = tracker.latest_message or {}
        text = latest.get("text") or ""
        values = [e["value"] for e in latest.get("entities") or () if e.get("entity") == "value"]
        return cls(
            tracker=tracker,
            text="" if text.startswith("/") else text,
            intent=(latest.get("intent") or {}).get("name") or "nlu_fallback",
            parse=latest,
            value=str(values[0]) if values else None,
        )

    def as_tapped(self, payload: str) -> Turn:
        """The same turn as if the button with this payload had been tapped."""
        intent, _, data = payload.lstrip("/").partition("{")
        value = json.loads("{" + data)["value"] if data else None
        return replace(self, intent=intent, text="", value=value)

    @property
    def message_id(self) -> str:
        """The id that the message carries all the way; what is written is keyed by it."""
        return str(self.parse.get("message_id") or "")

    @property
    def metadata(self) -> dict[str, Any]:
        return dict(self.parse.get("metadata") or {})

    @property
    def moment(self) -> datetime:
        """Now, or the moment that a terminal conversation was moved to (`--at`)."""
        at = self.metadata.get("at")
        if not at:
            return datetime.now(BRUSSELS)
        moment = datetime.fromisoformat(at)
        return moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)

    @property
    def channel(self) -> str:
        return str(self.metadata.get("channel") or "")

    @property
    def person(self) -> Pseudonym:
        return Pseudonym(str(self.tracker.sender_id))

    @property
    def asks(self) -> bool:
        """The message ends with a question mark."""
        return self.text.rstrip().endswith("?")

    @property
    def urgency(self) -> dict[str, Any]:
        return dict(self.parse.get("urgency") or {})

    @property
    def calm_intent(self) -> str:
        """The best reading besides urgency; the intent itself when the parse names no other."""
        return str(self.parse.get("calm_intent") or self.intent)

    @property
    def calm_confidence(self) -> float:
        """Of the calm reading, 0 to 1; 0 when the parse names none."""
        return float(self.parse.get("calm_confidence") or 0)

    @property
    def intent_confidence(self) -> float:
        """Of the intent itself, 0 to 1."""
        return float((self.parse.get("intent") or {}).get("confidence") or 0)

    @property
    def confidence(self) -> float:
        """Of the calm reading where the parse names one, else of the intent."""
        return self.calm_confidence or self.intent_confidence

    def slot(self, name: str) -> Any:
        return self.tracker.get_slot(name)

    def with_slots(self, **slots: Any) -> Turn:
        """The same turn, as it reads once these slots are set."""
        tracker = copy(self.tracker)
        tracker.slots = {**self.tracker.slots, **slots}
        return replace(self, tracker=tracker)

    @property
    def form_is_active(self) -> bool:
        return bool((self.tracker.active_loop or {}).get("name") == FORM)

    @property
    def was_answered(self) -> bool:
        """Another action already spoke in this turn: the form comes back only to ask its question again."""
        for event in reversed(self.tracker.events):
            if event.get("event") == "user":
                return False
            if event.get("event") == "action" and event.get("name") not in _NOT_AN_ANSWER:
                return True
        return False
