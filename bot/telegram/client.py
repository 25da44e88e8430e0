"""python-telegram-bot's Bot as we use it: short limits, no token in sight, a poll that never hangs on a bad update."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any, Protocol

import httpx
from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.telegram.retry import Pauses
from bot.telegram.setting import TelegramSetting

log = logging.getLogger(__name__)
# httpx logs URLs, which hold the token; the library logs what it could not parse, which holds people's words.
SILENCED = ("httpx", "httpcore", "telegram")
CONNECTIONS = 64


class PollListener(Protocol):
    """Hears what became of each poll, before its updates are handled."""

    def poll_succeeded(self, updates: Sequence[Update]) -> None: ...

    def poll_failed(self) -> None: ...


class TelegramClient(Bot):
    """`listen_to_polls` is called before the first poll."""

    def __init__(self, setting: TelegramSetting) -> None:
        for name in SILENCED:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        super().__init__(
            setting.token,
            base_url=setting.api_url,
            request=_connections(CONNECTIONS),
            get_updates_request=_connections(2),
        )
        self._listener: PollListener | None = None
        self._poll_pauses = Pauses(first=0.5, most=8.0)

    def listen_to_polls(self, listener: PollListener) -> None:
        self._listener = listener

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id_of_token})"

    @property
    def id_of_token(self) -> str:
        return self.token.partition(":")[0]

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """Asked by the Updater in a loop. Its own pauses grow to 30 s, so ours are handed to it as a wait."""
        try:
            updates = await self._readable_updates(*args, **kwargs)
        except TelegramError as error:
            if self._listener:
                self._listener.poll_failed()
            log.warning("telegram: poll failed kind=%s", type(error).__name__)
            if isinstance(error, (InvalidToken, RetryAfter)):
                raise
            raise RetryAfter(timedelta(seconds=self._poll_pauses.next())) from None
        self._poll_pauses.reset()
        if self._listener:
            self._listener.poll_succeeded(updates)
        return updates

    async def _readable_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """One update that the library cannot read must not hold up all that follow: it is skipped."""
        try:
            return await super().get_updates(*args, **kwargs)
        except TelegramError:
            raise
        except Exception as error:
            log.error("telegram: an update could not be read kind=%s", type(error).__name__)
        wanted = {name: kwargs.get(name) for name in ("offset", "limit", "allowed_updates")}
        # The capital keeps the library from recommending its own method, which has just failed.
        raw = await self.do_api_request("GetUpdates", api_kwargs=wanted)
        return tuple(self._readable(update) for update in raw)

    def _readable(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(dict(raw), self)
        except Exception:
            return Update(raw["update_id"])


def _connections(most: int) -> HTTPXRequest:
    """All limits in seconds; the poll adds its own waiting to the reading."""
    return HTTPXRequest(
        most, connect_timeout=3.0, read_timeout=6.0, write_timeout=5.0, pool_timeout=3.0,
        httpx_kwargs={"verify": _certificates()},
    )  # fmt: skip


@cache
def _certificates() -> ssl.SSLContext:
    """Reading them takes a tenth of a second each time."""
    return httpx.create_ssl_context()
