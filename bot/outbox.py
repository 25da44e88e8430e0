"""Replies for channels that fetch them: the terminal and the web chat. Written by the workers, read by the doors."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from bot import keys
from bot.messages import Address, Bubble, FinishedTurn
from bot.scripts import script
from casework.pseudonyms import Pseudonym
from casework.sealing import CannotOpen, ChatCipher

LONGEST_OUTBOX = 200
# After an erasure, the sentence that says so stays this long for the person's client to fetch it.
ERASED_AFTER = 60
START = "0-0"
# Staff wrote it: the person may come back in days only. Its id begins with this.
LETTER, LETTER_LIFE = "letter:", 7 * 86_400


@dataclass(frozen=True)
class OutboxItem:
    """`cursor` is the place to read on from. `data`: `{"type": "bubble", "id", "text", "buttons", "contact"}` or
    `{"type": "finished", "message": message key, "parse": {...}}`."""

    cursor: str
    data: dict[str, Any]


class Outbox:
    """Sealed, capped, gone after `idle` seconds without a new item; letters of staff stay for a week. Every method may
    raise RedisError."""

    def __init__(self, redis: Redis[bytes], cipher: ChatCipher, idle: int) -> None:
        self._redis, self._cipher, self._idle = redis, cipher, idle
        self._append, self._tidy = script(redis, "append"), script(redis, "tidy")

    async def append(self, person: Pseudonym, item_id: str, data: dict[str, Any]) -> None:
        """An item with the id of one of the last items is not written again."""
        key = keys.outbox(person)
        sealed = self._cipher.seal(json.dumps(data, ensure_ascii=False).encode(), key)
        is_letter = item_id.startswith(LETTER)
        life = max(LETTER_LIFE, self._idle) if is_letter else self._idle
        if is_letter:
            due = (time.time() + self._idle) * 1000
            await self._redis.zadd(keys.OUTBOXES_WITH_LETTERS, {person: due}, nx=True)
        await self._append(keys=[key], args=[item_id, sealed, LONGEST_OUTBOX, life])

    async def tidy(self) -> None:
        """Where a letter keeps an outbox, the conversation around it is forgotten at its own time all the same."""
        due = await self._redis.zrangebyscore(keys.OUTBOXES_WITH_LETTERS, "-inf", time.time() * 1000, 0, 50)
        for person in (Pseudonym(raw.decode()) for raw in due):
            await self._tidy(keys=[keys.outbox(person), keys.OUTBOXES_WITH_LETTERS], args=[person, self._idle, LETTER])

    async def read(self, person: Pseudonym, after: str = START, wait: float = 0) -> list[OutboxItem]:
        """What came after the cursor, oldest first; waits up to `wait` seconds (at most 1.5) when there is nothing."""
        key = keys.outbox(person)
        block = max(1, int(min(wait, 1.5) * 1000)) if wait else None
        found = await self._redis.xread({key: after}, block=block)
        return [self._opened(key, *row) for row in found[0][1]] if found else []

    async def take_out(self, person: Pseudonym, items: list[OutboxItem]) -> None:
        """Forgets what its only reader has fetched (the terminal)."""
        if items:
            await self._redis.xdel(keys.outbox(person), *(item.cursor for item in items))

    async def last_cursor(self, person: Pseudonym) -> str:
        """Where to read from when only what comes from now on matters."""
        rows = await self._redis.xrevrange(keys.outbox(person), count=1)
        return rows[0][0].decode() if rows else START

    async def erase_before(self, person: Pseudonym, cursor: str) -> None:
        """The person's data are erased: what is older than `cursor` at once, the rest within a minute."""
        await self._redis.xtrim(keys.outbox(person), minid=cursor, approximate=False)
        if await self._redis.exists(keys.outbox(person)):
            await self.append(person, f"erased:{cursor}", {"type": "erased"})  # an open page clears itself
        await self._redis.expire(keys.outbox(person), ERASED_AFTER)

    def _opened(self, key: str, cursor: bytes, fields: dict[bytes, bytes]) -> OutboxItem:
        try:
            data = json.loads(self._cipher.open(fields[b"sealed"], key))
        except CannotOpen:
            data = {"type": "unreadable"}
        return OutboxItem(cursor.decode(), data)


class OutboxChannel:
    """A channel whose clients fetch their replies; follows bot.channel.Channel."""

    longest_text = 4096

    def __init__(self, name: str, outbox: Outbox) -> None:
        self.name, self._outbox = name, outbox

    async def send(self, address: Address, bubble: Bubble) -> None:
        data = {"type": "bubble", "id": bubble.id, **bubble.to_json()}
        await self._outbox.append(address.person, bubble.id, data)

    async def typing(self, address: Address) -> None:
        """The client shows by itself that it waits."""

    async def finished(self, address: Address, turn: FinishedTurn) -> None:
        data = {"type": "finished", "message": turn.message, "parse": turn.parse}
        await self._outbox.append(address.person, f"finished:{turn.message}:{turn.how}", data)
