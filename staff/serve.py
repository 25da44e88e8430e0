"""Runs the console until it is told to stop. Called by `python -m staff serve`."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket

import uvicorn
from redis.asyncio import Redis

from staff.app import make_app
from staff.console import make_console
from staff.operator import sentence
from staff.redis_client import RedisIsSilent, check_redis, connect, disconnect
from staff.settings import SettingIsWrong, StaffSettings

GRACE = 5


def serve(settings: StaffSettings) -> int:
    """Returns when a signal stops it. Raises SettingIsWrong when the port or Redis's password is refused."""
    logging.basicConfig(level=logging.WARNING)
    door = _bound(settings)
    asyncio.run(_serve(settings, door))
    return 0


def _bound(settings: StaffSettings) -> socket.socket:
    """The listening socket, made first so that a port in use is told in one sentence."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        raise SettingIsWrong(sentence("port_busy", port=settings.port, host=settings.host)) from None
    return door


async def _serve(settings: StaffSettings, door: socket.socket) -> None:
    redis = connect(settings.redis_url)
    try:
        await _refuse_a_wrong_password(redis)
        # Forwarded headers are read by our own code, from one trusted proxy; URLs hold references, so no access log.
        app = make_app(make_console(settings, redis))
        config = uvicorn.Config(
            app, access_log=False, server_header=False, proxy_headers=False, ws="none",
            log_level="warning", timeout_graceful_shutdown=GRACE,
        )  # fmt: skip
        await uvicorn.Server(config).serve(sockets=[door])
    finally:
        await disconnect(redis)


async def _refuse_a_wrong_password(redis: Redis[bytes]) -> None:
    try:
        await check_redis(redis)
    except RedisIsSilent:
        logging.getLogger(__name__).warning("Redis does not answer yet: /health says 503 until it does")
