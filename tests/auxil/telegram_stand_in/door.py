"""The HTTP door `/bot<token>/<method>`: reads parameters, lets a planned fault happen, answers as Telegram does."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from tests.auxil.telegram_stand_in.errors import ApiError, bad_request, conflict
from tests.auxil.telegram_stand_in.faults import Fault, Faults
from tests.auxil.telegram_stand_in.methods import METHODS
from tests.auxil.telegram_stand_in.polling import NEW_WEBHOOK, Polling
from tests.auxil.telegram_stand_in.webhook import Webhook
from tests.auxil.telegram_stand_in.world import Call, World

Json = dict[str, Any]
IN_JSON = frozenset(
    ["reply_markup", "entities", "allowed_updates", "commands", "scope", "drop_pending_updates", "link_preview_options"]
)
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Door:
    def __init__(self, world: World, faults: Faults, polling: Polling, webhook: Webhook) -> None:
        self._world, self._faults, self._polling, self._webhook = world, faults, polling, webhook

    async def answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            self._check_token(request.path_params["token"])
            params = await read_params(request)
        except ApiError as refusal:
            return JSONResponse(refusal.body(), refusal.code)
        return await self._answer(method, params, request)

    def _check_token(self, token: str) -> None:
        if token != self._world.token:
            is_formed = token.partition(":")[0].isdigit() and ":" in token
            raise ApiError(401, "Unauthorized") if is_formed else ApiError(404, "Not Found")

    async def _answer(self, method: str, params: Json, request: Request) -> Response:
        fault = self._faults.take(method, params)
        if fault and fault.kind not in ("refuse", "drop_after"):
            self._world.note(Call(method, params, 0))
            return await broken_answer(fault)
        try:
            if fault and fault.refusal:
                raise fault.refusal
            result = await self._do(method, params, request)
        except ApiError as refusal:
            self._world.note(Call(method, params, refusal.code))
            return JSONResponse(refusal.body(), refusal.code)
        self._world.note(Call(method, params, 200))
        return cut_connection() if fault else JSONResponse({"ok": True, "result": result})

    async def _do(self, method: str, params: Json, request: Request) -> Any:
        name = method.lower()
        if name == "getupdates":
            return await self._get_updates(params, request)
        if name in ("setwebhook", "deletewebhook"):
            return self._set_webhook({} if name == "deletewebhook" else params, params)
        if name == "getwebhookinfo":
            return self._webhook.info()
        if name not in METHODS:
            raise ApiError(404, "Not Found")
        return METHODS[name](self._world, params)

    async def _get_updates(self, params: Json, request: Request) -> list[Json]:
        if self._webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        self._world.updates.allow(params.get("allowed_updates"))
        limit = min(max(int(params.get("limit") or 100), 1), 100)
        offset, timeout = int(params.get("offset") or 0), float(params.get("timeout") or 0)
        poll = asyncio.create_task(self._polling.get_updates(offset, limit, timeout))
        hung_up = asyncio.create_task(_hung_up(request))
        await asyncio.wait({poll, hung_up}, return_when=asyncio.FIRST_COMPLETED)
        hung_up.cancel()
        if poll.done():
            return poll.result()
        poll.cancel()
        return []

    def _set_webhook(self, wanted: Json, params: Json) -> bool:
        if wanted.get("url"):
            self._polling.end_other(NEW_WEBHOOK)
        return self._webhook.set({"drop_pending_updates": params.get("drop_pending_updates")} | wanted)


async def _hung_up(request: Request) -> None:
    """Returns when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def read_params(request: Request) -> Json:
    """Query string, form or JSON body, as the Bot API allows."""
    params: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body: Json = await request.json()
        return params | body
    async with request.form() as form:
        params |= dict(form)
    for name in IN_JSON & params.keys():
        try:
            params[name] = json.loads(params[name])
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
    return params


async def broken_answer(fault: Fault) -> Response:
    if fault.kind == "hang":
        await asyncio.sleep(fault.seconds)
        return Response(status_code=504)
    return Response("<html>", media_type="text/html") if fault.kind == "garbage" else cut_connection()


def cut_connection() -> Response:
    """Promises more bytes than it gives: the server then closes the connection in the middle of the answer."""

    async def nothing() -> Any:
        yield b""

    return StreamingResponse(nothing(), headers={"content-length": "100"})
