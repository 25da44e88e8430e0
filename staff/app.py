"""The console as a web application. Called by serve and by the tests."""

from __future__ import annotations

from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from staff.health import is_healthy
from staff.settings import StaffSettings


async def health(request: Request) -> Response:
    healthy = await is_healthy(request.app.state.redis, request.app.state.settings.opener)
    return JSONResponse({"healthy": healthy}, status_code=200 if healthy else 503)


def make_app(settings: StaffSettings, redis: Redis[bytes]) -> Starlette:
    app = Starlette(routes=[Route("/health", health)])
    app.state.settings, app.state.redis = settings, redis
    return app
