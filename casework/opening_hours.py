"""Is a service open at a given moment, until when, when next; and how to say it. Called by content and bot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from casework.service import Interval, Service
from casework.text import plain
from casework.yaml_files import DATA, read_yaml

BRUSSELS = ZoneInfo("Europe/Brussels")
# Longer than any run of holidays and week-ends; beyond it no next opening is told.
DAYS_AHEAD = 15


class OpeningState(str, Enum):
    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OpeningStatus:
    """`until` while open (None if it never closes), `next_opening` while closed; both in Belgian time."""

    state: OpeningState
    until: datetime | None = None
    next_opening: datetime | None = None
    always: bool = False
    on_holidays: bool | None = False


def opening_at(service: Service, moment: datetime) -> OpeningStatus:
    """`moment` must know its time zone (ValueError otherwise). Hours that may not be shown are unknown."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    if service.hours is None or not service.may_show("hours"):
        return OpeningStatus(OpeningState.UNKNOWN)
    if service.hours.always:
        return OpeningStatus(OpeningState.OPEN, always=True)
    if service.country is not None:
        # Its hours are in its own time, and its holidays are not ours.
        return OpeningStatus(OpeningState.UNKNOWN)
    return _status(service, moment.astimezone(BRUSSELS))


def _status(service: Service, now: datetime) -> OpeningStatus:
    for interval in _intervals(service, now.date()):
        if interval.holds(now.time()):
            return OpeningStatus(OpeningState.OPEN, until=_end(service, now.date(), interval))
    state = OpeningState.HOLIDAY if _is_closed_by_holiday(service, now.date()) else OpeningState.CLOSED
    on_holidays = service.hours.on_holidays if service.hours else None
    return OpeningStatus(state, next_opening=next(_openings_after(service, now), None), on_holidays=on_holidays)


def _intervals(service: Service, day: date) -> tuple[Interval, ...]:
    if service.hours is None or _is_closed_by_holiday(service, day):
        return ()
    return service.hours.days[day.weekday()]


def _is_closed_by_holiday(service: Service, day: date) -> bool:
    """Only a day on which it would have been open counts: a Sunday stays a Sunday."""
    hours = service.hours
    if hours is None or hours.on_holidays is True or not hours.days[day.weekday()]:
        return False
    return service.holidays.is_holiday(day, service.area)


def _end(service: Service, day: date, interval: Interval) -> datetime:
    """The real end: what runs into midnight goes on if the next day begins at 00:00."""
    while interval.end is None:
        day += timedelta(days=1)
        following = _intervals(service, day)
        if not following or following[0].start != datetime.min.time():
            return _at(day)
        interval = following[0]
    return _at(day, interval)


def _at(day: date, interval: Interval | None = None) -> datetime:
    moment = interval.end if interval and interval.end else datetime.min.time()
    return datetime.combine(day, moment, BRUSSELS)


def _openings_after(service: Service, now: datetime) -> Iterator[datetime]:
    for ahead in range(DAYS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        for interval in _intervals(service, day):
            opening = datetime.combine(day, interval.start, BRUSSELS)
            if opening > now:
                yield opening


@dataclass(frozen=True)
class OpeningTexts:
    """The words of `data/opening_texts.yml`."""

    phrases: dict[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]

    def time(self, moment: datetime) -> str:
        """9h, 9h30, minuit."""
        if (moment.hour, moment.minute) == (0, 0):
            return self.phrases["midnight"]
        return f"{moment.hour}h{moment.minute:02d}" if moment.minute else f"{moment.hour}h"

    def when(self, opening: datetime, now: datetime) -> str:
        """« aujourd’hui à 13h », « demain (mardi) à 9h », « jeudi à 9h », « le lundi 4 janvier à 9h »."""
        days = (opening.date() - now.date()).days
        phrase = ("today", "tomorrow")[days] if days < 2 else "this_week" if days < 7 else "later"
        return self.phrases[phrase].format(
            time=self.time(opening),
            weekday=self.weekdays[opening.weekday()],
            day=opening.day if opening.day > 1 else "1er",
            month=self.months[opening.month - 1],
        )


@lru_cache(maxsize=1)
def opening_texts() -> OpeningTexts:
    data: dict[str, Any] = dict(read_yaml(DATA / "opening_texts.yml"))
    return OpeningTexts(weekdays=tuple(data.pop("weekdays")), months=tuple(data.pop("months")), phrases=data)


def describe_opening(service: Service, moment: datetime, texts: OpeningTexts | None = None) -> str:
    """A piece of a French sentence: « ouvert maintenant, jusqu’à 13h (horaires à vérifier) »."""
    words = texts or opening_texts()
    status = opening_at(service, moment)
    if status.state is OpeningState.UNKNOWN:
        return _as_piece(visible_hours(service, words) or words.phrases["unknown"])
    return _marked(_said(status, moment.astimezone(BRUSSELS), words), service, words)


def _said(status: OpeningStatus, now: datetime, words: OpeningTexts) -> str:
    if status.always:
        return words.phrases["always"]
    if status.until:
        return words.phrases["open"].format(time=words.time(status.until))
    if status.next_opening is None:
        return words.phrases["closed_for_long"]
    phrase = "closed"
    if status.state is OpeningState.HOLIDAY:
        phrase = "holiday" if status.on_holidays is False else "holiday_unknown"
    return words.phrases[phrase].format(when=words.when(status.next_opening, now))


def visible_hours(service: Service, texts: OpeningTexts | None = None) -> str | None:
    """The week in words, marked while unconfirmed; None if its source cannot be trusted enough."""
    if not service.may_show("hours"):
        return None
    # Without a timetable the text itself says that the hours are to be confirmed.
    return _marked(service.hours_text, service, texts or opening_texts()) if service.hours else service.hours_text


def tells_hours(service: Service) -> bool:
    """False where the directory only says that the hours are to be confirmed."""
    said = plain(service.hours_text).rstrip(".")
    return service.may_show("hours") and said not in {"a confirmer", "horaires a confirmer"}


def _marked(text: str, service: Service, words: OpeningTexts) -> str:
    if service.hours_are_confirmed or "a confirmer" in plain(text):
        # The text itself says that they are to be confirmed.
        return text
    return f"{text.rstrip('. ')} {words.phrases['unconfirmed']}"


def _as_piece(text: str) -> str:
    """A sentence made to fit inside another: small first letter, no final point."""
    return (text[:1].lower() + text[1:]).rstrip(". ")
