"""The directory of services: who can be called, shown field by field as its rules say.

Called by content, bot, actions and staff. The entries are in `data/services.yml`, the names people use for
them in `data/service_names.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from casework.public_holidays import MOVABLE_NAMES, HolidayCalendar, date_of_movable
from casework.service import (
    Phone,
    Service,
    can_be_offered,
    visible_address,
    visible_email,
    visible_phone,
    visible_url,
)
from casework.service_file import EntryIsInvalid, read_service
from casework.text import plain
from casework.yaml_files import DATA, YamlFileIsInvalid, read_yaml

__all__ = [
    "Directory", "DirectoryIsInvalid", "Phone", "Service", "can_be_offered", "load_directory",
    "visible_address", "visible_email", "visible_phone", "visible_url",
]  # fmt: skip

# A mistyped name still finds its service; a short one (« SAJ ») would find anything.
SHORTEST_FUZZY_NAME = 7
ALIKE_ENOUGH = 88


class DirectoryIsInvalid(ValueError):
    """The directory cannot be used: « service x: what is wrong »."""


@dataclass(frozen=True)
class Directory:
    """All services by id, in the order of the file."""

    services: Mapping[str, Service]

    def service(self, id: str) -> Service:
        """Raises KeyError."""
        return self.services[id]

    def unconfirmed(self) -> list[Service]:
        """What the operator is told at every start: nobody has confirmed it with the service yet."""
        return [s for s in self.services.values() if s.confirm_before_live and s.checked_on is None]

    def find(self, text: str) -> list[Service]:
        """The services that a text calls by one of their names, the longest name first; may be empty.

        Entries that are no contact for the public are found too: `can_be_offered` tells them apart.
        """
        said = plain(text)
        exact = [(name, s) for name, s in self._names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]
        found = exact or [(name, s) for name, s in self._names if _is_nearly_in(name, said)]
        found.sort(key=lambda pair: -len(pair[0]))
        return list({service.id: service for _, service in found}.values())

    @cached_property
    def _names(self) -> list[tuple[str, Service]]:
        return [
            (plain(name), service)
            for service in self.services.values()
            for name in (service.name, service.short_name, *service.aliases)
        ]


def _is_nearly_in(name: str, said: str) -> bool:
    long_enough = len(name) >= SHORTEST_FUZZY_NAME and len(said) >= len(name) - 2
    return long_enough and fuzz.partial_ratio(name, said) >= ALIKE_ENOUGH


def load_directory(path: Path | None = None) -> Directory:
    """Reads and checks every entry. Raises DirectoryIsInvalid with the first thing that is wrong."""
    try:
        data = read_yaml(path or DATA / "services.yml")
        names = read_yaml(DATA / "service_names.yml")
    except YamlFileIsInvalid as error:
        raise DirectoryIsInvalid(str(error)) from None
    calendar = _calendar(data["meta"]["public_holidays"])
    services: dict[str, Service] = {}
    for entry in data["services"]:
        service = _checked(entry, names, data["meta"]["enums"], calendar)
        if service.id in services:
            raise DirectoryIsInvalid(f"service {service.id}: stands twice")
        services[service.id] = service
    _check_links(services, data["meta"])
    return Directory(services)


def _checked(
    entry: Mapping[str, Any], names: Mapping[str, Any], enums: Mapping[str, list[str]], calendar: HolidayCalendar
) -> Service:
    id = str(entry.get("id"))
    try:
        return read_service(entry, names.get(id) or {"short": entry.get("name")}, enums, calendar)
    except (EntryIsInvalid, KeyError, TypeError, AttributeError) as error:
        raise DirectoryIsInvalid(f"service {id}: {error}") from None


def _calendar(listed: Mapping[str, Any]) -> HolidayCalendar:
    calendar = HolidayCalendar(
        frozenset(listed["fixed"]), frozenset(listed["movable"]), frozenset(listed["fwb_extra_to_confirm"])
    )
    if not calendar.movable <= MOVABLE_NAMES.keys():
        raise DirectoryIsInvalid(f"public holidays: only {sorted(MOVABLE_NAMES)} can be movable")
    for name, day in listed["movable_2027"].items():
        # The list was written by hand: it proves that library and directory mean the same days.
        if date_of_movable(name, 2027) != date.fromisoformat(str(day)):
            raise DirectoryIsInvalid(f"public holidays: {name} of 2027 is not {day}")
    return calendar


def _check_links(services: Mapping[str, Service], meta: Mapping[str, Any]) -> None:
    for id in meta["always_available"]:
        hours = services[id].hours if id in services else None
        if hours is None or not hours.always:
            raise DirectoryIsInvalid(f"service {id}: is listed as always available and is not")
    for service in services.values():
        if strange := [id for id in service.outside_hours_fallback if id not in services]:
            raise DirectoryIsInvalid(f"service {service.id}: {strange} are no services")
