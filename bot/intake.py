"""The way into the inbox: a message is stored before anybody acknowledges it. Called by every channel."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot import keys
from bot.addresses import sealed_address
from bot.messages import IncomingMessage, Kind
from bot.names import Names
from bot.scripts import script
from casework.sealing import ChatCipher

# Telegram hands out an unconfirmed update for 24 h: a repeat must be known for longer than that.
SEEN_FOR = 72 * 3600
TURN_LIFE = 48 * 3600


class InboxIsDown(Exception):
    """Redis did not confirm that the message is stored: don't acknowledge it, send what `Outage.answer` gives."""


class Taken(Enum):
    """NEW: stored, an answer will come. REPEAT: it was stored before, nothing more is done. CORRECTED: it replaces
    an earlier message that still waited."""

    NEW = "new"
    REPEAT = "repeat"
    CORRECTED = "corrected"


class Intake:
    """`idle` is how long a conversation is remembered, in seconds; `on_stored` hears of each new message."""

    def __init__(
        self,
        redis: Redis[bytes],
        cipher: ChatCipher,
        names: Names,
        idle: int,
        on_stored: Callable[[IncomingMessage], None] = lambda message: None,
    ) -> None:
        self._cipher, self._names, self._idle, self._on_stored = cipher, names, idle, on_stored
        self._put = script(redis, "put")
        self._correct = script(redis, "correct")

    async def put(self, message: IncomingMessage) -> Taken:
        """Stores the message once and returns when it is on disk. Raises InboxIsDown."""
        return await self._guarded(self._put_once(message))

    async def correct(self, message: IncomingMessage, original_id: str) -> Taken:
        """`message` (with an id of its own) corrects the one with `original_id`: it takes its place while that one
        waits, and is a message of kind CORRECTION otherwise. Raises InboxIsDown."""
        return await self._guarded(self._correct_or_put(message, original_id))

    async def _guarded(self, work: Any) -> Taken:
        try:
            taken: Taken = await work
        except (RedisError, OSError) as error:
            raise InboxIsDown(type(error).__name__) from None
        return taken

    async def _put_once(self, message: IncomingMessage) -> Taken:
        address, key = self._names.address(message), self._names.message_key(message)
        person = address.person
        entry = await self._put(
            keys=[keys.seen(key), keys.INBOX, keys.waiting(person), keys.READY, keys.HOLDER, keys.address(person)],
            args=[
                SEEN_FOR,
                key,
                person,
                self._cipher.seal(message.to_bytes(), key),
                sealed_address(self._cipher, address),
                self._idle,
            ],
        )
        if not entry:
            return Taken.REPEAT
        self._on_stored(message)
        return Taken.NEW

    async def _correct_or_put(self, message: IncomingMessage, original_id: str) -> Taken:
        original = self._names.key_of_id(message, original_id)
        sealed = self._cipher.seal(message.as_kind(Kind.TEXT).to_bytes(), original)
        replaced = await self._correct(
            keys=[keys.seen(original), keys.INBOX, keys.seen(self._names.message_key(message))],
            args=[sealed, keys.TURN_PREFIX, TURN_LIFE, SEEN_FOR],
        )
        if replaced:
            return Taken.CORRECTED if replaced == 1 else Taken.REPEAT
        return await self._put_once(message.as_kind(Kind.CORRECTION))
