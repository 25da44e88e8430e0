"""Where a person lives, read from what was said: data/places.yml. Called by dialogue_words, referral and actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.words import comparable
from casework.yaml_files import DATA, read_yaml

ABROAD = "abroad"


class PlacesAreInvalid(ValueError):
    """places.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class Place:
    """`value`: which services fit; `name`: as it is said back."""

    value: str
    name: str


class Places:
    def __init__(self, places: Iterable[Place], countries: Iterable[str], no_home: Iterable[str]) -> None:
        self._by_name = {comparable(place.name): place for place in places}
        self._countries = frozenset(countries)
        names = "|".join(re.escape(name) for name in sorted(self._by_name, key=len, reverse=True))
        before = "|".join(re.escape(comparable(words)) for words in sorted(no_home, key=len, reverse=True))
        self._no_home = re.compile(rf"(?<!\w)(?:{before}) (?:{names})(?!\w)")
        self._found = re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def found(self, text: str) -> Place | None:
        """The place with the longest name; of two as long, the one said last."""
        said = self._no_home.sub(" ", comparable(text))
        names = self._found.findall(said)
        return self._by_name[max(reversed(names), key=len)] if names else None

    def coarse(self, value: str) -> str:
        """The value for answers that know no single country."""
        return ABROAD if value in self._countries else value

    def names(self) -> frozenset[str]:
        """As they are compared."""
        return frozenset(self._by_name)

    def values(self) -> frozenset[str]:
        return frozenset(place.value for place in self._by_name.values())


@lru_cache(maxsize=1)
def load_places(path: Path | None = None) -> Places:
    """Raises PlacesAreInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "places.yml")
    try:
        places = [Place(value, str(name)) for value, names in data["places"].items() for name in names]
        return Places(places, data["abroad"], data["no_home"])
    except (KeyError, TypeError, AttributeError) as error:
        raise PlacesAreInvalid(f"places.yml: {error!r} is missing or of the wrong form") from None
