"""A small real HTTP server that behaves like Telegram's Bot API. Tests talk to it through `TelegramStandIn`."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.auxil.telegram_stand_in.control import Control
from tests.auxil.telegram_stand_in.door import Door
from tests.auxil.telegram_stand_in.faults import Faults
from tests.auxil.telegram_stand_in.people import Group, Person
from tests.auxil.telegram_stand_in.polling import Polling
from tests.auxil.telegram_stand_in.waiting import wait_until
from tests.auxil.telegram_stand_in.webhook import Webhook
from tests.auxil.telegram_stand_in.world import Call, World

TOKEN = "700000001:AAStandInTokenThatOpensNothingAtAll"


class TelegramStandIn:
    """Runs in a thread of its own. `stop` and `start` make Telegram unreachable and come back, with all it knew."""

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        self.token = token
        self.port = port
        self._begin()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def begin_anew(self) -> None:
        """Forgets everybody and everything; the server runs on. Spares each test a start and a stop."""
        self.webhook.forget()
        self._begin()

    def _begin(self) -> None:
        self.world = World(self.token)
        self.faults = Faults()
        self.polling = Polling(self.world.updates)
        self.webhook = Webhook(self.world.updates)
        self._door = Door(self.world, self.faults, self.polling, self.webhook)
        self._control = Control(self.world, self.faults)

    @property
    def api_url(self) -> str:
        """For TELEGRAM_API_URL (python-telegram-bot's base_url)."""
        return f"http://127.0.0.1:{self.port}/bot"

    def person(self, chat_id: int, first_name: str = "Anne") -> Person:
        return Person(self.world, chat_id, first_name)

    def group(self, chat_id: int, kind: str = "supergroup") -> Group:
        """Groups have negative ids."""
        return Group(self.world, chat_id, kind)

    def calls(self, method: str) -> list[Call]:
        """The bot's requests of one method, refused ones too."""
        with self.world.lock:
            return [call for call in self.world.calls if call.method.lower() == method.lower()]

    def app(self) -> Starlette:
        routes = [
            Route("/bot{token}/{method}", self._answer_bot, methods=["GET", "POST"]),
            Route("/control/{rest:path}", self._answer_control, methods=["GET", "POST", "DELETE"]),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    async def _answer_bot(self, request: Request) -> Response:
        return await self._door.answer(request)

    async def _answer_control(self, request: Request) -> ASGIApp:
        return await self._control.answer(request)

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        yield
        url, secret = self.webhook.url, self.webhook.secret
        await self.webhook.stop()
        self.webhook.url, self.webhook.secret = url, secret

    def start(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        # ws="none": uvicorn cannot use the old websockets that Rasa pins.
        config = uvicorn.Config(self.app(), log_config=None, log_level="critical", ws="none", lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listener],), daemon=True)
        self._thread.start()
        wait_until(lambda: self._server and self._server.started)

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join()
            self._server = self._thread = None


@contextlib.contextmanager
def running_stand_in() -> Iterator[TelegramStandIn]:
    stand_in = TelegramStandIn()
    stand_in.start()
    try:
        yield stand_in
    finally:
        stand_in.stop()
