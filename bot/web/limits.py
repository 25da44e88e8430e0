"""How much one visitor may ask, from data/limits.yml. Called by the routes of the web chat."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.yaml_files import read_yaml

FILE = Path(__file__).parent / "data" / "limits.yml"
MOST_BUCKETS = 20_000


@dataclass(frozen=True)
class Rate:
    """`burst` at once, then one more every `seconds`."""

    burst: int
    seconds: float


@dataclass(frozen=True)
class LimitValues:
    """What stands in limits.yml."""

    longest: int
    most_bytes: int
    rates: dict[str, Rate]
    session_days: int
    streams: dict[str, int]


class Buckets:
    """One bucket for each key, full at first; `take` empties it by one."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """0 when there was one to take; else how many seconds until there is, and nothing is taken."""
        now = self._clock()
        level, at = self._levels.get(key, (float(self._rate.burst), now))
        level = min(self._rate.burst, level + (now - at) / self._rate.seconds)
        if level < 1:
            return (1 - level) * self._rate.seconds
        if len(self._levels) >= MOST_BUCKETS:
            self._forget_full_ones(now)
        self._levels[key] = (level - 1, now)
        return 0.0

    def _forget_full_ones(self, now: float) -> None:
        full_after = self._rate.burst * self._rate.seconds
        self._levels = {key: (level, at) for key, (level, at) in self._levels.items() if now - at < full_after}
        while len(self._levels) >= MOST_BUCKETS:
            del self._levels[next(iter(self._levels))]


class Limits:
    """The buckets of this process. An address never stands in them, only its hash under a key that dies with us."""

    def __init__(self, values: LimitValues, clock: Callable[[], float] = time.monotonic) -> None:
        self.values = values
        self._buckets = {name: Buckets(rate, clock) for name, rate in values.rates.items()}
        self._key = secrets.token_bytes(32)

    def take(self, name: str, key: str = "") -> float:
        """Seconds to wait, or 0. `name` is a rate of limits.yml (KeyError otherwise)."""
        return self._buckets[name].take(self.hidden(key))

    def hidden(self, key: str) -> str:
        return hmac.new(self._key, key.encode(), hashlib.sha256).hexdigest()[:24]


def load_limits(path: Path = FILE) -> LimitValues:
    """Raises YamlFileIsInvalid, KeyError or ValueError when the file is not of its form."""
    data: dict[str, Any] = read_yaml(path)
    rates = {name: Rate(int(v["burst"]), float(v["seconds"])) for name, v in data.items() if _is_rate(v)}
    if wrong := [name for name, rate in rates.items() if rate.burst < 1 or rate.seconds <= 0]:
        raise ValueError(f"limits.yml: {', '.join(wrong)}: numbers above 0 are needed")
    streams = {who: int(data[f"streams_{who}"]) for who in ("session", "address", "all")}
    message = data["message"]
    return LimitValues(int(message["longest"]), int(message["most_bytes"]), rates, int(data["session_days"]), streams)


def _is_rate(value: Any) -> bool:
    return isinstance(value, dict) and "burst" in value
