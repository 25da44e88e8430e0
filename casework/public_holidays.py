"""Which days are public holidays, by the `holidays` library and the directory's own list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

# The library names the movable days; the directory lists them by these ids.
MOVABLE_NAMES = {
    "easter_monday": "Lundi de Pâques",
    "ascension_day": "Ascension",
    "whit_monday": "Lundi de Pentecôte",
}


@dataclass(frozen=True)
class HolidayCalendar:
    """`fixed` and `extra_in_fwb` are "MM-DD"; `movable` are keys of MOVABLE_NAMES."""

    fixed: frozenset[str]
    movable: frozenset[str]
    extra_in_fwb: frozenset[str] = frozenset()

    def is_holiday(self, day: date, area: str) -> bool:
        """Services of the FWB also close on its own day, until they confirm otherwise."""
        month_day = day.strftime("%m-%d")
        if area == "FWB" and month_day in self.extra_in_fwb:
            return True
        names = _belgian_holidays(day.year).get(day, frozenset())
        # The library also knows Easter and Whit Sunday: only what the directory lists counts.
        return bool(names) and (month_day in self.fixed or bool(names & self._movable_names()))

    def _movable_names(self) -> frozenset[str]:
        return frozenset(MOVABLE_NAMES[day] for day in self.movable)


def date_of_movable(name: str, year: int) -> date:
    """The date of `easter_monday` and its like. Raises KeyError for an unknown name."""
    wanted = MOVABLE_NAMES[name]
    return next(day for day, names in _belgian_holidays(year).items() if wanted in names)


@lru_cache(maxsize=8)
def _belgian_holidays(year: int) -> dict[date, frozenset[str]]:
    listed = holidays.country_holidays("BE", years=year, language="fr")
    return {day: frozenset(names.split("; ")) for day, names in listed.items()}
