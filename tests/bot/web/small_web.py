"""The web chat's routes in an application of their own, and a visitor to them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.ending import end
from bot.lifeline import utc_now
from bot.line import Line
from bot.web.door import routes
from bot.web.sessions import Session
from bot.web.stream import Streams
from bot.web.web import make_web
from bot.worker import Workers

URL = "http://relais.test"
JSON = {"content-type": "application/json", "sec-fetch-site": "same-origin"}


class Clock:
    def __init__(self) -> None:
        self.fixed: datetime | None = None

    def __call__(self) -> datetime:
        return self.fixed or utc_now()


class SmallWeb:
    """`web` holds its parts; `workers` are started by `answering`."""

    def __init__(self, line: Line) -> None:
        self.line, self.clock = line, Clock()
        self.web = make_web(line, self.clock)
        self.streams = Streams(self.web)
        self.app = Starlette(routes=routes(self.web, self.streams))

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[SmallWeb]:
        try:
            yield self
        finally:
            self.streams.close()
            await end(self.web.tasks)

    @contextlib.asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        """Workers that run meanwhile."""
        workers = Workers(self.line, {"web": self.web.channel})
        running = asyncio.create_task(workers.run())
        try:
            yield
        finally:
            await workers.stop(patience=0.1)
            await end([running])

    def visitor(self, address: str = "203.0.113.7", url: str = URL) -> Visitor:
        return Visitor(self, address, url)

    def new_session(self) -> Session:
        return self.web.sessions.new()


class Visitor:
    """A browser that keeps its cookie."""

    def __init__(self, web: SmallWeb, address: str, url: str) -> None:
        self._web = web
        transport = httpx.ASGITransport(app=web.app, client=(address, 4711), raise_app_exceptions=True)
        self.http = httpx.AsyncClient(transport=transport, base_url=url)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=headers)

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        given = {**JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.http.post(path, content=json.dumps(body or {}), headers=given)

    async def open(self, **body: Any) -> httpx.Response:
        return await self.post("/web/ouverture", body)

    async def say(self, text: str, id: str = "message-1", **more: Any) -> httpx.Response:
        return await self.post("/web/messages", {"id": id, "text": text, **more})

    async def events(self, until: str = "ready", after: str | None = None, limit: float = 5.0) -> list[dict[str, Any]]:
        """What a stream tells up to the first event of a type; each with its `cursor` where it has one."""
        headers = {"Last-Event-ID": after} if after else {}
        return await asyncio.wait_for(self._read(headers, until), limit)

    async def _read(self, headers: dict[str, str], until: str) -> list[dict[str, Any]]:
        """httpx waits for the whole body of an ASGI answer, so the application is called by hand."""
        found: list[dict[str, Any]] = []
        done = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await done.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                assert message["status"] == 200, message["status"]
            for event in message.get("body", b"").decode().split("\n\n"):
                found.extend(_event(event))
            if any(event["type"] == until for event in found):
                done.set()
                raise OSError

        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        given = {"cookie": cookie, "host": "relais.test", **headers}
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET",
            "path": "/web/flux", "raw_path": b"/web/flux", "query_string": b"", "scheme": "http", "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
            "client": ("203.0.113.7", 4711), "server": ("relais.test", 80),
        }  # fmt: skip
        with contextlib.suppress(OSError):
            await self._web.app(scope, receive, send)
        return found


def _event(raw: str) -> list[dict[str, Any]]:
    lines = dict(line.split(": ", 1) for line in raw.splitlines() if ": " in line and not line.startswith(":"))
    return [{**json.loads(lines["data"]), "cursor": lines.get("id")}] if "data" in lines else []


def text_of(event: dict[str, Any]) -> str:
    """All words of an event's paragraphs."""
    lines = (line for block in event.get("blocks", ()) for line in block.get("p", []))
    return "\n".join("".join(segment["text"] for segment in line) for line in lines)


async def until(truth: Callable[[], bool], limit: float = 5.0) -> None:
    """Waits for something to become true; fails after the limit."""
    end = time.monotonic() + limit
    while not truth():
        assert time.monotonic() < end, "not true in time"
        await asyncio.sleep(0.02)
