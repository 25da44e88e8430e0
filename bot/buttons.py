"""What a tapped button stands for: the chat shows an opaque id, the payload stays here. Used by turns."""

from __future__ import annotations

from collections.abc import Sequence

from redis.asyncio import Redis

from bot import keys
from bot.messages import ButtonId, ShownButton
from bot.names import Names
from casework.pseudonyms import Pseudonym
from casework.replies import Button
from casework.sealing import CannotOpen, ChatCipher


class Buttons:
    """Anybody with a changed client can send any payload, so a payload never leaves and never comes in."""

    def __init__(self, redis: Redis[bytes], cipher: ChatCipher, names: Names) -> None:
        self._redis, self._cipher, self._names = redis, cipher, names

    def shown(self, person: Pseudonym, buttons: Sequence[Button]) -> tuple[ShownButton, ...]:
        return tuple(ShownButton(b.title, self._names.button_id(person, b.payload)) for b in buttons)

    def sealed(self, person: Pseudonym, buttons: Sequence[Button]) -> dict[str, bytes]:
        """Button id to sealed payload: what is written down once the bubble has been sent."""
        ids = {self._names.button_id(person, b.payload): b.payload for b in buttons}
        return {id: self._cipher.seal(payload.encode(), _bound(person, id)) for id, payload in ids.items()}

    async def keep(self, person: Pseudonym, buttons: Sequence[Button], seconds: int) -> None:
        """For bubbles that are no part of a turn: known before they are shown. May raise RedisError."""
        if not buttons:
            return
        key = keys.buttons(person)
        pipeline = self._redis.pipeline(transaction=True)
        for id, sealed in self.sealed(person, buttons).items():
            pipeline.hset(key, id, sealed)
        pipeline.ttl(key)
        *_, left = await pipeline.execute()
        if left < seconds:
            await self._redis.expire(key, seconds)

    async def payload_of(self, person: Pseudonym, button: str) -> str | None:
        """None when this button was never shown to this person, or too long ago. May raise RedisError."""
        sealed = await self._redis.hget(keys.buttons(person), button)
        if sealed is None:
            return None
        try:
            return self._cipher.open(sealed, _bound(person, ButtonId(button))).decode()
        except CannotOpen:
            return None


def _bound(person: Pseudonym, button: ButtonId) -> str:
    return f"{keys.buttons(person)}:{button}"
