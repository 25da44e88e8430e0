"""Messages that the assistant did not understand, kept only with the person's consent, to improve its data.

Called by actions or bot (`keep`) and by staff. Masked first, then sealed to the staff's key; gone after 30 days.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timezone

from redis.asyncio import Redis

from casework import work_keys
from casework.masking import mask
from casework.sealing import CannotOpen, CaseOpener, CaseSealer

KEEP_SECONDS = 30 * 86_400


@dataclass(frozen=True)
class Misunderstood:
    id: str
    at: datetime
    text: str


async def keep(redis: Redis[bytes], sealer: CaseSealer, text: str, *, now: datetime | None = None) -> None:
    """Only after the person has agreed to it. Nothing tells whose it was: no pseudonym, the hour only."""
    moment = (now or datetime.now(timezone.utc)).replace(minute=0, second=0, microsecond=0)
    id = secrets.token_hex(10)
    sealed = sealer.seal(work_keys.misunderstood(id), {"at": moment.isoformat(), "text": mask(text)})
    oldest = moment.timestamp() - KEEP_SECONDS
    async with redis.pipeline(transaction=True) as pipe:
        pipe.set(work_keys.misunderstood(id), sealed, ex=KEEP_SECONDS)
        pipe.zremrangebyscore(work_keys.MISUNDERSTOOD, "-inf", oldest)
        pipe.zadd(work_keys.MISUNDERSTOOD, {id: int(moment.timestamp())})
        pipe.expire(work_keys.MISUNDERSTOOD, KEEP_SECONDS)
        await pipe.execute()


async def kept(redis: Redis[bytes], opener: CaseOpener) -> list[Misunderstood]:
    """The latest first; what no key opens is passed over."""
    ids = [member.decode() for member in await redis.zrevrange(work_keys.MISUNDERSTOOD, 0, -1)]
    values = await redis.mget([work_keys.misunderstood(id) for id in ids]) if ids else []
    found = [_opened(id, sealed, opener) for id, sealed in zip(ids, values, strict=True) if sealed]
    return [message for message in found if message is not None]


async def forget(redis: Redis[bytes], id: str) -> bool:
    """False when it was not there any more."""
    await redis.zrem(work_keys.MISUNDERSTOOD, id)
    return bool(await redis.delete(work_keys.misunderstood(id)))


def _opened(id: str, sealed: bytes, opener: CaseOpener) -> Misunderstood | None:
    try:
        content = opener.open(work_keys.misunderstood(id), sealed)
    except CannotOpen:
        return None
    return Misunderstood(id, datetime.fromisoformat(content["at"]), content["text"])
