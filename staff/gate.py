"""Between the browser and a page: who may enter. A way that states no permission is closed to everybody."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from staff import cookies
from staff.console import Console
from staff.forms import FormIsForeign, FormIsTooLarge, check_origin, read_form
from staff.roles import PUBLIC
from staff.visit import Visit

Handler = Callable[[Visit], Awaitable[Response]]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Way:
    """A method on a path. `keeps_alive` is False for what a page asks by itself: it does not count as being there."""

    method: str
    path: str
    handler: Handler
    permission: str | None = None
    keeps_alive: bool = True


class Gate:
    """The endpoint of one path (an ASGI application, so that it hears every method), for all its ways."""

    def __init__(self, console: Console, environment: Environment, ways: Sequence[Way]) -> None:
        self._console, self._environment = console, environment
        self._ways = {way.method: way for way in ways}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        visit = Visit(self._console, self._environment, request)
        try:
            return await self._answer(visit)
        except (RedisError, OSError) as error:
            log.error("Redis failed a page: %s", type(error).__name__)
            return await error_page(visit, 503)
        except Exception as error:
            # The traceback could hold a person's words: the kind of error and the place in our code are enough.
            log.error("a page failed: %s at %s", type(error).__name__, _place(error))
            return await error_page(visit, 500)

    async def _answer(self, visit: Visit) -> Response:
        way = self._ways.get("GET" if visit.request.method == "HEAD" else visit.request.method)
        if way is None:
            return await error_page(visit, 405)
        if way.permission == PUBLIC:
            return await self._enter(visit, way, self._visitor_token(visit))
        visit = await self._signed_in(visit, way)
        if visit.account is None or visit.session is None:
            return _to_sign_in(visit)
        if way.permission is None or not visit.account.may(way.permission):
            await visit.record("access.refused", way.path)
            return await error_page(visit, 403)
        return await self._enter(visit, way, visit.session.form_token)

    async def _enter(self, visit: Visit, way: Way, form_token: str) -> Response:
        if way.method == "GET":
            return await way.handler(visit)
        try:
            form = await read_form(visit.request)
            check_origin(visit.request, form, form_token)
        except FormIsTooLarge:
            return await error_page(visit, 413)
        except FormIsForeign:
            return await error_page(visit, 403, "form")
        return await way.handler(visit.with_form(form))

    def _visitor_token(self, visit: Visit) -> str:
        return self._console.tokens.token(cookies.read(visit.request, cookies.VISITOR, secure=visit.secure))

    async def _signed_in(self, visit: Visit, way: Way) -> Visit:
        """With account and session when both hold: the account is active, and nothing has ended its sessions."""
        token = cookies.read(visit.request, cookies.SESSION, secure=visit.secure)
        session = await self._console.sessions.find(token, keep_alive=way.keeps_alive) if token else None
        account = await self._console.accounts.get(session.account) if session else None
        if session is None or account is None or not account.active or account.epoch != session.epoch:
            return visit
        return Visit(self._console, self._environment, visit.request, account, session)


def _to_sign_in(visit: Visit) -> Response:
    """A page that asks by itself is told to leave, so that nothing stays on the screen after the session."""
    if visit.request.headers.get("hx-request"):
        return PlainTextResponse("", status_code=401, headers={"HX-Redirect": "/connexion"})
    return visit.go("/connexion")


async def error_page(visit: Visit, status: int, words: str | None = None) -> Response:
    text = visit.console.words.error(words or str(status))
    try:
        return await visit.page("error.html", status, text=text)
    except (RedisError, OSError):
        return PlainTextResponse(text, status_code=status)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
