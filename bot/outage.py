"""What is said while Redis is down and no message can be stored. Called by the channels when the intake fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.lifeline import Lifeline
from bot.messages import Bubble, IncomingMessage, Kind
from bot.names import Names
from casework.pseudonyms import Pseudonym
from casework.replies import Reply

URGENT_AGAIN_AFTER = 300.0
# An outage that flickers is one outage: nobody is told twice within this time.
REMEMBERED_FOR = 60.0


@dataclass
class Told:
    """What one person has heard in this outage. Times are of the monotonic clock."""

    at: float
    messages: set[str] = field(default_factory=set)
    urgent_kind: str | None = None
    urgent_at: float = 0.0


class Outage:
    """Held in memory, one for each bot process: there is nowhere else to write it down."""

    def __init__(self, lifeline: Lifeline, names: Names, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifeline, self._names, self._clock = lifeline, names, clock
        self._told: dict[Pseudonym, Told] = {}

    def answer(self, message: IncomingMessage) -> list[Bubble]:
        """What to send at once, past the inbox: the lifeline once a person and outage, the urgent text whenever the
        words are urgent (again when the kind changes or after 5 minutes), else nothing. A message that comes again
        gets nothing. The bubbles have no buttons: a tap could not be stored either."""
        replies = self._replies(message)
        return [Bubble(f"outage:{n}", reply.text, (), reply.contact) for n, reply in enumerate(replies)]

    def _replies(self, message: IncomingMessage) -> list[Reply]:
        person, now = self._names.address(message).person, self._clock()
        told = self._told.get(person)
        first = told is None
        told = self._told.setdefault(person, Told(now))
        if message.id in told.messages:
            return []
        told.messages.add(message.id)
        if kind := self._lifeline.urgent_kind(message, self._urgent_payload(person, message)):
            return self._urgent(told, kind, now, message)
        return [self._lifeline.sentence("lifeline_outage", message)] if first else []

    def _urgent_payload(self, person: Pseudonym, message: IncomingMessage) -> str | None:
        """What a tapped button stands for can be read in Redis only; whether it means danger can be told without."""
        if message.kind is not Kind.BUTTON:
            return None
        payloads = self._lifeline.urgent_payloads()
        return next((p for p in payloads if self._names.button_id(person, p) == message.text), None)

    def _urgent(self, told: Told, kind: str, now: float, message: IncomingMessage) -> list[Reply]:
        if told.urgent_kind == kind and now - told.urgent_at < URGENT_AGAIN_AFTER:
            return []
        told.urgent_kind, told.urgent_at = kind, now
        return self._lifeline.urgent(kind, message)

    def is_over(self) -> None:
        """Called whenever Redis has answered."""
        if self._told:
            now = self._clock()
            self._told = {who: told for who, told in self._told.items() if now - told.at < REMEMBERED_FOR}
