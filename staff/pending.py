"""Between the passphrase and the code: who has proved the first and not yet the second. Called by sign_in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from redis.asyncio import Redis

from casework.sealing import CannotOpen, CaseOpener, CaseSealer
from staff import keys
from staff.limits import Limits


@dataclass(frozen=True)
class Pending:
    """`secret`: of the second factor that is being set up; None when there is one already."""

    token: str = field(repr=False)
    account: str
    epoch: int
    secret: str | None = field(repr=False, default=None)


class PendingSignIns:
    """Gone after some minutes or some wrong codes."""

    def __init__(self, redis: Redis[bytes], opener: CaseOpener, limits: Limits) -> None:
        self._redis, self._opener, self._limits = redis, opener, limits

    async def start(self, account: str, epoch: int) -> Pending:
        pending = Pending(secrets.token_urlsafe(32), account, epoch)
        place = keys.pending(pending.token)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(place, mapping={"account": account, "epoch": epoch, "tries": 0})
            pipe.expire(place, self._limits.pending)
            await pipe.execute()
        return pending

    async def find(self, token: str) -> Pending | None:
        fields = await self._redis.hgetall(keys.pending(token))
        if not fields:
            return None
        return Pending(token, fields[b"account"].decode(), int(fields[b"epoch"]), self._secret(token, fields))

    async def offer(self, pending: Pending, secret: str) -> None:
        """Keeps the secret that is being shown; one offered before is worth nothing any more."""
        sealer = CaseSealer.from_setting(self._opener.public_keys[0])
        place = keys.pending(pending.token)
        await self._redis.hset(place, "secret", sealer.seal(place, {"secret": secret}))
        await self._redis.expire(place, self._limits.pending)

    async def note_failure(self, pending: Pending) -> None:
        place = keys.pending(pending.token)
        tries = await self._redis.hincrby(place, "tries", 1)
        # Without a time to live it had ended meanwhile, and counting has made it anew.
        if tries >= self._limits.pending_tries or await self._redis.ttl(place) < 0:
            await self._redis.delete(place)

    async def end(self, token: str) -> None:
        await self._redis.delete(keys.pending(token))

    def _secret(self, token: str, fields: dict[bytes, bytes]) -> str | None:
        try:
            return str(self._opener.open(keys.pending(token), fields[b"secret"])["secret"])
        except (KeyError, CannotOpen):
            return None
