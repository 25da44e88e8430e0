"""The web chat as a door of the bot: its channel, its routes, its start and end. Called by the bot's server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.ending import end
from bot.lifeline import utc_now
from bot.line import Line
from bot.web.channel import WebChannel
from bot.web.headers import Headers
from bot.web.pages import Pages
from bot.web.refusal import Endpoint, kindly
from bot.web.stream import Streams
from bot.web.talk import Talk
from bot.web.web import Web, make_web

STATIC = Path(__file__).parent / "static"
PAY_EVERY = 1.0
log = logging.getLogger(__name__)


class WebDoor:
    """Follows bot.channel.Door. Raises SettingIsWrong, or what a text or a limit that cannot be used raises."""

    def __init__(self, line: Line, now: Callable[[], datetime] = utc_now) -> None:
        self._web = make_web(line, now)
        self._streams = Streams(self._web)
        self._paying: asyncio.Task[None] | None = None

    @property
    def channel(self) -> WebChannel:
        return self._web.channel

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return routes(self._web, self._streams)

    async def start(self) -> None:
        self._paying = asyncio.create_task(self._pay())

    async def stop(self) -> None:
        self._streams.close()
        tasks = [*self._web.tasks, *([self._paying] if self._paying else [])]
        await end(tasks)

    def is_alive(self) -> bool:
        return self._paying is not None and not self._paying.done()

    async def _pay(self) -> None:
        while True:
            try:
                await self._web.channel.pay_what_is_owed()
            except Exception as error:
                log.warning("paying what is owed failed kind=%s", type(error).__name__)
            await asyncio.sleep(PAY_EVERY)


def routes(web: Web, streams: Streams) -> list[BaseRoute]:
    """The frame and its script are there only when a site is allowed to show them."""
    pages, talk = Pages(web), Talk(web)
    shown = [Middleware(GZipMiddleware), Middleware(Headers, web.is_secure)]

    def way(path: str, endpoint: Endpoint, method: str) -> Route:
        headers = [Middleware(Headers, web.is_secure)]
        return Route(path, kindly(web, endpoint), methods=[method], middleware=headers)

    found: list[BaseRoute] = [
        Route("/", pages.chat, middleware=shown),
        Route("/vie-privee", pages.privacy, middleware=shown),
        Mount("/web/static", StaticFiles(directory=STATIC), middleware=shown),
        way("/web/ouverture", talk.open, "POST"),
        way("/web/messages", talk.say, "POST"),
        way("/web/quitter", talk.quit, "POST"),
        way("/web/effacer", talk.erase, "POST"),
        way("/web/flux", streams.follow, "GET"),
    ]
    sites = web.settings.embed_sites
    if sites:
        framed = [Middleware(GZipMiddleware), Middleware(Headers, web.is_secure, framed_by=sites)]
        shared = [Middleware(Headers, web.is_secure, shared=True)]
        found += [
            Route("/cadre", pages.frame, middleware=framed),
            Route("/integration.js", pages.integration, middleware=shared),
        ]
    return found
