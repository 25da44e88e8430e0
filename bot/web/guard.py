"""What every request that changes something must pass: from our page, a known session, not too long, not too fast."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from bot.messages import IncomingMessage
from bot.web.refusal import Refused
from bot.web.sessions import Session
from bot.web.visitor import is_from_our_page
from bot.web.web import Web

ID = re.compile(r"[A-Za-z0-9-]{8,40}")
BUTTON = re.compile(r"[a-z0-9]{1,40}")
OLDEST = 24 * 3600
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Said:
    """What a page sends: words, or the tap on a button with the title that it showed; `age` in seconds.

    `waiting`: an earlier message has not got through yet, so this one is not to be stored before it."""

    id: str
    text: str
    button: str | None
    age: float
    waiting: bool = False


async def body_of(web: Web, request: Request) -> dict[str, Any]:
    """The JSON object of a request from our own page. Raises Refused."""
    if not is_from_our_page(request):
        raise Refused(403, "elsewhere")
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "not_understood")
    try:
        data = json.loads(await _limited(request, web.limits.values.most_bytes))
    except ValueError:
        raise Refused(400, "not_understood") from None
    if not isinstance(data, dict):
        raise Refused(400, "not_understood")
    return data


async def _limited(request: Request, most: int) -> bytes:
    """Reads no further than it must."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Refused(413, "too_long")
    return body


def said_in(web: Web, data: dict[str, Any]) -> Said:
    """Raises Refused."""
    id, text, button, age = (data.get(name) for name in ("id", "text", "button", "age"))
    if not isinstance(id, str) or not ID.fullmatch(id) or not isinstance(text, str):
        raise Refused(400, "not_understood")
    if button is not None and not (isinstance(button, str) and BUTTON.fullmatch(button)):
        raise Refused(400, "not_understood")
    if len(text) > (LONGEST_TITLE if button else web.limits.values.longest):
        raise Refused(413, "too_long")
    if not text.strip():
        raise Refused(400, "empty")
    seconds = min(max(float(age), 0), OLDEST) if isinstance(age, int | float) else 0
    return Said(id, text, button, seconds, data.get("waiting") is True)


def session_of(web: Web, request: Request) -> Session:
    """Raises Refused when there is none, or no longer."""
    session = web.session(request)
    if session is None:
        raise Refused(401, "no_session")
    return session


def not_too_fast(web: Web, request: Request, session: Session, message: IncomingMessage) -> None:
    """Raises Refused. An urgent message is let in even when its conversation has just written too much."""
    if wait := web.limits.take("rate_address", web.visitor(request)):
        raise Refused(429, "too_fast", wait)
    wait = web.limits.take("rate_session", session.chat)
    if wait and not urgent_kind(web, session, message):
        raise Refused(429, "too_fast", wait)


def not_too_often(web: Web, request: Request, key: str) -> None:
    """For what is not a message: opening, erasing. Raises Refused."""
    if wait := web.limits.take("rate_address", web.visitor(request)) or web.limits.take("acts_session", key):
        raise Refused(429, "too_often", wait)


def urgent_kind(web: Web, session: Session, message: IncomingMessage) -> str | None:
    """By the readable rules; looked at a few times a minute for each conversation, then None."""
    if web.limits.take("urgent_reserve", session.chat):
        return None
    return web.line.lifeline.urgent_kind(message)


def room_for_a_session(web: Web, request: Request) -> None:
    """Raises Refused."""
    for name, key in (("sessions_address", web.visitor(request)), ("sessions_all", "")):
        if wait := web.limits.take(name, key):
            raise Refused(429, "too_many_sessions", wait)
