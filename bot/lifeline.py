"""What is said when anything behind the bot is down: honest, with numbers, and urgent where the words are urgent.

Called by the workers when Rasa fails, and by `Outage` when Redis does. It needs nothing but its own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

from casework.urgency import UrgencyRules, judge

from bot.messages import IncomingMessage, Kind
from casework.content import Content
from casework.replies import Reply
from casework.urgent_texts import urgent_replies

SENTENCES = ("lifeline_first", "lifeline_again", "lifeline_again_2", "lifeline_again_3")
URGENT_PREFIX = "/urgent_"
KINDS = ("attack", "departure", "suicide", "danger")


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Lifeline:
    """`now` is the clock that opening hours are judged by, unless a message brings its own."""

    def __init__(self, content: Content, rules: UrgencyRules, now: Callable[[], datetime] = utc_now) -> None:
        self._content, self._rules, self._now = content, rules, now

    def urgent_kind(self, message: IncomingMessage, payload: str | None = None) -> str | None:
        """The kind of danger by the readable rules alone, or None. `payload` is what a tapped button stands for."""
        if payload is not None:
            return _kind_of_payload(payload)
        if message.kind in (Kind.BUTTON, Kind.UNREADABLE):
            return None
        urgency = judge(message.text, self._rules)
        return (urgency.kind or "danger") if urgency.level == "urgent" else None

    def urgent(self, kind: str, message: IncomingMessage) -> list[Reply]:
        return urgent_replies(kind, self._moment(message), self._content)

    def calm(self, message: IncomingMessage, said_before: int) -> list[Reply]:
        """One bubble; `said_before` counts the lifelines of this person lately, so that no two in a row are equal."""
        return [self.sentence(_sentence(said_before), message)]

    def sentence(self, key: str, message: IncomingMessage) -> Reply:
        """A sentence of texts.yml as a bubble."""
        return Reply(self._content.text(key, self._moment(message)))

    def _moment(self, message: IncomingMessage) -> datetime:
        return message.at or self._now()


def _sentence(said_before: int) -> str:
    if said_before == 0:
        return SENTENCES[0]
    return SENTENCES[1 + (said_before - 1) % (len(SENTENCES) - 1)]


def _kind_of_payload(payload: str) -> str | None:
    """`/urgent_menu` and the like ask for the urgent text, whatever the kind they name."""
    if not payload.startswith(URGENT_PREFIX):
        return None
    name = payload.removeprefix(URGENT_PREFIX).partition("{")[0].partition("/")[0]
    return name if name in KINDS else "danger"
