"""The bot's web server: /health and the routes of the doors, behind one guard. Called by serve."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channel import Door
from bot.health import health_route
from bot.line import Line
from bot.worker import Workers

log = logging.getLogger(__name__)
# A Telegram update with a long message that answers a long message stays under this.
LONGEST_BODY = 256 * 1024
HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class BodyIsTooLong(Exception):
    """More than LONGEST_BODY bytes were sent."""


class Guard:
    """Around every route: security headers where a route sets none, a limit to the body, no stack trace to anybody."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(MutableHeaders(scope=message))
            await send(message)

        try:
            await self._app(scope, limited(receive), guarded_send)
        except BodyIsTooLong:
            if not started:
                await JSONResponse({"error": "too long"}, status_code=413)(scope, receive, guarded_send)
        except Exception as error:
            log.error("a route broke kind=%s", type(error).__name__, exc_info=error)
            if not started:
                await JSONResponse({"error": "fault"}, status_code=500)(scope, receive, guarded_send)
        return None


def limited(receive: Receive) -> Receive:
    """Raises BodyIsTooLong while the body is read, whatever its announced length."""
    length = 0

    async def counted() -> Message:
        nonlocal length
        message = await receive()
        length += len(message.get("body", b""))
        if length > LONGEST_BODY:
            raise BodyIsTooLong
        return message

    return counted


def _add_headers(headers: MutableHeaders) -> None:
    """A route that has a content policy of its own (the web chat) has thought of the others too."""
    if "content-security-policy" not in headers:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)


def make_app(line: Line, workers: Workers, doors: Sequence[Door]) -> Starlette:
    """Every door's routes are mounted at the root, after /health."""
    routes = [health_route(line, workers, doors), *(route for door in doors for route in door.routes)]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])
