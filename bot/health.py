"""Whether a message would get through now: Redis can write, Rasa answers, the workers work, every door is open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channel import Door
from bot.line import Line
from bot.worker import Workers

PING = "{relais}:health"
LIMIT = 3.0


async def parts_alive(line: Line, workers: Workers, doors: Sequence[Door]) -> dict[str, bool]:
    """By part: `redis`, `rasa`, `workers`, and each door by its channel's name. Takes 3 seconds at most."""
    redis, rasa = await asyncio.gather(_redis_writes(line), line.rasa.is_well())
    open_doors = {door.channel.name: door.is_alive() for door in doors}
    return {"redis": redis, "rasa": rasa, "workers": workers.are_alive(), **open_doors}


async def _redis_writes(line: Line) -> bool:
    """A server that can be read but not written to (a full disk, a replica) takes no message in."""
    try:
        return bool(await asyncio.wait_for(line.redis.set(PING, 1, ex=60), LIMIT))
    except (RedisError, OSError, asyncio.TimeoutError):
        return False


def health_route(line: Line, workers: Workers, doors: Sequence[Door]) -> Route:
    """GET /health: 200 when all parts are alive, else 503; no secret, and nothing but the names of parts."""

    async def health(request: Request) -> Response:
        alive = await parts_alive(line, workers, doors)
        healthy = all(alive.values())
        return JSONResponse({"healthy": healthy, "parts": alive}, status_code=200 if healthy else 503)

    return Route("/health", health)
