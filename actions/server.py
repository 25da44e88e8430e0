"""The action server: rasa_sdk's executor behind a door that asks for the shared secret and tells no tales.

rasa_sdk's own server listens on every interface, has no door, and answers an error with the request's body, tracker
included; hence this one."""

from __future__ import annotations

import asyncio
import hmac
import logging

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from actions.all_actions import all_actions
from actions.settings import ActionSettings
from actions.world import make_world

logger = logging.getLogger(__name__)


def make_server(settings: ActionSettings) -> Sanic:
    """Raises the loaders' own errors when a file or a key is wrong."""
    app = Sanic("relais_actions", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.config.MOTD = False

    @app.before_server_start
    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        """Redis clients belong to the loop that serves, so the world is made here."""
        app.ctx.world = make_world(settings)
        app.ctx.executor = ActionExecutor()
        for action in all_actions(app.ctx.world):
            app.ctx.executor.register_action(action)

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        await app.ctx.world.redis.ping()
        return json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        given = request.headers.get("X-Relais-Secret", "")
        if not hmac.compare_digest(given.encode(), settings.secret.encode()):
            return json({"error": "forbidden"}, status=403)
        return await _run(app.ctx.executor, request)

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        """The kind of the fault and its place, never its words: they may be a person's."""
        logger.error("action failed: %s", type(error).__name__)
        return json({"error": type(error).__name__}, status=500)

    return app


async def _run(executor: ActionExecutor, request: Request) -> HTTPResponse:
    call = request.json
    try:
        return json(await executor.run(call))
    except ActionExecutionRejection as rejection:
        return json({"error": "rejected", "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException as unknown:
        return json({"error": "unknown action", "action_name": unknown.action_name}, status=404)
