"""Whether messages come in from Telegram right now. Written by the poller or the webhook, asked by /health."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum

# A poll takes 10 seconds at most, its answer a few more.
POLL_IS_STALE_AFTER = 25.0
STANDBY_IS_STALE_AFTER = 15.0
WEBHOOK_IS_STALE_AFTER = 180.0


class Way(str, Enum):
    """CLOSED: nothing comes in. POLLING, WEBHOOK: through this process. STANDBY: through another process's poller."""

    CLOSED = "closed"
    POLLING = "polling"
    WEBHOOK = "webhook"
    STANDBY = "standby"


STALE_AFTER = {
    Way.CLOSED: 0.0,
    Way.POLLING: POLL_IS_STALE_AFTER,
    Way.STANDBY: STANDBY_IS_STALE_AFTER,
    Way.WEBHOOK: WEBHOOK_IS_STALE_AFTER,
}


class TelegramStatus:
    """`clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._way, self._at = Way.CLOSED, clock()
        self._active_at = clock()

    @property
    def way(self) -> Way:
        return self._way

    def confirm(self, way: Way) -> None:
        """It has just been seen to work this way."""
        self._way, self._at = way, self._clock()
        self._active_at = self._at

    def notice_failure(self) -> None:
        """It was tried and did not work: not alive, not silent either."""
        self._active_at = self._clock()

    def close(self) -> None:
        self._way = Way.CLOSED

    def silent_for(self) -> float:
        """Seconds since the last try, successful or not."""
        return self._clock() - self._active_at

    def is_alive(self) -> bool:
        return self._clock() - self._at < STALE_AFTER[self._way]
