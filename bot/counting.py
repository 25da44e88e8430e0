"""Counts without persons for the statistics: conversations, topics, urgent turns. Called by turns that are over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from bot import keys
from bot.aside import Aside
from casework.contact_form import load_contact_form
from casework.content import Content
from casework.counts import count
from casework.pseudonyms import Pseudonym
from casework.replies import Reply

TALK, LIFELINE = "talk", "lifeline"
NOT_UNDERSTOOD, REFUSED = "not_understood", "refused_request"
OPENING = "/start_conversation"
# What a tap says more exactly than its name: `/ask{"value":"ask_signs/online_signs"}`.
TOPIC_OF_TAP = re.compile(r'/ask\{"value":\s*"(?P<topic>[a-z_]+)(?:/\w+)?"\}')
TOPIC = re.compile(r"[a-z_]{1,40}")
# Words of courtesy ask nothing.
NO_QUESTION = frozenset({"greet", "goodbye", "thank", "affirm", "deny"})


@dataclass(frozen=True)
class Answered:
    """What a turn was about: how its message was understood, what was said, and the payload that was asked, if any."""

    parse: dict[str, Any]
    replies: Sequence[Reply] = ()
    payload: str | None = None
    is_erasure: bool = False


class Sayings:
    """Recognises by its sentence what the dialogue said: `not_understood`, `refused_request`."""

    def __init__(self, content: Content) -> None:
        lost = [*content.texts["fallback_first"], *content.texts["fallback_second"]]
        refused = [load_contact_form().texts["refused"]]
        self._beginnings = {NOT_UNDERSTOOD: _beginnings(lost), REFUSED: _beginnings(refused)}

    def in_replies(self, replies: Sequence[Reply]) -> list[str]:
        said = self._beginnings.items()
        return [name for name, beginnings in said if any(r.text.startswith(beginnings) for r in replies)]


def _beginnings(texts: Sequence[str]) -> tuple[str, ...]:
    """Up to the first placeholder, which is filled differently every day."""
    return tuple(text.partition("{")[0].strip() for text in texts)


class Counting:
    """`idle`: after so many seconds of silence the next message begins a new conversation."""

    def __init__(self, redis: Redis[bytes], sayings: Sayings, idle: int, aside: Aside) -> None:
        self._redis, self._sayings, self._idle, self._aside = redis, sayings, idle, aside

    def lifeline(self) -> None:
        self._aside.do(count(self._redis, LIFELINE), "counting")

    def turn(self, person: Pseudonym, answered: Answered) -> None:
        """Returns at once."""
        self._aside.do(self._count(person, answered), "counting")

    async def _count(self, person: Pseudonym, answered: Answered) -> None:
        for name in self.names_of(answered):
            await count(self._redis, name)
        if not answered.is_erasure and answered.payload != OPENING and await self._is_first(person):
            await count(self._redis, TALK)

    def names_of(self, answered: Answered) -> list[str]:
        """The counters that this turn raises, but for the conversation's own."""
        said = self._sayings.in_replies(answered.replies)
        if kind := urgent_kind_of(answered.parse):
            return [f"urgent.{kind}", *said]
        topic = _topic_of(answered)
        return said if said or topic is None else [f"topic.{topic}"]

    async def _is_first(self, person: Pseudonym) -> bool:
        key = keys.begun(person)
        if await self._redis.set(key, "1", nx=True, ex=self._idle):
            return True
        await self._redis.expire(key, self._idle)
        return False


def urgent_kind_of(parse: Mapping[str, Any]) -> str | None:
    """attack, departure, suicide or danger; None when the message was not urgent."""
    urgency = parse.get("urgency") or {}
    return (urgency.get("kind") or "danger") if urgency.get("level") == "urgent" else None


def _topic_of(answered: Answered) -> str | None:
    """A name of the list of intents, without its part."""
    tapped = TOPIC_OF_TAP.fullmatch(answered.payload or "")
    topic = tapped["topic"] if tapped else str(answered.parse.get("intent") or "").partition("/")[0]
    is_question = TOPIC.fullmatch(topic) and topic not in NO_QUESTION and not topic.startswith("urgent_")
    return topic if is_question else None
