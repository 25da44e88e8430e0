"""A request that is not served, with the kind sentence that says so. Raised by guard and talk, answered by `kindly`."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.web import Web

Endpoint = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """`reason` is a key of texts.yml under `refusal`; `wait` says after how many seconds it is worth trying again."""

    def __init__(self, status: int, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.status, self.reason, self.wait = status, reason, wait


def refusal(web: Web, refused: Refused) -> JSONResponse:
    body: dict[str, Any] = {
        "reason": refused.reason,
        "blocks": web.events.sentence(web.texts.text(f"refusal.{refused.reason}")),
    }
    headers = {"retry-after": str(math.ceil(refused.wait))} if refused.wait else {}
    return JSONResponse(body, refused.status, headers)


def kindly(web: Web, endpoint: Endpoint) -> Endpoint:
    """The endpoint, with its refusals put into words."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as refused:
            return refusal(web, refused)

    return answer
