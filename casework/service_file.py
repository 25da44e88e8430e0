"""Turns one entry of `data/services.yml` into a Service, field by field checked. Called by casework.directory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from itertools import pairwise
from typing import Any

import phonenumbers

from casework.public_holidays import HolidayCalendar
from casework.service import WEEKDAYS, Interval, Phone, Service, WeekHours

# fmt: off
REQUIRED = {
    "id", "name", "kind", "audience", "phone", "url", "email", "address", "hours", "hours_text", "cost",
    "languages", "area", "what_for", "source", "source_date", "confidence", "researched_on", "checked_on",
    "confirm_before_live",
}
OPTIONAL = {
    "confidence_detail", "hours_alternatives", "outside_hours_fallback", "notes", "public_contact",
    "guidance_only", "area_detail", "country",
}
# fmt: on
# For the people who keep the directory; nothing of it is shown.
PHONE_FIELDS = frozenset({"dial", "e164", "display", "short_code", "from_abroad", "alternatives"})
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class EntryIsInvalid(ValueError):
    """What is wrong with one entry; the directory adds which one."""


def read_service(
    entry: Mapping[str, Any],
    names: Mapping[str, Any],
    enums: Mapping[str, list[str]],
    calendar: HolidayCalendar,
) -> Service:
    """`names`: the short name and the other names of this service. Raises EntryIsInvalid."""
    _check_fields(entry)
    _check_choices(entry, enums)
    return Service(
        id=entry["id"],
        name=_text(entry, "name"),
        short_name=_text(names, "short"),
        aliases=tuple(str(alias) for alias in names.get("aliases") or ()),
        kind=entry["kind"],
        audience=frozenset(entry["audience"]),
        phone=_phone(entry["phone"]) if entry["phone"] else None,
        url=_matching(entry, "url", r"https?://\S+"),
        email=_matching(entry, "email", r"[^@\s]+@[^@\s]+\.[a-z]+"),
        address=_text(entry, "address") if entry["address"] else None,
        hours=read_hours(entry["hours"]) if entry["hours"] else None,
        hours_text=_text(entry, "hours_text"),
        cost=_text(entry, "cost"),
        languages=tuple(entry["languages"]),
        area=entry["area"],
        country=entry.get("country"),
        what_for=_text(entry, "what_for"),
        sources=tuple(entry["source"]),
        confidence=entry["confidence"],
        confidence_of=dict(entry.get("confidence_detail") or {}),
        researched_on=_date(entry["researched_on"]),
        checked_on=_date(entry["checked_on"]) if entry["checked_on"] else None,
        confirm_before_live=bool(entry["confirm_before_live"]),
        public_contact=bool(entry.get("public_contact", True)),
        guidance_only=bool(entry.get("guidance_only", False)),
        outside_hours_fallback=tuple(entry.get("outside_hours_fallback") or ()),
        holidays=calendar,
    )


def _check_fields(entry: Mapping[str, Any]) -> None:
    missing = sorted(REQUIRED - entry.keys())
    unknown = sorted(entry.keys() - REQUIRED - OPTIONAL)
    if missing or unknown:
        raise EntryIsInvalid(f"fields missing: {missing}, fields unknown: {unknown}")
    if not ID.fullmatch(entry["id"]):
        raise EntryIsInvalid("an id is written in small letters, digits and hyphens")
    if not entry["source"]:
        raise EntryIsInvalid("no source")


def _check_choices(entry: Mapping[str, Any], enums: Mapping[str, list[str]]) -> None:
    chosen = {
        "kind": [entry["kind"]],
        "area": [entry["area"]],
        "audience": entry["audience"],
        "confidence": [entry["confidence"], *(entry.get("confidence_detail") or {}).values()],
    }
    for field, values in chosen.items():
        if strange := [value for value in values if value not in enums[field]]:
            raise EntryIsInvalid(f"{field}: {strange} is none of {enums[field]}")


def _text(entry: Mapping[str, Any], field: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise EntryIsInvalid(f"{field} must be a text")
    return _typeset(value)


def _typeset(value: str) -> str:
    """These texts are shown, and all we show has the same apostrophe."""
    return value.replace("'", "’")


def _matching(entry: Mapping[str, Any], field: str, pattern: str) -> str | None:
    value = entry[field]
    if value is not None and not re.fullmatch(pattern, str(value)):
        raise EntryIsInvalid(f"{field} does not look like one")
    return str(value) if value is not None else None


def _date(value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise EntryIsInvalid("a date is written 2026-11-23") from None


def _phone(entry: Mapping[str, Any]) -> Phone:
    if strange := sorted(entry.keys() - PHONE_FIELDS):
        raise EntryIsInvalid(f"phone: fields unknown: {strange}")
    phone = Phone(str(entry["dial"]), entry["e164"], _text(entry, "display"), bool(entry["short_code"]))
    if not re.fullmatch(r"\+?\d{3,15}", phone.dial):
        raise EntryIsInvalid("phone: dial holds digits only")
    if phone.short_code == (phone.e164 is not None):
        raise EntryIsInvalid("phone: either a short code or an e164 number")
    if phone.e164 and not phonenumbers.is_possible_number(phonenumbers.parse(phone.e164)):
        raise EntryIsInvalid("phone: e164 is no possible number")
    return phone


def read_hours(entry: Mapping[str, Any]) -> WeekHours:
    """Seven weekdays, each a list of ["09:00", "13:00"]; [] is closed. Raises EntryIsInvalid."""
    if set(entry) != {*WEEKDAYS, "public_holidays"}:
        raise EntryIsInvalid("hours: every weekday and public_holidays must be there, and nothing else")
    if entry["public_holidays"] not in (True, False, None):
        raise EntryIsInvalid("hours: public_holidays is true, false or null")
    return WeekHours(tuple(_day(entry[day]) for day in WEEKDAYS), entry["public_holidays"])


def _day(pairs: list[list[str]]) -> tuple[Interval, ...]:
    intervals = tuple(Interval(_time(start), None if end == "24:00" else _time(end)) for start, end in pairs)
    bounds = [
        bound if bound is not None else time.max for interval in intervals for bound in (interval.start, interval.end)
    ]
    if any(start >= end for start, end in pairwise(bounds)):
        raise EntryIsInvalid("hours: a day goes forward, without overlap, and 24:00 can only end it")
    return intervals


def _time(value: str) -> time:
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError):
        raise EntryIsInvalid('hours: a time is written "09:00"') from None
