"""`python -m bot serve`: inbox, workers, doors and web server in one process, until a signal. Called by `__main__`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Iterator, Sequence

import uvicorn

from bot.app import make_app
from bot.broom import keep_sweeping
from bot.channel import Door, DoorWithConnections
from bot.ending import end
from bot.line import Line, make_line
from bot.logs import set_up_logs
from bot.operator import sentence
from bot.redis_client import disconnect
from bot.settings import BotSettings, SettingIsWrong
from bot.staff_mail import make_postman
from bot.terminal_door import TerminalDoor
from bot.web.door import WebDoor
from bot.worker import Workers
from casework.content import ContentIsInvalid
from casework.directory import DirectoryIsInvalid
from casework.pseudonyms import IdKeyIsTooShort
from casework.sealing import KeyIsInvalid
from casework.urgency_rules import UrgencyRulesAreInvalid
from casework.yaml_files import YamlFileIsInvalid

log = logging.getLogger(__name__)
STOPPED = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """uvicorn, with the signals left to us: the workers must end too."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(settings: BotSettings) -> None:
    """Returns after SIGINT or SIGTERM. Raises SettingIsWrong with the sentence for the operator."""
    set_up_logs(settings.log_level)
    try:
        line = make_line(settings)
    except (KeyIsInvalid, IdKeyIsTooShort) as error:
        raise SettingIsWrong(sentence("key_invalid", reason=error)) from None
    except (ContentIsInvalid, DirectoryIsInvalid, UrgencyRulesAreInvalid) as error:
        raise SettingIsWrong(sentence("data_invalid", reason=error)) from None
    try:
        doors = make_doors(line)
    except (YamlFileIsInvalid, KeyError, TypeError) as error:
        raise SettingIsWrong(sentence("data_invalid", reason=error)) from None
    asyncio.run(_run(line, doors, _listening(settings.host, settings.port)))


def make_doors(line: Line) -> list[Door]:
    """The terminal and the web chat always, Telegram when there is a token."""
    doors: list[Door] = [TerminalDoor(line), WebDoor(line)]
    if line.settings.telegram_token:
        from bot.telegram import TelegramDoor  # python-telegram-bot takes a third of a second: only when it is used

        doors.append(TelegramDoor(line))
    return doors


def _listening(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port), reuse_port=False, backlog=512)
    except OSError:
        raise SettingIsWrong(sentence("port_busy", host=host, port=port)) from None
    return listening


async def _run(line: Line, doors: Sequence[Door], listening: socket.socket) -> None:
    channels = {door.channel.name: door.channel for door in doors}
    workers = Workers(line, channels)
    config = uvicorn.Config(
        make_app(line, workers, doors), log_config=None, access_log=False, lifespan="off", ws="none",
        server_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = Server(config)
    for number in STOPPED:
        asyncio.get_running_loop().add_signal_handler(number, lambda: setattr(server, "should_exit", True))
    postman = make_postman(line, channels)
    beside = [keep_sweeping(line.redis), *([postman.run()] if postman else [])]
    working = [asyncio.create_task(task) for task in (workers.run(), *beside)]
    opened: list[Door] = []
    try:
        for door in doors:
            await door.start()
            opened.append(door)
        log.info("the bot is ready doors=%s", ",".join(door.channel.name for door in doors))
        await server.serve([listening])
    finally:
        await _close(line, opened, workers, working)


async def _close(line: Line, doors: Sequence[Door], workers: Workers, working: Sequence[asyncio.Task[None]]) -> None:
    """What brings messages in stops first, what answers them last."""
    await asyncio.gather(*(asyncio.wait_for(door.stop(), 3) for door in doors), return_exceptions=True)
    await workers.stop(patience=4)
    await end(working)
    await line.aside.settle()
    closing = [door.close() for door in doors if isinstance(door, DoorWithConnections)]
    await asyncio.gather(*closing, line.rasa.close(), disconnect(line.redis), return_exceptions=True)
    log.info("the bot has stopped")
