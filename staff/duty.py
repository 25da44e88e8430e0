"""The duty roster: who is told that something waits, when, and who is next. From a file of the operator's.

Called by alerts; without a roster nobody is on duty, nothing is flagged and no alert goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.opening_hours import BRUSSELS
from casework.public_holidays import HolidayCalendar
from casework.service import WeekHours
from casework.service_file import EntryIsInvalid, read_hours
from casework.yaml_files import YamlFileIsInvalid, read_yaml

FIELDS = {"hours", "urgent_outside_hours", "people", "team_telegram", "coordination_email", "escalation"}


class DutyIsInvalid(ValueError):
    """The roster cannot be used; the text says where."""


@dataclass(frozen=True)
class OnDuty:
    """`hours`: of this person alone; None for the general ones."""

    name: str
    email: str | None
    telegram: str | None
    hours: WeekHours | None


@dataclass(frozen=True)
class Escalation:
    """In seconds: the first alert after `first_after` without anybody, then each `next_after`, `rounds` times round."""

    first_after: int
    next_after: int
    rounds: int


@dataclass(frozen=True)
class Duty:
    people: tuple[OnDuty, ...]
    hours: WeekHours
    send_urgent_outside_hours: bool
    team_telegram: str | None
    coordination_email: str | None
    urgent: Escalation
    ordinary: Escalation

    def on_duty(self, moment: datetime, calendar: HolidayCalendar) -> list[OnDuty]:
        """In the order in which they are told; nobody outside the hours."""
        return [person for person in self.people if _holds(person.hours or self.hours, moment, calendar)]

    @property
    def needs_mail(self) -> bool:
        return bool(self.coordination_email) or any(person.email for person in self.people)

    @property
    def needs_telegram(self) -> bool:
        return bool(self.team_telegram) or any(person.telegram for person in self.people)


def load_duty(path: Path | None) -> Duty | None:
    """None without a file, or while it names nobody. Raises DutyIsInvalid."""
    if path is None:
        return None
    try:
        data = read_yaml(path)
        return _duty(data) if data and data.get("people") else None
    except (YamlFileIsInvalid, EntryIsInvalid, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DutyIsInvalid(f"{path.name}: {error}") from None


def _duty(data: Mapping[str, Any]) -> Duty:
    if strange := sorted(data.keys() - FIELDS):
        raise DutyIsInvalid(f"{strange}")
    if data["urgent_outside_hours"] not in ("wait", "send"):
        raise DutyIsInvalid("urgent_outside_hours: wait | send")
    return Duty(
        people=tuple(_person(entry) for entry in data["people"]),
        hours=read_hours(data["hours"]),
        send_urgent_outside_hours=data["urgent_outside_hours"] == "send",
        team_telegram=_text(data, "team_telegram"),
        coordination_email=_text(data, "coordination_email"),
        urgent=_escalation(data["escalation"]["urgent"]),
        ordinary=_escalation(data["escalation"]["ordinary"]),
    )


def _person(entry: Mapping[str, Any]) -> OnDuty:
    email, telegram = _text(entry, "email"), _text(entry, "telegram")
    if not (email or telegram):
        raise DutyIsInvalid(f"{entry['name']}: email | telegram ?")
    return OnDuty(str(entry["name"]), email, telegram, read_hours(entry["hours"]) if entry.get("hours") else None)


def _escalation(entry: Mapping[str, Any]) -> Escalation:
    rounds, next_after = int(entry["rounds"]), int(entry["next_after"])
    if rounds < 1 or next_after < 1:
        raise DutyIsInvalid("escalation: rounds, next_after >= 1")
    return Escalation(int(entry["first_after"]) * 60, next_after * 60, rounds)


def _text(entry: Mapping[str, Any], name: str) -> str | None:
    return str(entry[name]) if entry.get(name) else None


def _holds(hours: WeekHours, moment: datetime, calendar: HolidayCalendar) -> bool:
    here = moment.astimezone(BRUSSELS)
    if not hours.on_holidays and calendar.is_holiday(here.date(), "FWB"):
        return False
    return any(interval.holds(here.time()) for interval in hours.days[here.weekday()])
