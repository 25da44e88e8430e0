"""Asks the Rasa server, through our own channel, for the answer to one message. Called by turns and by /health.

Rasa hides its failures, so an answer that is late, empty or not of the agreed form counts as one (RasaFailed)."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from bot.messages import MessageKey
from casework.pseudonyms import Pseudonym
from casework.replies import Reply

ANSWER_LIMIT = 8.0
HEALTH_LIMIT = 2.0
WEIGH_LIMIT = 1.5
# A server that has just failed, or is slow, is asked how it is before the next message; one answer serves all.
HEALTH_IS_NEWS_FOR = 1.0
SLOW = 3.0
MOST_CONNECTIONS = 128


class RasaFailed(Exception):
    """No usable answer: `reason` is refused, late, empty, bad, unwell, or what the server says has failed.

    `hopeless`: the server will never accept this question, so asking again is of no use."""

    def __init__(self, reason: str, *, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.hopeless = reason, hopeless


@dataclass(frozen=True)
class Question:
    """What Rasa is asked: words (never with a leading « / ») or a payload of ours."""

    id: MessageKey
    sender: Pseudonym
    channel: str
    text: str | None = None
    payload: str | None = None
    at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        said = {"text": self.text} if self.payload is None else {"payload": self.payload}
        at = self.at.isoformat() if self.at else None
        return {"id": self.id, "sender": self.sender, "channel": self.channel, "at": at, **said}


@dataclass(frozen=True)
class Answer:
    """At least one reply, what the bot must do besides (`forget`), and how the message was understood."""

    replies: tuple[Reply, ...]
    directives: tuple[str, ...]
    parse: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        replies = [reply.to_json() for reply in self.replies]
        return {"replies": replies, "directives": list(self.directives), "parse": self.parse}


class RasaClient:
    """One for each process; `close` it at the end."""

    def __init__(self, url: str, secret: str, limit: float = ANSWER_LIMIT) -> None:
        self._limit = limit
        self._http = httpx.AsyncClient(
            base_url=f"{url}/webhooks/relais/",
            headers={"X-Relais-Secret": secret},
            timeout=httpx.Timeout(limit, connect=1.0, pool=limit),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=32),
            trust_env=False,
        )
        self._failed_lately = False
        self._asked_at: dict[MessageKey, float] = {}
        self._health: tuple[float, bool] = (float("-inf"), False)
        self._asking_health = asyncio.Lock()

    async def ask(self, question: Question) -> Answer:
        """The same id may be asked again and gets the same answer. Raises RasaFailed, within 8 seconds."""
        if self._seems_unwell() and not await self.is_well():
            raise RasaFailed("unwell")
        self._asked_at[question.id] = time.monotonic()
        try:
            answer = answer_from_json(await self._post("turn", question.to_json()))
        except RasaFailed:
            self._failed_lately = True
            raise
        finally:
            self._asked_at.pop(question.id, None)
        self._failed_lately = False
        return answer

    def _seems_unwell(self) -> bool:
        oldest = min(self._asked_at.values(), default=float("inf"))
        return self._failed_lately or time.monotonic() - oldest > SLOW

    async def level_of(self, text: str) -> str | None:
        """How urgent words sound to the model (none, unsure, urgent), without a turn; None when Rasa doesn't say."""
        if self._seems_unwell():
            return None
        try:
            found = await asyncio.wait_for(self._post("weigh", {"text": text}), WEIGH_LIMIT)
        except (RasaFailed, asyncio.TimeoutError):
            return None
        urgency = found.get("urgency")
        return str(urgency.get("level")) if isinstance(urgency, dict) else None

    async def forget(self, sender: Pseudonym) -> None:
        """Erases what Rasa remembers of this person. Raises RasaFailed."""
        await self._post("forget", {"sender": sender})

    async def is_well(self) -> bool:
        """Whether a message would be answered now, at most a second old; takes 2 seconds at most."""
        async with self._asking_health:
            if time.monotonic() - self._health[0] > HEALTH_IS_NEWS_FOR:
                well = await self._ask_health()
                self._health = (time.monotonic(), well)
            return self._health[1]

    async def close(self) -> None:
        await self._http.aclose()

    async def _ask_health(self) -> bool:
        try:
            answer = await asyncio.wait_for(self._http.get("health"), HEALTH_LIMIT)
        except (httpx.HTTPError, asyncio.TimeoutError):
            return False
        return answer.status_code == 200

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        try:
            answer = await asyncio.wait_for(self._http.post(path, json=body), self._limit)
        except (httpx.TimeoutException, asyncio.TimeoutError):
            raise RasaFailed("late") from None
        except httpx.HTTPError:
            raise RasaFailed("refused") from None
        if answer.status_code != 200:
            raise RasaFailed(_reason(answer), hopeless=answer.status_code == 400)
        return _json(answer)


def _reason(answer: httpx.Response) -> str:
    """Only words that we know: an error page could hold what the person wrote."""
    failed = str(_json(answer).get("failed", "")) if answer.status_code == 503 else ""
    return failed if failed.isascii() and failed.isalpha() and len(failed) < 20 else f"status {answer.status_code}"


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        data = answer.json()
    except ValueError:
        data = None
    return data if isinstance(data, dict) else {}


def answer_from_json(data: dict[str, Any]) -> Answer:
    """Raises RasaFailed when there is nothing to say, or not in the agreed form."""
    try:
        replies = tuple(Reply.from_json(reply) for reply in data.get("replies") or ())
    except (KeyError, TypeError, AttributeError):
        raise RasaFailed("bad") from None
    spoken = tuple(reply for reply in replies if isinstance(reply.text, str) and reply.text.strip())
    if not spoken:
        raise RasaFailed("empty")
    return Answer(spoken, tuple(data.get("directives") or ()), dict(data.get("parse") or {}))
