"""The parts of the web chat, made once and shared by its routes. Called by the door."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.requests import Request

from bot.lifeline import utc_now
from bot.line import Line
from bot.messages import Address, IncomingMessage, Kind
from bot.web.bells import Bells
from bot.web.channel import NAME, WebChannel
from bot.web.events import Events
from bot.web.layout import Layout
from bot.web.limits import Limits, load_limits
from bot.web.numbers import Numbers
from bot.web.sessions import Session, Sessions
from bot.web.settings import WebSettings, web_settings
from bot.web.texts import WebTexts, load_web_texts
from bot.web.visitor import address_of, is_secure

# There is one web chat; the field keeps conversations apart from those of other bots on other channels.
BOT = "web"


@dataclass(frozen=True)
class Web:
    """Nothing is connected before it is used."""

    line: Line
    settings: WebSettings
    texts: WebTexts
    limits: Limits
    sessions: Sessions
    bells: Bells
    channel: WebChannel
    numbers: Numbers
    events: Events
    now: Callable[[], datetime]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Something that nobody waits for; the door ends it with the program."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def is_secure(self, request: Request) -> bool:
        return is_secure(request, self.settings.trusted_proxies)

    def visitor(self, request: Request) -> str:
        """The visitor's address, for counting only."""
        return address_of(request, self.settings.trusted_proxies)

    def session(self, request: Request) -> Session | None:
        return self.sessions.of(request, self.is_secure(request))

    def message(self, session: Session, id: str, text: str, kind: Kind = Kind.TEXT) -> IncomingMessage:
        """`id` is unique within the conversation."""
        now = utc_now()
        return IncomingMessage(NAME, BOT, session.chat, f"{session.chat}:{id}", text, now, now, kind)

    def address(self, session: Session) -> Address:
        return self.line.names.address(self.message(session, "", ""))


def make_web(line: Line, now: Callable[[], datetime] = utc_now) -> Web:
    """Raises SettingIsWrong, YamlFileIsInvalid, KeyError or ValueError when a text or a limit cannot be used."""
    values, directory = load_limits(), line.content.directory
    texts = load_web_texts(line.content, line.settings.idle_hours)
    bells, numbers = Bells(values), Numbers(directory)
    return Web(
        line=line,
        settings=web_settings(line.settings, texts),
        texts=texts,
        limits=Limits(values),
        sessions=Sessions(line.settings.id_key, values.session_days),
        bells=bells,
        channel=WebChannel(line.outbox, bells),
        numbers=numbers,
        events=Events(Layout(directory), numbers, now),
        now=now,
    )
