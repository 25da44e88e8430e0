"""The trail, read once and then only what is new: the history of a request, the pages of the journal."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from redis.asyncio import Redis

from casework import keys, trail
from casework.trail import TrailLine

PAGE = 1000


class History:
    """Holds the lines in memory by what they are about; the trail in Redis stays the only original."""

    def __init__(self, redis: Redis[bytes]) -> None:
        self._redis = redis
        self._one_reads = asyncio.Lock()
        self._cursor = "-"
        self._lines: list[TrailLine] = []
        self._about: dict[str, list[TrailLine]] = defaultdict(list)

    async def about(self, subject: str) -> list[TrailLine]:
        """The oldest first."""
        await self._read_on()
        return list(self._about.get(subject, ()))

    async def lines(self) -> list[TrailLine]:
        await self._read_on()
        return list(self._lines)

    async def _read_on(self) -> None:
        async with self._one_reads:
            while page := await self._redis.xrange(keys.TRAIL, self._cursor, "+", count=PAGE):
                for entry, fields in page:
                    self._take(fields)
                    self._cursor = "(" + entry.decode()

    def _take(self, fields: dict[bytes, bytes]) -> None:
        """A line that was damaged is passed over here; `trail.verify` is what finds it."""
        said = {name.decode(): value.decode(errors="replace") for name, value in fields.items()}
        said.pop("hash", None)
        try:
            line = TrailLine(int(said.pop("number")), **said)
        except (KeyError, TypeError, ValueError):
            return
        self._lines.append(line)
        self._about[line.about].append(line)


async def record(redis: Redis[bytes], who: str, what: str, about: str = "") -> None:
    """One line of the trail; every act of the console goes through here. Raises TrailIsBusy."""
    await trail.record(redis, who, what, about)
