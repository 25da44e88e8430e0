"""The updates that the bot has not confirmed yet, and those who wait for one. Used by polling and by the webhook."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import Any

Json = dict[str, Any]
# Telegram leaves these out unless they are asked for by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Kept until confirmed: an update that was handed out and not confirmed is handed out again."""

    def __init__(self, first_id: int = 500_000_000) -> None:
        self._lock = threading.Lock()
        self._next_id = first_id
        self._pending: list[Json] = []
        self._allowed: frozenset[str] | None = None
        self._wake: list[Callable[[], None]] = []
        self.confirmed = 0

    def allow(self, kinds: Collection[str] | None) -> None:
        """`allowed_updates` as given to getUpdates or setWebhook; None leaves it as it was, empty is the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    def add(self, kind: str, body: Json) -> int | None:
        """The new update's id; None when the bot has not asked for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        with self._lock:
            update_id = self._next_id
            self._next_id += 1
            self._pending.append({"update_id": update_id, kind: body})
        for wake in list(self._wake):
            wake()
        return update_id

    def on_arrival(self, wake: Callable[[], None]) -> None:
        self._wake.append(wake)

    def pending(self, limit: int | None = None) -> list[Json]:
        with self._lock:
            return self._pending[:limit]

    def from_offset(self, offset: int, limit: int) -> list[Json]:
        """Updates from `offset` on; everything below a positive offset counts as confirmed and is forgotten."""
        with self._lock:
            if offset < 0:
                offset = self._next_id + offset
            if offset > 0:
                self._confirm(lambda update: update["update_id"] < offset)
            return self._pending[:limit]

    def confirm(self, update_id: int) -> None:
        with self._lock:
            self._confirm(lambda update: update["update_id"] == update_id)

    def drop_all(self) -> None:
        with self._lock:
            self._pending.clear()

    def _confirm(self, which: Callable[[Json], bool]) -> None:
        left = [update for update in self._pending if not which(update)]
        self.confirmed += len(self._pending) - len(left)
        self._pending = left
