"""Where a person can be written to, as it stands in Redis: sealed. Written by the intake, read for letters of staff."""

from __future__ import annotations

import json

from redis.asyncio import Redis

from bot import keys
from bot.messages import Address
from casework.pseudonyms import Pseudonym
from casework.sealing import CannotOpen, ChatCipher


class Addresses:
    """A pseudonym leads nowhere without this, and without RELAIS_CHAT_KEYS this leads nowhere either."""

    def __init__(self, redis: Redis[bytes], cipher: ChatCipher) -> None:
        self._redis, self._cipher = redis, cipher

    async def find(self, person: Pseudonym) -> Address | None:
        """None when the conversation is over, was erased, or cannot be opened. May raise RedisError."""
        sealed = await self._redis.get(keys.address(person))
        if sealed is None:
            return None
        try:
            channel, bot, chat = json.loads(self._cipher.open(sealed, keys.address(person)))
        except (CannotOpen, ValueError, TypeError):
            return None
        return Address(channel, bot, chat, person)

    async def forget(self, person: Pseudonym) -> None:
        """May raise RedisError."""
        await self._redis.delete(keys.address(person))


def sealed_address(cipher: ChatCipher, address: Address) -> bytes:
    plain = json.dumps([address.channel, address.bot, address.chat], ensure_ascii=False)
    return cipher.seal(plain.encode(), keys.address(address.person))
