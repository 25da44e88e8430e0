"""Counts without persons, per week and month; a small number is not told. Called by page_statistics and upkeep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from redis.asyncio import Redis

from casework.counts import counted
from casework.yaml_files import YamlFileIsInvalid, read_yaml

FILE = Path(__file__).parent / "data" / "statistics.yml"
PeriodKind = Literal["semaine", "mois"]


@dataclass(frozen=True)
class Wait:
    id: str
    up_to_minutes: int | None
    title: str


@dataclass(frozen=True)
class ChartPlan:
    """`counters`: name -> what it is called; `shape`: over_time or by_label."""

    id: str
    title: str
    shape: str
    counters: Mapping[str, str]


@dataclass(frozen=True)
class StatisticsPlan:
    charts: tuple[ChartPlan, ...]
    waits: tuple[Wait, ...]
    periods: int
    line: str

    def wait_of(self, minutes: float) -> str:
        """The id of the first wait that is long enough."""
        return next(w.id for w in self.waits if w.up_to_minutes is None or minutes <= w.up_to_minutes)


@dataclass(frozen=True)
class Period:
    """Whole days, both included."""

    first: date
    last: date
    kind: PeriodKind


@dataclass(frozen=True)
class Number:
    """`shown` is 0, the number itself, or None for one so small that it could point at a person."""

    shown: int | None

    @classmethod
    def masked(cls, value: int, smallest: int) -> Number:
        return cls(None if 0 < value < smallest else value)


@dataclass(frozen=True)
class Series:
    """One counter over the periods, the oldest first."""

    title: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Chart:
    plan: ChartPlan
    series: tuple[Series, ...]


@cache
def statistics_plan(path: Path = FILE) -> StatisticsPlan:
    """Raises YamlFileIsInvalid."""
    data = read_yaml(path)
    try:
        waits = tuple(Wait(str(w["id"]), w["up_to"], w["title"]) for w in data["waits"])
        charts = tuple(_chart_plan(entry, waits) for entry in data["charts"])
        return StatisticsPlan(charts, waits, int(data["periods"]), data["line"])
    except (KeyError, TypeError, AttributeError) as error:
        raise YamlFileIsInvalid(f"{path.name}: {error}") from None


def _chart_plan(entry: Mapping[str, Any], waits: tuple[Wait, ...]) -> ChartPlan:
    named = {w.id: w.title for w in waits} if entry["counters"] == "waits" else entry["counters"]
    prefix = entry.get("prefix", "")
    return ChartPlan(entry["id"], entry["title"], entry["shape"], {f"{prefix}{n}": t for n, t in named.items()})


def periods_until(today: date, kind: PeriodKind, count: int) -> list[Period]:
    """The last `count` weeks (Monday to Sunday) or months, the oldest first; the last one is still running."""
    first = today - timedelta(days=today.weekday()) if kind == "semaine" else today.replace(day=1)
    found: list[Period] = []
    for _ in range(count):
        after = first + timedelta(days=7) if kind == "semaine" else (first + timedelta(days=32)).replace(day=1)
        found.append(Period(first, after - timedelta(days=1), kind))
        first = first - timedelta(days=7) if kind == "semaine" else (first - timedelta(days=1)).replace(day=1)
    return found[::-1]


async def charts(redis: Redis[bytes], periods: list[Period], smallest: int) -> list[Chart]:
    """No total is told anywhere: it would give a masked number away."""
    found = []
    for plan in statistics_plan().charts:
        series = [
            Series(title, await _numbers(redis, name, periods, smallest)) for name, title in plan.counters.items()
        ]
        found.append(Chart(plan, tuple(series)))
    return found


async def _numbers(redis: Redis[bytes], name: str, periods: list[Period], smallest: int) -> tuple[Number, ...]:
    by_day = await counted(redis, name, periods[0].first, periods[-1].last)
    sums = [sum(value for day, value in by_day.items() if p.first <= day <= p.last) for p in periods]
    return tuple(Number.masked(value, smallest) for value in sums)
