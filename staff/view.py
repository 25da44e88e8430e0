"""Turns a page's data into HTML. Called by visit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from staff.console import Console
from staff.words import day, day_and_time, duration

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def static_files() -> Mapping[str, bytes]:
    """Name -> content of each file that a page may ask for."""
    return {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}


@cache
def fingerprint(name: str) -> str:
    """Stands behind the name, so that a new version is fetched at once."""
    return hashlib.sha256(static_files()[name]).hexdigest()[:12]


def phone(e164: str) -> str:
    """As people read it aloud: « 0475 12 34 56 », « +33 6 12 34 56 78 »."""
    number = phonenumbers.parse(e164)
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if number.country_code == 32:
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, style)


def moment_of_text(iso: str) -> str:
    """The times of the trail are texts; one that was damaged is shown as it is."""
    try:
        return day_and_time(datetime.fromisoformat(iso))
    except ValueError:
        return iso


def make_environment(console: Console) -> Environment:
    """Everything is escaped, and a value that was forgotten is an error."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    filters = {
        "age": console.words.age,
        "day": day,
        "duration": duration,
        "moment": day_and_time,
        "moment_of_text": moment_of_text,
        "phone": phone,
    }
    environment.filters.update(filters)
    environment.globals.update(words=console.words, w=console.words.words, fingerprint=fingerprint)
    return environment


def render(environment: Environment, template: str, values: Mapping[str, Any]) -> str:
    return environment.get_template(template).render(**values)
