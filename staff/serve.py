"""Runs the console until it is told to stop. Called by `python -m staff serve`."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket

import uvicorn
from redis.asyncio import Redis
from redis.exceptions import RedisError

from casework.directory import DirectoryIsInvalid
from casework.request_states import RequestStatesAreInvalid
from staff.alert_setup import make_alerts
from staff.app import make_app
from staff.console import Console, make_console
from staff.health import keys_fit
from staff.operator import sentence
from staff.redis_client import RedisIsSilent, check_redis, connect, disconnect
from staff.roles import roles
from staff.settings import SettingIsWrong, StaffSettings
from staff.statistics import statistics_plan
from staff.watch import Watch

GRACE = 5
log = logging.getLogger(__name__)


def serve(settings: StaffSettings) -> int:
    """Returns when a signal stops it. Raises SettingIsWrong or YamlFileIsInvalid when it cannot start."""
    logging.basicConfig(level=logging.WARNING)
    # Their lines would hold addresses and tokens.
    logging.getLogger("httpx").setLevel(logging.ERROR)
    logging.getLogger("fpdf").setLevel(logging.ERROR)  # it names the letters that its font lacks
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
        await _refuse_wrong_settings(settings, redis)
        console = _checked_console(settings, redis)
        watch = asyncio.create_task(Watch(console, make_alerts(console)).run())
        # Forwarded headers are read by our own code, from one trusted proxy; URLs hold references, so no access log.
        config = uvicorn.Config(
            make_app(console), access_log=False, server_header=False, proxy_headers=False, ws="none",
            log_level="warning", timeout_graceful_shutdown=GRACE,
        )  # fmt: skip
        await uvicorn.Server(config).serve(sockets=[door])
        watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watch
    finally:
        await disconnect(redis)


def _checked_console(settings: StaffSettings, redis: Redis[bytes]) -> Console:
    """Every file that a colleague may have changed is read now: a mistake stops the start, not a page."""
    try:
        roles(), statistics_plan()
        return make_console(settings, redis)
    except (DirectoryIsInvalid, RequestStatesAreInvalid) as error:
        raise SettingIsWrong(sentence("data_wrong", reason=error)) from None


async def _refuse_wrong_settings(settings: StaffSettings, redis: Redis[bytes]) -> None:
    """A password that Redis refuses, keys that open nothing of what is stored. A silent Redis is waited for."""
    try:
        await check_redis(redis)
        fit = await keys_fit(redis, settings.opener)
    except (RedisIsSilent, RedisError, OSError):
        log.warning("Redis does not answer yet: /health says 503 until it does")
        return
    if not fit:
        raise SettingIsWrong(sentence("private_keys_unfit"))
