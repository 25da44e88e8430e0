"""Who did what and when: an append-only trail in which a removed or altered line shows. Called by staff and actions.

Each line carries the hash of the line before it; the number and hash of the last one stand apart, so that a
line cut off at the end shows too. No line holds anything a person wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from redis.asyncio import Redis

from casework import keys
from casework.scripts import run_script

APPEND = Path(__file__).parent / "lua" / "append_to_trail.lua"
TRIES = 50
PAGE = 500


class TrailIsBroken(ValueError):
    """`what`: missing_after, altered, cut_after, misshapen or head_differs; `line`: the number it is about, or 0."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(f"{what} {line}")
        self.what, self.line = what, line


class TrailIsBusy(TimeoutError):
    """Fifty others were faster in a row: nothing was recorded."""


@dataclass(frozen=True)
class TrailLine:
    """`who`: an account, `person` or `system`; `what`: an act; `about`: a reference, an entry, or nothing."""

    number: int
    at: str
    who: str
    what: str
    about: str
    before: str

    @property
    def hash(self) -> str:
        plain = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True)
class TrailHead:
    """The last line's number and hash: note them elsewhere, and nobody can rewrite the whole trail unseen."""

    number: int = 0
    hash: str = ""


async def record(redis: Redis[bytes], who: str, what: str, about: str = "", *, now: datetime | None = None) -> int:
    """Appends one line and returns its number. Raises TrailIsBusy."""
    script = APPEND.read_text()
    at = (now or datetime.now(timezone.utc)).isoformat()
    for _ in range(TRIES):
        head = await head_of(redis)
        line = TrailLine(head.number + 1, at, who, what, about, head.hash)
        fields = [str(part) for pair in asdict(line).items() for part in pair]
        args: list[str | bytes | int] = [head.hash, line.number, line.hash, *fields, "hash", line.hash]
        if await run_script(redis, script, [keys.TRAIL, keys.TRAIL_HEAD], args):
            return line.number
    raise TrailIsBusy("the trail is being written by too many at once")


async def head_of(redis: Redis[bytes]) -> TrailHead:
    number, hash = await redis.hmget(keys.TRAIL_HEAD, "number", "hash")
    return TrailHead(int(number), hash.decode()) if number and hash else TrailHead()


async def lines(redis: Redis[bytes]) -> AsyncIterator[tuple[TrailLine, str]]:
    """Each line with the hash that was stored beside it, the first one first."""
    start = "-"
    while page := await redis.xrange(keys.TRAIL, start, "+", count=PAGE):
        for _, fields in page:
            yield _line(fields)
        start = "(" + page[-1][0].decode()


async def verify(redis: Redis[bytes]) -> TrailHead:
    """The head, once every line was found whole and in its place. Raises TrailIsBroken."""
    last = TrailHead()
    async for line, stored in lines(redis):
        if (line.number, line.before) != (last.number + 1, last.hash):
            raise TrailIsBroken("missing_after", last.number)
        if line.hash != stored:
            raise TrailIsBroken("altered", line.number)
        last = TrailHead(line.number, line.hash)
    if last != await head_of(redis):
        raise TrailIsBroken("cut_after", last.number)
    return last


def _line(fields: Mapping[bytes, bytes]) -> tuple[TrailLine, str]:
    said = {name.decode(): value.decode() for name, value in fields.items()}
    stored = said.pop("hash", "")
    try:
        return TrailLine(int(said.pop("number")), **said), stored
    except (KeyError, TypeError, ValueError):
        raise TrailIsBroken("misshapen") from None
