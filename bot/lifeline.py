"""What is said when anything behind the bot is down: honest, with numbers, and urgent where the words are urgent.

Called by the workers when Rasa fails, and by `Outage` when Redis does. It needs nothing but its own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from bot.commands import Commands
from bot.messages import IncomingMessage, Kind
from casework.content import Content
from casework.replies import Reply
from casework.urgency import hint_of, judge
from casework.urgency_rules import UrgencyRules
from casework.urgent_texts import KINDS, urgent_replies

JUDGED = (Kind.TEXT, Kind.CORRECTION)


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Lifeline:
    """`now` is the clock that opening hours are judged by, unless a message brings its own."""

    def __init__(
        self, content: Content, rules: UrgencyRules, commands: Commands, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._content, self._rules, self._commands, self._now = content, rules, commands, now

    def urgent_kind(self, message: IncomingMessage, payload: str | None = None) -> str | None:
        """The kind of danger by the readable rules alone, or None. `payload`: what a tap or a command stands for."""
        payload = payload or self._commands.payload_of(message.text)
        if message.kind not in JUDGED or payload:
            return self._kind_of_payload(payload or "")
        urgency = judge(message.text, self._rules)
        return (urgency.kind or "danger") if urgency.level == "urgent" else None

    def urgent_payloads(self) -> frozenset[str]:
        """What the buttons that ask for the urgent text stand for."""
        return self._commands.payloads_of_danger(KINDS)

    def urgent(self, kind: str, message: IncomingMessage) -> list[Reply]:
        hint = hint_of(message.text) if message.kind in JUDGED else None
        return urgent_replies(kind, self._moment(message), self._content, hint=hint)

    def calm(self, message: IncomingMessage, said_before: int) -> list[Reply]:
        """One bubble; `said_before` counts this person's lifelines of late, so that no two in a row are equal."""
        if said_before == 0:
            return [self.sentence("lifeline_first", message)]
        return [self.sentence("lifeline_again", message, again=said_before - 1)]

    def sentence(self, key: str, message: IncomingMessage, again: int = 0) -> Reply:
        """A sentence of texts.yml as a bubble; `again` chooses among its wordings."""
        return Reply(self._content.text(key, self._moment(message), again=again))

    def parse(self, message: IncomingMessage) -> dict[str, Any]:
        """How the rules alone understand it, in the form that Rasa's channel gives."""
        urgency = judge(message.text if message.kind in JUDGED else "", self._rules)
        intent = f"urgent_{urgency.kind or 'danger'}" if urgency.level == "urgent" else None
        return {
            "text": message.text,
            "intent": intent,
            "confidence": 0.0,
            "urgency": urgency.to_json(),
            "entities": [],
        }

    def _kind_of_payload(self, payload: str) -> str | None:
        """`/urgent_menu` and the like ask for the urgent text, whatever the kind they name."""
        if not self._commands.means_danger(payload):
            return None
        name = payload.removeprefix("/urgent_")
        return name if name in KINDS else "danger"

    def _moment(self, message: IncomingMessage) -> datetime:
        return message.at or self._now()
