"""Trying again, in one place: how long to pause, when to give up, what Telegram's faults mean to the workers."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn

T = TypeVar("T")
log = logging.getLogger(__name__)
# Workers count on an answer within 10 seconds (bot.channel.Channel).
SEND_WITHIN = 9.0
# What Telegram answers with 400 where it could say 403: there is nobody at this address any more.
GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")


class Pauses:
    """Seconds to wait before the next try: doubled each time up to `most`, a little different for every process."""

    def __init__(self, first: float = 0.3, most: float = 8.0) -> None:
        self._first, self._most, self._tries = first, most, 0

    def next(self) -> float:
        pause = min(self._first * 2.0 ** min(self._tries, 16), self._most)
        self._tries += 1
        return pause * random.uniform(0.8, 1.0)

    def reset(self) -> None:
        self._tries = 0


def seconds_of(error: RetryAfter) -> float:
    """The library is on its way from seconds to timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def patiently(do: Callable[[], Awaitable[T]], within: float = SEND_WITHIN, longest_wait: float = 1.0) -> T:
    """Tries until `within` seconds are over; waits itself when Telegram asks for `longest_wait` seconds or less.

    Raises PersonIsGone, TryAgainIn, ChannelIsDown, or BadRequest: the request itself is wrong, and would be again."""
    end, pauses = time.monotonic() + within, Pauses()
    while True:
        try:
            return await asyncio.wait_for(do(), max(0.1, end - time.monotonic()))
        except (TelegramError, asyncio.TimeoutError) as error:
            pause = pause_after(error, pauses, longest_wait)
        if time.monotonic() + pause >= end:
            raise ChannelIsDown("no answer in time")
        await asyncio.sleep(pause)


def pause_after(error: Exception, pauses: Pauses, longest_wait: float) -> float:
    """The pause before another try; raises what no other try would cure within the time there is."""
    if isinstance(error, RetryAfter):
        if (seconds := seconds_of(error)) > longest_wait:
            raise TryAgainIn(seconds) from None
        return seconds
    if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and means_gone(error)):
        raise PersonIsGone from None
    if isinstance(error, BadRequest):
        raise error
    if isinstance(error, (TimedOut, InvalidToken, asyncio.TimeoutError)):
        raise ChannelIsDown(type(error).__name__) from None
    return pauses.next()


def means_gone(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in GONE)


async def until_done(do: Callable[[], Awaitable[object]], what: str, pauses: Pauses | None = None) -> None:
    """For what must be done once, however long Telegram is away: the menu, the webhook."""
    pauses = pauses or Pauses(first=1.0, most=60.0)
    while True:
        try:
            await do()
            return
        except RetryAfter as error:
            pause = max(seconds_of(error), 1.0)
        except TelegramError as error:
            pause = pauses.next()
            log.warning("telegram: %s must wait kind=%s", what, type(error).__name__)
        await asyncio.sleep(pause)
