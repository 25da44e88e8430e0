"""A small real HTTP server that speaks the contract of our Rasa channel, with faults on demand. For tests of the bot.

`python -m tests.auxil.rasa_stand_in PORT SECRET` runs one in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from casework.replies import Button, ContactCard, Reply

SECRET = "the-secret-of-the-stand-in"
Fault = Literal["unavailable", "frozen", "empty", "broken", "refusing"]


@dataclass
class StandInState:
    """What the server has heard, and how it is to behave. Changed by the test, from its own thread.

    `parses`: how certain words are understood, unlike all others."""

    fault: Fault | None = None
    slow: float = 0.0
    slow_senders: dict[str, float] = field(default_factory=dict)
    faulty_texts: dict[str, Fault] = field(default_factory=dict)
    parses: dict[str, dict[str, Any]] = field(default_factory=dict)
    turns: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    health_asked: int = 0

    def heard(self, sender: str | None = None) -> list[str]:
        """The words or payloads of the turns that were run, in order."""
        return [t["text"] or t["payload"] for t in self.turns if sender in (None, t["sender"])]


def replies_to(said: str, number: int) -> tuple[list[Reply], list[str]]:
    """A few words have an answer of their own; the others are echoed with their number in the conversation."""
    if said == "boutons":
        return [Reply("Choisissez.", (Button("Les signes", "/ask_signs"), Button("Parler", '/ask{"value":"x/y"}')))], []
    if said == "deux":
        return [Reply(f"{number}. un"), Reply("deux", (), ContactCard("CAPREV", "+3280011172"))], []
    if said == "/erase_my_data":
        return [Reply("C’est effacé.", (Button("Recommencer", "/start_conversation"),))], ["forget"]
    return [Reply(f"{number}. {said}")], []


class RasaStandIn:
    """Start, stop (as killed) and start again on the same port; conversations survive a stop, like Redis would."""

    def __init__(self, port: int = 0, secret: str = SECRET) -> None:
        self.state = StandInState()
        self.port, self._secret = port, secret
        self._answers: dict[str, dict[str, Any]] = {}
        self._counts: dict[str, int] = defaultdict(int)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port), reuse_port=False, backlog=512)
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(self._app(), log_config=None, access_log=False, lifespan="off", ws="none",
                                timeout_graceful_shutdown=0)  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """As abruptly as it can: open requests get no answer."""
        if self._server and self._thread:
            self._server.force_exit = self._server.should_exit = True
            self._thread.join()
            self._server = self._thread = None

    def _app(self) -> Starlette:
        base = "/webhooks/relais"
        return Starlette(
            routes=[
                Route(f"{base}/turn", self._turn, methods=["POST"]),
                Route(f"{base}/weigh", self._weigh, methods=["POST"]),
                Route(f"{base}/forget", self._forget, methods=["POST"]),
                Route(f"{base}/health", self._health),
            ]
        )

    async def _turn(self, request: Request) -> Response:
        if request.headers.get("x-relais-secret") != self._secret:
            return JSONResponse({"refused": "no"}, status_code=403)
        body = await request.json()
        self.state.asked.append(body)
        said = body.get("payload") or body.get("text")
        if body.get("text") is not None and body["text"].startswith("/"):
            return JSONResponse({"invalid": "a person's text never begins with /"}, status_code=400)
        fault = self.state.fault or self.state.faulty_texts.get(said)
        if response := await self._faulty(fault):
            return response
        await asyncio.sleep(self.state.slow_senders.get(body["sender"], self.state.slow))
        repeated = body["id"] in self._answers
        if not repeated:
            self._run(body, said)
        return JSONResponse({**self._answers[body["id"]], "repeated": repeated})

    def _run(self, body: dict[str, Any], said: str) -> None:
        self.state.turns.append({"text": None, "payload": None, **body})
        self._counts[body["sender"]] += 1
        replies, directives = replies_to(said, self._counts[body["sender"]])
        self._answers[body["id"]] = {
            "replies": [reply.to_json() for reply in replies],
            "directives": directives,
            "parse": {
                "text": said, "intent": "out_of_scope", "confidence": 1.0, "entities": [],
                "urgency": {"level": "none", "kind": None, "score": 0.0, "reasons": []},
                **self.state.parses.get(said, {}),
            },
        }  # fmt: skip

    async def _faulty(self, fault: Fault | None) -> Response | None:
        if fault == "frozen":
            while "frozen" in (self.state.fault, *self.state.faulty_texts.values()):  # noqa: ASYNC110 (another thread thaws)
                await asyncio.sleep(0.05)
        if fault == "unavailable":
            return JSONResponse({"failed": "save"}, status_code=503)
        if fault == "empty":
            return JSONResponse({"replies": [], "directives": [], "parse": {}})
        if fault == "broken":
            return Response("<html>", status_code=200)
        if fault == "refusing":
            return JSONResponse({"invalid": "never"}, status_code=400)
        return None

    async def _weigh(self, request: Request) -> Response:
        if response := await self._faulty(self.state.fault):
            return response
        parse = self.state.parses.get((await request.json())["text"], {})
        return JSONResponse({"urgency": parse.get("urgency", {"level": "none"})})

    async def _forget(self, request: Request) -> Response:
        if request.headers.get("x-relais-secret") != self._secret:
            return JSONResponse({"refused": "no"}, status_code=403)
        if response := await self._faulty(self.state.fault):
            return response
        self.state.forgotten.append((await request.json())["sender"])
        return JSONResponse({"forgotten": True})

    async def _health(self, request: Request) -> Response:
        self.state.health_asked += 1
        if response := await self._faulty(self.state.fault):
            return response
        return JSONResponse({"healthy": True})


@contextlib.contextmanager
def running_stand_in() -> Iterator[RasaStandIn]:
    stand_in = RasaStandIn()
    stand_in.start()
    try:
        yield stand_in
    finally:
        stand_in.state.fault = None
        stand_in.stop()


if __name__ == "__main__":
    alone = RasaStandIn(int(sys.argv[1]), sys.argv[2])
    alone.start()
    threading.Event().wait()
