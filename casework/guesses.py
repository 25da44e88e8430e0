"""Few tries for who looks up a request that is not theirs: a reference cannot be found by trying. Called by actions."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from redis.asyncio import Redis

from casework.pseudonyms import Pseudonym

WRONG_OF_A_PERSON, WRONG_OF_ALL = 5, 300
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _places(person: Pseudonym, now: datetime) -> tuple[str, str]:
    return f"{{relais}}:guesses:{person}", f"{{relais}}:guesses:{now:%Y-%m-%d}"


async def may_guess(redis: Redis[bytes], person: Pseudonym, *, now: datetime | None = None) -> bool:
    """False after five wrong references within an hour, or after three hundred of all people in a day."""
    mine, everybody = await redis.mget(*_places(person, now or datetime.now(timezone.utc)))
    return int(mine or 0) < WRONG_OF_A_PERSON and int(everybody or 0) < WRONG_OF_ALL


async def guessed_wrong(redis: Redis[bytes], person: Pseudonym, *, now: datetime | None = None) -> None:
    """The hour begins at the first wrong one."""
    mine, everybody = _places(person, now or datetime.now(timezone.utc))
    async with redis.pipeline(transaction=True) as pipe:
        for place, kept in ((mine, HOUR), (everybody, DAY)):
            pipe.set(place, 0, ex=kept, nx=True)
            pipe.incr(place)
        await pipe.execute()
