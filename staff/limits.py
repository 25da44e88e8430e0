"""How long things last and how often they may be tried, from data/limits.yml. Made once, in app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.yaml_files import YamlFileIsInvalid, read_yaml

FILE = Path(__file__).parent / "data" / "limits.yml"


@dataclass(frozen=True)
class SlowDownRule:
    """All in seconds, except `after`: how many wrong tries are free."""

    after: int
    window: int
    first_wait: int
    longest_wait: int

    def wait_after(self, failures: int) -> int:
        """Seconds until the next try may be made."""
        if failures < self.after:
            return 0
        doubled = self.first_wait << min(failures - self.after, 20)
        return min(doubled, self.longest_wait)


@dataclass(frozen=True)
class Limits:
    """Times in seconds unless the name says otherwise."""

    idle: int
    absolute: int
    pending: int
    pending_tries: int
    start_passphrase: int
    slow_down: Mapping[str, SlowDownRule]
    refresh: int
    look_noted: int
    warn_days: int
    smallest_number: int
    confirm_again_months: int
    longest_letter: int
    longest_note: int


def load_limits(path: Path = FILE) -> Limits:
    """Raises YamlFileIsInvalid."""
    data = read_yaml(path)
    try:
        return _limits(data)
    except (KeyError, TypeError, ValueError) as error:
        raise YamlFileIsInvalid(f"{path.name}: {error}") from None


def _limits(data: Mapping[str, Any]) -> Limits:
    session, listing = data["session"], data["list"]
    return Limits(
        idle=int(session["idle_minutes"]) * 60,
        absolute=int(session["absolute_hours"]) * 3600,
        pending=int(session["pending_minutes"]) * 60,
        pending_tries=int(session["pending_tries"]),
        start_passphrase=int(data["start_passphrase_hours"]) * 3600,
        slow_down={name: _rule(entry) for name, entry in data["slow_down"].items()},
        refresh=int(listing["refresh_seconds"]),
        look_noted=int(listing["a_look_is_noted_minutes"]) * 60,
        warn_days=int(data["leaving"]["warn_days"]),
        smallest_number=int(data["statistics"]["smallest_number"]),
        confirm_again_months=int(data["directory"]["confirm_again_months"]),
        longest_letter=int(data["letter"]["longest"]),
        longest_note=int(data["note"]["longest"]),
    )


def _rule(entry: Mapping[str, int]) -> SlowDownRule:
    return SlowDownRule(
        int(entry["after"]), int(entry["window_minutes"]) * 60,
        int(entry["first_wait_seconds"]), int(entry["longest_wait_seconds"]),
    )  # fmt: skip
