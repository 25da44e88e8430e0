"""The statistics: charts a person can read, a table under each, and the same as CSV."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from babel.dates import format_date
from starlette.responses import Response

from casework.opening_hours import BRUSSELS
from staff.charts import picture
from staff.statistics import Number, Period, PeriodKind, charts, periods_until, statistics_plan
from staff.visit import Visit
from staff.words import FRENCH


def label(period: Period) -> str:
    """« 23 nov. » for the week that begins then, « nov. 2026 » for a month."""
    pattern = "d MMM" if period.kind == "semaine" else "MMM y"
    return format_date(period.first, pattern, locale=FRENCH)


def short_label(period: Period) -> str:
    """Under a bar: « 23/11 », « nov. »."""
    return format_date(period.first, "d/M" if period.kind == "semaine" else "MMM", locale=FRENCH)


def number_in_words(number: Number, smallest: int) -> str:
    return f"< {smallest}" if number.shown is None else str(number.shown)


def _periods(visit: Visit) -> list[Period]:
    kind: PeriodKind = "mois" if visit.request.query_params.get("par") == "mois" else "semaine"
    return periods_until(datetime.now(BRUSSELS).date(), kind, statistics_plan().periods)


async def show_statistics(visit: Visit) -> Response:
    periods, smallest = _periods(visit), visit.console.limits.smallest_number
    asked = visit.request.query_params.get("du", "")
    starts = [period.first.isoformat() for period in periods]
    # The running period is hardly begun on a Monday morning: the last whole one says more.
    chosen = starts.index(asked) if asked in starts else len(periods) - 2
    labels, shorts = [label(period) for period in periods], [short_label(period) for period in periods]
    found = await charts(visit.console.redis, periods, smallest)
    await visit.record("statistics.viewed")
    return await visit.page(
        "statistics.html", periods=periods, labels=labels, chosen=chosen, smallest=smallest, in_words=number_in_words,
        charts=[(chart, picture(chart, shorts, chosen, smallest)) for chart in found],
    )  # fmt: skip


async def statistics_csv(visit: Visit) -> Response:
    """One line a number, small ones masked; semicolons and a mark in front, as the town's spreadsheets want it."""
    periods, smallest = _periods(visit), visit.console.limits.smallest_number
    await visit.record("statistics.exported")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["du", "au", "tableau", "compte", "nombre"])
    for chart in await charts(visit.console.redis, periods, smallest):
        for series in chart.series:
            for period, number in zip(periods, series.numbers, strict=True):
                words = number_in_words(number, smallest)
                writer.writerow([period.first, period.last, chart.plan.title, series.title, words])
    name = f'attachment; filename="relais-statistiques-{periods[-1].kind}.csv"'
    return Response("\ufeff" + text.getvalue(), media_type="text/csv", headers={"Content-Disposition": name})
