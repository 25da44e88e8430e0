"""One service of the directory, and which of its fields may be shown to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from casework.public_holidays import HolidayCalendar

Confidence = Literal["high", "medium", "low"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Phone:
    """`display` is shown, `dial` is dialled; a short code (112, 116 000) has no `e164`."""

    dial: str
    e164: str | None
    display: str
    short_code: bool

    @property
    def to_call(self) -> str:
        """What a contact card or a `tel:` link holds."""
        return self.e164 or self.dial


@dataclass(frozen=True)
class Interval:
    """From `start` until just before `end`; `end` None is the end of the day (24:00)."""

    start: time
    end: time | None

    def holds(self, moment: time) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True)
class WeekHours:
    """`days[0]` is Monday. `on_holidays`: open, closed, or None when nobody knows (treated as closed)."""

    days: tuple[tuple[Interval, ...], ...]
    on_holidays: bool | None

    @property
    def always(self) -> bool:
        whole_day = (Interval(time(0), None),)
        return self.on_holidays is True and all(day == whole_day for day in self.days)


@dataclass(frozen=True)
class Service:
    """An entry of `data/services.yml`. Its fields are for code; to show one, use the `visible_` functions."""

    id: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    audience: frozenset[str]
    phone: Phone | None
    url: str | None
    email: str | None
    address: str | None
    hours: WeekHours | None
    hours_text: str
    cost: str
    languages: tuple[str, ...]
    area: str
    country: str | None
    what_for: str
    sources: tuple[str, ...]
    confidence: Confidence
    confidence_of: dict[str, Confidence]
    researched_on: date
    checked_on: date | None
    confirm_before_live: bool
    public_contact: bool
    guidance_only: bool
    outside_hours_fallback: tuple[str, ...]
    holidays: HolidayCalendar

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, self.short_name, *self.aliases)

    def confidence_in(self, field: str) -> Confidence:
        return self.confidence_of.get(field, self.confidence)

    def may_show(self, field: str) -> bool:
        """Confirmed with the service, or read in a source that can be trusted."""
        return self.public_contact and (self.checked_on is not None or self.confidence_in(field) != "low")

    @property
    def hours_are_confirmed(self) -> bool:
        return self.checked_on is not None or self.confidence_in("hours") == "high"


def visible_phone(service: Service) -> Phone | None:
    return service.phone if service.may_show("phone") else None


def visible_email(service: Service) -> str | None:
    return service.email if service.may_show("email") else None


def visible_url(service: Service) -> str | None:
    return service.url if service.may_show("url") else None


def visible_address(service: Service) -> str | None:
    return service.address if service.may_show("address") else None


def can_be_offered(service: Service) -> bool:
    """True if a person can do something with it: it is a public contact with at least one way to reach it."""
    ways = (visible_phone, visible_email, visible_url, visible_address)
    return not service.guidance_only and any(way(service) for way in ways)
