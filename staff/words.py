"""The console's words for what is stored as a code, and times as people say them. Called by view and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from babel.dates import format_date, format_datetime, format_timedelta

from casework.opening_hours import BRUSSELS
from casework.request_states import request_states
from casework.yaml_files import read_yaml

DATA = Path(__file__).parent / "data"
FRENCH = "fr_BE"


@dataclass(frozen=True)
class Words:
    words: Mapping[str, Any]
    acts: Mapping[str, str]

    def of(self, group: str, code: str) -> str:
        """The word for a code; the code itself for one that nobody has named yet."""
        return str(self.words[group].get(code, code))

    def notice(self, key: str, **values: Any) -> str:
        return str(self.words["notices"][key]).format(**values)

    def sign_in(self, key: str, **values: Any) -> str:
        return str(self.words["sign_in"][key]).format(**values)

    def error(self, key: str) -> str:
        return str(self.words["errors"].get(key, self.words["errors"]["500"]))

    def status(self, status: str, recipient: str = "") -> str:
        other = self.words["statuses_referent"] if recipient == "referent" else {}
        state = request_states().states.get(status)
        return str(other.get(status) or (state.title if state else status))

    def act(self, what: str) -> str:
        """`request.moved:contacte` is « a changé l’état : contacté »."""
        name, _, detail = what.partition(":")
        shown = self.status(detail) if name == "request.moved" else detail
        return f"{self.acts.get(name, name)} {shown}".strip()

    def age(self, moment: datetime, now: datetime | None = None) -> str:
        """« il y a 12 minutes »"""
        passed = (now or datetime.now(BRUSSELS)) - moment
        if passed < timedelta(minutes=1):
            return str(self.words["just_now"])
        # Days stay days, hours stay hours until the second day: « il y a 26 heures », « il y a 9 jours ».
        return format_timedelta(-passed, granularity=_unit(passed), threshold=10_000, add_direction=True, locale=FRENCH)


def _unit(passed: timedelta) -> Literal["day", "hour", "minute"]:
    if passed >= timedelta(days=2):
        return "day"
    return "hour" if passed >= timedelta(minutes=90) else "minute"


def load_words() -> Words:
    """Raises YamlFileIsInvalid."""
    return Words(read_yaml(DATA / "words.yml"), read_yaml(DATA / "acts.yml"))


def day(moment: datetime) -> str:
    """« 23 nov. 2026 »"""
    return format_date(moment.astimezone(BRUSSELS).date(), "d MMM y", locale=FRENCH)


def day_and_time(moment: datetime) -> str:
    """« lun. 23 nov., 14:05 »; with the year when it is not this one."""
    if moment.astimezone(BRUSSELS).year != datetime.now(BRUSSELS).year:
        return full_day_and_time(moment)
    return format_datetime(moment.astimezone(BRUSSELS), "EEE d MMM, HH:mm", locale=FRENCH)


def full_day_and_time(moment: datetime) -> str:
    """« 23 novembre 2026, 14:05 »: for paper, which is read years later."""
    return format_datetime(moment.astimezone(BRUSSELS), "d MMMM y, HH:mm", locale=FRENCH)


def duration(seconds: float) -> str:
    """« 3 heures »"""
    return format_timedelta(timedelta(seconds=seconds), granularity="minute", threshold=1.2, locale=FRENCH)
