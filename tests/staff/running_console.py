"""A console on a real port, for tests with a browser and for the pictures of the guide."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import uvicorn
from redis.asyncio import Redis

from casework.sealing import CaseSealer
from casework.staff_mail_keys import bot_public_key
from staff.app import make_app
from staff.watch import Watch
from tests.staff.console_client import World, quick_console
from tests.staff.sample_requests import CHAT_KEY, PRIVATE, PUBLIC


@dataclass
class RunningConsole:
    world: World
    redis: Redis
    url: str
    sealer: CaseSealer


@contextlib.asynccontextmanager
async def running_console(redis_url: str, extra: dict[str, str] | None = None) -> AsyncIterator[RunningConsole]:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    redis = Redis.from_url(redis_url)
    environ = {
        "REDIS_URL": redis_url, "RELAIS_CASE_PRIVATE_KEYS": PRIVATE, "RELAIS_CASE_PUBLIC_KEY": PUBLIC,
        "RELAIS_BOT_PUBLIC_KEY": bot_public_key(CHAT_KEY), "RELAIS_STAFF_PORT": str(door.getsockname()[1]),
        **(extra or {}),
    }  # fmt: skip
    console = quick_console(environ, redis)
    app = make_app(console)
    watch = asyncio.create_task(Watch(console, None).run())
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, ws="none"))
    task = asyncio.create_task(server.serve(sockets=[door]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it no other way
        await asyncio.sleep(0.02)
    try:
        yield RunningConsole(World(console, app), redis, console.settings.console_url, CaseSealer.from_setting(PUBLIC))
    finally:
        watch.cancel()
        server.should_exit = True
        await task
        await redis.connection_pool.disconnect()
