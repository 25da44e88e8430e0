"""Fills `{phone:ID}`, `{opening:ID}`… and `{named_value}` in the texts of our YAML. Called by casework.content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from casework.directory import Directory, Service, visible_address, visible_email, visible_phone, visible_url
from casework.opening_hours import describe_opening, visible_hours

PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z0-9-]+))?\}")


class PlaceholderIsInvalid(ValueError):
    """A text asks for a service that is not in the directory, or for a field that may not be shown."""


class ValueIsMissing(KeyError):
    """A text needs a named value, such as `{reference}`, that the caller did not give."""


def _phone(service: Service, moment: datetime) -> str | None:
    phone = visible_phone(service)
    return phone.display if phone else None


FIELDS: dict[str, Callable[[Service, datetime], str | None]] = {
    "phone": _phone,
    "opening": describe_opening,
    "hours": lambda service, moment: _without_point(visible_hours(service)),
    "name": lambda service, moment: service.name,
    "short": lambda service, moment: service.short_name,
    "email": lambda service, moment: visible_email(service),
    "url": lambda service, moment: visible_url(service),
    "address": lambda service, moment: visible_address(service),
    "cost": lambda service, moment: service.cost,
    "what_for": lambda service, moment: _without_point(service.what_for),
}


def _without_point(text: str | None) -> str | None:
    """The sentence around a placeholder has a point of its own."""
    return text.rstrip(". ") if text else None


def fill(text: str, directory: Directory, moment: datetime, values: Mapping[str, str]) -> str:
    """Raises PlaceholderIsInvalid or ValueIsMissing."""

    def filled(match: re.Match[str]) -> str:
        name, id = match.groups()
        return _field(directory, name, id, moment) if id else _value(values, name)

    return PLACEHOLDER.sub(filled, text)


def _field(directory: Directory, name: str, id: str, moment: datetime) -> str:
    if name not in FIELDS or id not in directory.services:
        raise PlaceholderIsInvalid(f"{{{name}:{id}}} is no field of a service")
    value = FIELDS[name](directory.service(id), moment)
    if not value:
        raise PlaceholderIsInvalid(f"{{{name}:{id}}} may not be shown, or is not known")
    return value


def _value(values: Mapping[str, str], name: str) -> str:
    if name not in values:
        raise ValueIsMissing(name)
    return str(values[name])


def services_in(text: str) -> list[str]:
    """The services whose data a text shows, in its order, each once."""
    return list(dict.fromkeys(id for _, id in PLACEHOLDER.findall(text) if id))


def named_values(text: str) -> frozenset[str]:
    """The names of the values a caller must give for this text."""
    return frozenset(name for name, id in PLACEHOLDER.findall(text) if not id)
