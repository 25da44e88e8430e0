"""The way in: opening a conversation, a message, quitting, erasing. Routes of the web chat, called by its script."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.intake import InboxIsDown
from bot.messages import Bubble, IncomingMessage, Kind
from bot.outbox import START
from bot.web.erasure import erase
from bot.web.guard import (
    Said,
    body_of,
    not_too_fast,
    not_too_often,
    room_for_a_session,
    said_in,
    session_of,
    urgent_kind,
)
from bot.web.sessions import Session, drop_cookie, set_cookie
from bot.web.web import Web

OPENING = "/start"


class Talk:
    """Every method is a route; refusals are raised (bot.web.refusal)."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def open(self, request: Request) -> Response:
        """A conversation to go on with, or a new one, which begins by itself. `{"frame": true}` asks for the token."""
        data = await body_of(self._web, request)
        session = self._web.session(request)
        if is_new := session is None:
            room_for_a_session(self._web, request)
            session = self._web.sessions.new()
        not_too_often(self._web, request, session.chat)
        answer = await self._begin(session)
        answer.update({"new": is_new}, **({"session": session.token} if data.get("frame") else {}))
        response = JSONResponse(answer, 503 if "bubbles" in answer else 200)
        if is_new and not data.get("frame"):
            set_cookie(response, session, self._web.is_secure(request))
        return response

    async def say(self, request: Request) -> Response:
        """202 when the message is stored, or was before; 503 with bubbles to show while nothing can be stored.

        200 with bubbles for a message that waits behind another one and is not stored yet."""
        said = said_in(self._web, await body_of(self._web, request))
        session = session_of(self._web, request)
        message = self._message(session, said)
        if said.waiting:
            return self._at_once(session, message)
        not_too_fast(self._web, request, session, message)
        try:
            await self._note(session, said)
            taken = await self._web.line.intake.put(message)
        except (InboxIsDown, RedisError, OSError):
            return self._outage(message)
        return JSONResponse({"taken": taken.value}, 202)

    async def quit(self, request: Request) -> Response:
        """The conversation is shown no more in this browser."""
        await body_of(self._web, request)
        response = Response(status_code=204)
        drop_cookie(response, self._web.is_secure(request))
        return response

    async def erase(self, request: Request) -> Response:
        """503 when something could not be erased yet; the page may ask again."""
        await body_of(self._web, request)
        session = session_of(self._web, request)
        not_too_often(self._web, request, session.chat)
        person = self._web.address(session).person
        erased = await erase(self._web, person)
        if not erased.whole:
            return JSONResponse({"blocks": self._web.events.sentence(self._web.texts.text("erase.failed"))}, 503)
        self._web.bells.ring(person, {"type": "erased"})
        key = "done_handed_over" if erased.handed_over else "done"
        response = JSONResponse({"blocks": self._web.events.sentence(self._web.texts.text(f"erase.{key}"))})
        drop_cookie(response, self._web.is_secure(request))
        return response

    async def _begin(self, session: Session) -> dict[str, Any]:
        """The assistant speaks first, once: a conversation that has something to show is left alone."""
        # The minute is part of the id: two pages at once begin one conversation, an erased one can begin again.
        start = self._web.message(session, f"start-{self._web.now():%Y%m%d%H%M}", OPENING)
        try:
            if await self._web.line.outbox.last_cursor(self._web.address(session).person) == START:
                await self._web.line.intake.put(start)
        except (InboxIsDown, RedisError, OSError):
            return {"bubbles": self._web.events.of_bubbles(self._web.line.outage.answer(start))}
        return {}

    def _message(self, session: Session, said: Said) -> IncomingMessage:
        """A message that waited in the page for its connection is as old as its words."""
        kind = Kind.BUTTON if said.button else Kind.TEXT
        message = self._web.message(session, said.id, said.button or said.text, kind)
        return replace(message, sent_at=message.sent_at - timedelta(seconds=said.age))

    def _at_once(self, session: Session, message: IncomingMessage) -> Response:
        """Urgent words get their text even while they wait behind others; calm ones get nothing yet."""
        kind = urgent_kind(self._web, session, message)
        replies = self._web.line.lifeline.urgent(kind, message) if kind else []
        bubbles = [Bubble("", reply.text, (), reply.contact) for reply in replies]
        return JSONResponse({"bubbles": self._web.events.of_bubbles(bubbles)})

    async def _note(self, session: Session, said: Said) -> None:
        """The person's own words stand in the outbox too, so that a page that is loaded again shows both sides."""
        person = self._web.address(session).person
        data = {"type": "said", "id": said.id, "text": said.text}
        await self._web.line.outbox.append(person, f"said:{said.id}", data)
        self._web.bells.ring(person)

    def _outage(self, message: IncomingMessage) -> Response:
        return JSONResponse({"bubbles": self._web.events.of_bubbles(self._web.line.outage.answer(message))}, 503)
