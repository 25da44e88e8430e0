"""The same control over HTTP, under `/control`, for hand use and for other processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from tests.auxil.telegram_stand_in.faults import Faults
from tests.auxil.telegram_stand_in.people import Group, Person
from tests.auxil.telegram_stand_in.world import World

Json = dict[str, Any]


def _says(person: Person, body: Json) -> Any:
    return person.says(body["text"])


def _sends(person: Person, body: Json) -> Any:
    return person.sends(body["kind"], body.get("caption"))


def _taps(person: Person, body: Json) -> Any:
    return person.taps(body["title"])


def _edits(person: Person, body: Json) -> Any:
    return person.edits({"message_id": body["message_id"]}, body["text"])


def _blocks(person: Person, body: Json) -> Any:
    return person.blocks_the_bot()


def _unblocks(person: Person, body: Json) -> Any:
    return person.unblocks_the_bot()


ACTS: dict[str, Callable[[Person, Json], Any]] = {
    "says": _says, "sends": _sends, "taps": _taps, "edits": _edits, "blocks": _blocks, "unblocks": _unblocks,
}  # fmt: skip


class Control:
    def __init__(self, world: World, faults: Faults) -> None:
        self._world, self._faults = world, faults

        routes = [
            Route("/control/people/{chat_id:int}/{act}", self.act, methods=["POST"]),
            Route("/control/groups/{chat_id:int}/takes-in", self.take_in, methods=["POST"]),
            Route("/control/sent", self.sent),
            Route("/control/calls", self.calls),
            Route("/control/commands", self.commands),
            Route("/control/faults", self.fault, methods=["POST"]),
            Route("/control/faults", self.clear_faults, methods=["DELETE"]),
        ]
        self._router = Router(routes)

    async def answer(self, request: Request) -> ASGIApp:
        """The routes, as one endpoint: Starlette runs the application that an endpoint returns."""
        return self._router

    async def act(self, request: Request) -> JSONResponse:
        act = ACTS.get(request.path_params["act"])
        if act is None:
            return JSONResponse({"acts": sorted(ACTS)}, 404)
        body = await request.json() if await request.body() else {}
        try:
            return JSONResponse({"result": act(Person(self._world, request.path_params["chat_id"]), body)})
        except LookupError as missing:
            return JSONResponse({"missing": str(missing)}, 400)

    async def take_in(self, request: Request) -> JSONResponse:
        body = await request.json()
        Group(self._world, -request.path_params["chat_id"]).takes_in_the_bot(Person(self._world, body["by"]))
        return JSONResponse({"result": True})

    async def sent(self, request: Request) -> JSONResponse:
        chat_id = request.query_params.get("chat_id")
        with self._world.lock:
            sent = [made for made in self._world.sent if chat_id in (None, str(made["chat"]["id"]))]
            return JSONResponse({"sent": sent})

    async def calls(self, request: Request) -> JSONResponse:
        with self._world.lock:
            calls = [{"method": call.method, "code": call.code} for call in self._world.calls]
        return JSONResponse({"calls": calls, "pending_updates": len(self._world.updates.pending())})

    async def commands(self, request: Request) -> JSONResponse:
        return JSONResponse(self._world.commands)

    async def fault(self, request: Request) -> JSONResponse:
        """{"method", "kind": refuse|hang|drop|garbage, and what `Faults` takes for it}"""
        body = await request.json()
        kind = body.pop("kind")
        if kind not in ("refuse", "hang", "drop", "garbage"):
            return JSONResponse({"kinds": ["refuse", "hang", "drop", "garbage"]}, 400)
        getattr(self._faults, kind)(**body)
        return JSONResponse({"result": True})

    async def clear_faults(self, request: Request) -> JSONResponse:
        self._faults.clear()
        return JSONResponse({"result": True})
