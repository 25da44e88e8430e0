from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from redis.asyncio import Redis

from casework.counts import count
from casework.misunderstood import keep
from casework.opening_hours import BRUSSELS
from casework.sealing import CaseSealer
from staff.charts import picture
from staff.statistics import Number, charts, periods_until, statistics_plan
from tests.staff.console_client import World

MONDAY = date(2026, 11, 23)


def test_weeks_begin_on_monday_and_the_last_one_is_running() -> None:
    weeks = periods_until(date(2026, 11, 25), "semaine", 3)

    assert [(week.first, week.last) for week in weeks] == [
        (date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 11, 29)),
    ]


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    months = periods_until(date(2027, 2, 28), "mois", 3)

    assert [(month.first, month.last.day) for month in months] == [
        (date(2026, 12, 1), 31), (date(2027, 1, 1), 31), (date(2027, 2, 1), 28),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (120, 120)])
def test_a_number_so_small_that_it_could_point_at_somebody_is_not_told(value: int, shown: int | None) -> None:
    assert Number.masked(value, 5).shown == shown


@pytest.mark.parametrize(("minutes", "id"), [(0, "15m"), (15, "15m"), (16, "1h"), (1440, "1d"), (9999, "more")])
def test_a_waiting_time_is_counted_in_its_class(minutes: float, id: str) -> None:
    assert statistics_plan().wait_of(minutes) == id


async def test_days_are_summed_into_their_period(redis: Redis) -> None:
    for ahead in (0, 6, 7):
        await count(redis, "topic.ask_signs", by=3, day=MONDAY + timedelta(days=ahead))

    found = await charts(redis, periods_until(MONDAY + timedelta(days=7), "semaine", 2), smallest=5)

    [signs] = [s for chart in found for s in chart.series if chart.plan.id == "sujets" and s.title == "Signes"]
    assert [number.shown for number in signs.numbers] == [6, None]


async def test_the_longest_bar_fills_the_picture_and_a_masked_one_does_not_tell_its_number(redis: Redis) -> None:
    await count(redis, "urgent.attack", by=40, day=MONDAY)
    for kind, by in (("suicide", 1), ("danger", 4)):
        await count(redis, f"urgent.{kind}", by=by, day=MONDAY)
    weeks = periods_until(MONDAY, "semaine", 2)
    [chart] = [chart for chart in await charts(redis, weeks, 5) if chart.plan.id == "urgences"]

    bars = {bar.label: bar for bar in picture(chart, ["a", "b"], 1, 5).bars}

    assert bars["Suicide"].width == bars["Danger"].width
    assert bars["Suicide"].few
    assert bars["Violence, attentat"].width > 5 * bars["Suicide"].width


async def test_the_page_and_the_csv_say_the_same_and_no_small_number(world: World, redis: Redis) -> None:
    today = datetime.now(BRUSSELS).date()
    await count(redis, "request.relative", by=12, day=today)
    await count(redis, "request.self", by=2, day=today)
    monday = today - timedelta(days=today.weekday())
    clara = await world.signed_in("clara", "coordination")

    await clara.get(f"/statistiques?du={monday.isoformat()}")
    assert "Proches 12" in clara.text
    assert "Personne elle-même < 5" in clara.text

    answer = await clara.get("/statistiques.csv?par=mois")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    named = {(row[2], row[3]): row[4] for row in rows if row[0] == today.replace(day=1).isoformat()}
    assert named["Demandes de contact par qui écrit", "Proches"] == "12"
    assert named["Demandes de contact par qui écrit", "Personne elle-même"] == "< 5"
    assert "2" not in [row[4] for row in rows]


@pytest.mark.parametrize("query", ["?par=mois", "?par=semaine&du=1999-01-01", "?par=x&du=y", ""])
async def test_any_question_to_the_page_has_an_answer(world: World, query: str) -> None:
    clara = await world.signed_in("clara", "coordination")

    assert (await clara.get(f"/statistiques{query}")).status_code == 200


async def test_misunderstood_messages_are_shown_masked_and_can_be_erased(
    world: World, redis: Redis, sealer: CaseSealer
) -> None:
    await keep(redis, sealer, "mon frère Karim ne sort plus")
    clara = await world.signed_in("clara", "coordination")
    await clara.get("/non-compris")
    assert "mon frère … ne sort plus" in clara.text

    path = clara.last.text.split('action="/non-compris/')[1].split('"')[0]
    await clara.post(f"/non-compris/{path}")

    assert "Aucun message" in clara.text
