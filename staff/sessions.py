"""Sessions live in Redis: a cookie is only their name. Called by gate and sign_in."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from redis.asyncio import Redis

from staff import keys
from staff.limits import Limits

Fields = dict[str | bytes, bytes | float | int | str]


@dataclass(frozen=True)
class Session:
    """`token` is the cookie; `form_token` must come back with every form; `epoch` is the account's at sign-in."""

    token: str = field(repr=False)
    account: str
    epoch: int
    form_token: str = field(repr=False)
    started: float


class Sessions:
    """Idle and absolute limits are kept by Redis itself: an expired session is not there."""

    def __init__(self, redis: Redis[bytes], limits: Limits) -> None:
        self._redis, self._idle, self._absolute = redis, limits.idle, limits.absolute

    async def start(self, account: str, epoch: int) -> Session:
        """Always under a new id: what was known before the sign-in is worth nothing after it."""
        session = Session(secrets.token_urlsafe(32), account, epoch, secrets.token_urlsafe(24), time.time())
        place = keys.session(session.token)
        fields: Fields = {"account": account, "epoch": epoch, "form": session.form_token, "started": session.started}
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(place, mapping=fields)
            pipe.expire(place, min(self._idle, self._absolute))
            await pipe.execute()
        return session

    async def find(self, token: str, *, keep_alive: bool = True) -> Session | None:
        """None when it has ended. `keep_alive`: this is the person's doing, not the page asking by itself."""
        fields = {
            name.decode(): value.decode() for name, value in (await self._redis.hgetall(keys.session(token))).items()
        }
        if not fields:
            return None
        session = Session(token, fields["account"], int(fields["epoch"]), fields["form"], float(fields["started"]))
        left = session.started + self._absolute - time.time()
        if left <= 0:
            await self.end(token)
            return None
        if keep_alive:
            await self._redis.expire(keys.session(token), max(1, int(min(self._idle, left))))
        return session

    async def end(self, token: str) -> None:
        await self._redis.delete(keys.session(token))
