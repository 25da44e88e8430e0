from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.directory import load_directory
from casework.opening_hours import BRUSSELS, OpeningState, describe_opening, opening_at, visible_hours
from casework.service import Interval, Service, WeekHours

DIRECTORY = load_directory()
CAPREV = DIRECTORY.service("caprev-0800")
CHECKED = replace(CAPREV, checked_on=date(2026, 12, 1))

MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2031, 1, 1), timezones=st.just(BRUSSELS)
).filter(lambda moment: not 1 <= moment.hour <= 3)  # the hour that happens twice or not at all


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@st.composite
def days(draw: st.DrawFn) -> tuple[Interval, ...]:
    bounds = sorted(draw(st.lists(st.integers(0, 24), unique=True, max_size=6)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return tuple(Interval(time(start), time(end) if end < 24 else None) for start, end in pairs)


@st.composite
def services(draw: st.DrawFn) -> Service:
    week = tuple(draw(days()) for _ in range(7))
    return replace(CAPREV, hours=WeekHours(week, draw(st.sampled_from([True, False, None]))))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-24T10:00", "ouvert maintenant, jusqu’à 13h"),
        ("2026-11-24T08:59", "fermé maintenant ; rouvre aujourd’hui à 9h"),
        ("2026-11-24T13:00", "fermé maintenant ; rouvre demain (mercredi) à 13h"),
        ("2026-11-27T22:00", "fermé maintenant ; rouvre lundi à 9h"),
        ("2026-11-29T12:00", "fermé maintenant ; rouvre demain (lundi) à 9h"),
        ("2026-12-25T10:00", "fermé aujourd’hui (jour férié) ; rouvre lundi à 9h"),
        ("2027-09-27T10:00", "fermé aujourd’hui (jour férié) ; rouvre demain (mardi) à 9h"),
        ("2027-03-29T10:00", "fermé aujourd’hui (jour férié) ; rouvre demain (mardi) à 9h"),
        ("2027-05-05T18:00", "fermé maintenant ; rouvre vendredi à 9h"),
    ],
)
def test_the_green_number_says_whether_it_is_open_and_when_next(moment: str, said: str) -> None:
    assert describe_opening(CHECKED, at(moment)) == said
    assert describe_opening(CAPREV, at(moment)) == f"{said} (horaires à vérifier)"


def test_a_line_that_always_answers_says_so_on_a_holiday_too() -> None:
    for id in ("be-112", "be-101", "tele-accueil-107", "prevention-suicide-0800", "child-focus-116000"):
        service = DIRECTORY.service(id)
        assert opening_at(service, at("2026-12-25T03:00")).always
        assert describe_opening(service, at("2026-12-25T03:00")) == "jour et nuit"


def test_half_hours_and_midnight_are_said_as_people_say_them() -> None:
    assert "à 9h30" in describe_opening(DIRECTORY.service("unia"), at("2026-11-24T08:00"))
    assert "jusqu’à minuit" in describe_opening(DIRECTORY.service("ecoute-enfants-103"), at("2026-11-24T20:00"))


def test_a_night_that_goes_on_after_midnight_is_told_to_its_real_end() -> None:
    night = ((Interval(time(0), time(2)), Interval(time(20), None)),) * 7
    service = replace(CHECKED, hours=WeekHours(night, True))
    assert describe_opening(service, at("2026-11-24T22:00")) == "ouvert maintenant, jusqu’à 2h"


def test_an_opening_far_away_has_its_date() -> None:
    monday_only = ((Interval(time(9), time(12)),), *((),) * 6)
    service = replace(CHECKED, hours=WeekHours(monday_only, False))
    assert describe_opening(service, at("2026-12-21T13:00")) == "fermé maintenant ; rouvre le lundi 28 décembre à 9h"
    assert describe_opening(service, at("2027-01-25T13:00")) == "fermé maintenant ; rouvre le lundi 1er février à 9h"


def test_a_service_that_never_opens_promises_nothing() -> None:
    service = replace(CHECKED, hours=WeekHours(((),) * 7, False))
    assert describe_opening(service, at("2026-12-21T13:00")) == "fermé maintenant"


def test_unknown_hours_never_say_open_now() -> None:
    for service in DIRECTORY.services.values():
        if opening_at(service, at("2026-11-24T10:00")).state is OpeningState.UNKNOWN:
            assert "maintenant" not in describe_opening(service, at("2026-11-24T10:00"))


def test_hours_of_low_confidence_decide_nothing() -> None:
    doubtful = replace(CAPREV, confidence_of={"hours": "low"})
    assert opening_at(doubtful, at("2026-11-24T10:00")).state is OpeningState.UNKNOWN


def test_the_hours_of_a_service_abroad_are_not_judged_by_our_clock() -> None:
    assert opening_at(DIRECTORY.service("uk-act-early"), at("2026-11-24T10:00")).state is OpeningState.UNKNOWN


def test_belgian_time_counts_wherever_the_clock_stands() -> None:
    utc = datetime(2026, 7, 6, 7, 30, tzinfo=timezone.utc)
    assert opening_at(CAPREV, utc).state is OpeningState.OPEN
    assert opening_at(CAPREV, utc - timedelta(hours=1)).state is OpeningState.CLOSED


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        opening_at(CAPREV, datetime(2026, 11, 24, 10))


@given(service=services(), moment=MOMENTS)
def test_a_service_is_never_open_and_closed_at_once(service: Service, moment: datetime) -> None:
    status = opening_at(service, moment)
    assert status.state in (OpeningState.OPEN, OpeningState.CLOSED, OpeningState.HOLIDAY)
    if status.state is OpeningState.OPEN:
        assert status.next_opening is None
        assert status.always or (status.until is not None and status.until > moment)
    else:
        assert status.until is None
        assert not status.always


@given(service=services(), moment=MOMENTS)
def test_the_next_opening_is_really_open_and_just_before_it_is_not(service: Service, moment: datetime) -> None:
    opening = opening_at(service, moment).next_opening
    if opening is not None:
        assert opening > moment
        assert opening_at(service, opening).state is OpeningState.OPEN
        assert opening_at(service, opening - timedelta(minutes=1)).state is not OpeningState.OPEN


@given(service=services(), moment=MOMENTS)
def test_until_the_end_it_stays_open_and_then_it_does_not(service: Service, moment: datetime) -> None:
    until = opening_at(service, moment).until
    if until is not None:
        assert opening_at(service, until - timedelta(minutes=1)).state is OpeningState.OPEN
        assert opening_at(service, until).state is not OpeningState.OPEN


@given(moment=MOMENTS)
def test_every_service_can_be_described_at_any_moment(moment: datetime) -> None:
    for service in DIRECTORY.services.values():
        said = describe_opening(service, moment)
        assert said
        assert "{" not in said


def test_a_line_that_is_open_every_day_is_not_said_to_be_closed_on_a_holiday() -> None:
    said = describe_opening(DIRECTORY.service("ecoute-enfants-103"), at("2026-12-25T14:00"))
    assert "fermé aujourd’hui" not in said.replace("peut-être fermé", "")
    assert "jour férié" in said
    assert "ouvert maintenant" not in said
    assert "fermé aujourd’hui (jour férié)" in describe_opening(CAPREV, at("2026-12-25T10:00"))


def test_doubt_stands_once_where_the_hours_themselves_say_it() -> None:
    for service in DIRECTORY.services.values():
        said = f"{visible_hours(service) or ''}"
        assert said.count("horaires à vérifier") + said.count("horaires à confirmer") <= 1
