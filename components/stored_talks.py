"""Conversations as they lie in Redis: sealed, turn by turn, gone when idle. Called by the tracker store.

`{relais}:talk:<sender>:events` is a list with one sealed blob a turn; its length is the conversation's version.
`{relais}:talk:<sender>:snapshot` is what to begin with at the next turn. Both expire together.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from casework.sealing import CannotOpen, ChatCipher
from components.settings import StoreSettings
from components.turn import TurnHasFailed

logger = logging.getLogger(__name__)

CONNECT_WITHIN = 1.0
ANSWER_WITHIN = 2.0
PREFIX, EVENTS, SNAPSHOT = "{relais}:talk:", ":events", ":snapshot"

# KEYS events, snapshot. ARGV version that was read, turn, snapshot, seconds to keep, "1" to drop what is there.
_APPEND = """
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
if ARGV[5] == '1' then redis.call('DEL', KEYS[1], KEYS[2]) end
redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""


class TrackerHasMoved(TurnHasFailed):
    """Another process saved a turn of this conversation since it was read here."""

    def __init__(self) -> None:
        super().__init__("moved")


class StoreIsDown(TurnHasFailed):
    """Redis did not answer in time. After a `save` it is not known whether the turn is kept: ask the same id again."""


@dataclass(frozen=True)
class Talk:
    """What was read: `version` turns are kept, `turns` are the last of them, oldest first.

    `unreadable`: sealed with keys that are not here any more; the next save begins anew.
    """

    version: int = 0
    snapshot: dict[str, Any] | None = None
    turns: tuple[dict[str, Any], ...] = ()
    unreadable: bool = False


class StoredTalks:
    """Reads and appends; every call raises StoreIsDown rather than wait for Redis."""

    def __init__(self, settings: StoreSettings) -> None:
        self._cipher = ChatCipher.from_setting(settings.chat_keys)
        self._idle_seconds = settings.idle_seconds
        self._redis = Redis.from_url(
            settings.redis_url, socket_connect_timeout=CONNECT_WITHIN, socket_timeout=ANSWER_WITHIN
        )
        self._append_script = self._redis.register_script(_APPEND)

    async def read(self, sender: str, last_turns: int) -> Talk:
        """`last_turns`: how many at most; 0 for all of them."""
        events, snapshot = _keys(sender)
        with _or_down("read"):
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.llen(events)
                pipe.lrange(events, -last_turns, -1)
                pipe.get(snapshot)
                version, blobs, sealed = await pipe.execute()
        try:
            return self._opened(sender, version, blobs, sealed)
        except CannotOpen:
            logger.warning("A stored conversation cannot be opened with the chat keys at hand; it begins anew.")
            return Talk(version=version, unreadable=True)

    def _opened(self, sender: str, version: int, blobs: list[bytes], sealed: bytes | None) -> Talk:
        if not blobs or sealed is None:
            return Talk(version=version, unreadable=bool(version))
        snapshot = self._open(sender, sealed)
        if snapshot["version"] != version:
            raise CannotOpen("the snapshot is of another moment than the turns")
        return Talk(version, snapshot, tuple(self._open(sender, blob) for blob in blobs))

    async def turn(self, sender: str, number: int) -> dict[str, Any] | None:
        """The turn with that number, the first being 0; None when it is gone."""
        with _or_down("read"):
            blob = await self._redis.lindex(_keys(sender)[0], number)
        return self._open(sender, blob) if blob else None

    async def append(self, sender: str, read: Talk, turn: dict[str, Any], snapshot: dict[str, Any]) -> None:
        """Raises TrackerHasMoved when the conversation is not any more as it was `read`."""
        args: list[bytes | int] = [
            read.version,
            self._seal(sender, turn),
            self._seal(sender, snapshot),
            self._idle_seconds,
        ]
        with _or_down("save"):
            done = await self._append_script(keys=list(_keys(sender)), args=[*args, int(read.unreadable)])
        if not done:
            raise TrackerHasMoved

    async def forget(self, sender: str) -> None:
        with _or_down("forget"):
            await self._redis.delete(*_keys(sender))

    async def senders(self) -> AsyncIterator[str]:
        with _or_down("read"):
            async for key in self._redis.scan_iter(match=f"{PREFIX}*{EVENTS}"):
                yield key.decode()[len(PREFIX) : -len(EVENTS)]

    async def ping(self) -> None:
        with _or_down("read"):
            await self._redis.ping()

    async def close(self) -> None:
        # redis-py 4 leaves the pool of a client made by from_url open.
        await self._redis.connection_pool.disconnect()

    def _seal(self, sender: str, data: dict[str, Any]) -> bytes:
        plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return self._cipher.seal(plain.encode(), bound_to=f"talk:{sender}")

    def _open(self, sender: str, sealed: bytes) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self._cipher.open(sealed, bound_to=f"talk:{sender}"))
        return data


def _keys(sender: str) -> tuple[str, str]:
    return f"{PREFIX}{sender}{EVENTS}", f"{PREFIX}{sender}{SNAPSHOT}"


@contextmanager
def _or_down(doing: str) -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError, asyncio.TimeoutError) as error:
        raise StoreIsDown(doing) from error
