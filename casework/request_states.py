"""The states of a contact request and the moves between them, from `data/request_states.yml`.

Called by casework.requests and by staff, who show the titles and offer only the moves a role may make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.yaml_files import DATA, YamlFileIsInvalid, read_yaml

PERSON = "person"
WITHDRAWN = "retire"


class RequestStatesAreInvalid(ValueError):
    """The table names a state that it does not describe, or lacks something."""


@dataclass(frozen=True)
class State:
    title: str
    keep_days: int
    erases_sealed: bool
    person_may_change: bool

    @property
    def keep_seconds(self) -> int:
        return self.keep_days * 86_400


@dataclass(frozen=True)
class RequestStates:
    """`moves`: for (role, state) the states one may go to."""

    first: str
    states: Mapping[str, State]
    moves: Mapping[tuple[str, str], frozenset[str]]

    def may_move(self, role: str, from_: str, to: str) -> bool:
        return to in self.moves.get((role, from_), frozenset())

    def from_which(self, role: str, to: str) -> list[str]:
        """The states from which this role may go there."""
        return [state for state in self.states if self.may_move(role, state, to)]

    def open_to_change(self) -> list[str]:
        return [name for name, state in self.states.items() if state.person_may_change]

    @property
    def longest_keep_seconds(self) -> int:
        return max(state.keep_seconds for state in self.states.values())


def load_request_states(path: Path | None = None) -> RequestStates:
    """Raises RequestStatesAreInvalid."""
    try:
        data = read_yaml(path or DATA / "request_states.yml")
        states = {name: _state(entry) for name, entry in data["states"].items()}
        moves = _moves(data["moves"])
        first = data["first"]
    except (YamlFileIsInvalid, KeyError, TypeError, AttributeError) as error:
        raise RequestStatesAreInvalid(f"request_states.yml: {error}") from None
    named = {first, WITHDRAWN, *(from_ for _, from_ in moves), *(to for tos in moves.values() for to in tos)}
    if strange := sorted(named - states.keys()):
        raise RequestStatesAreInvalid(f"request_states.yml: states named and not described: {strange}")
    return RequestStates(first, states, moves)


@lru_cache(maxsize=1)
def request_states() -> RequestStates:
    return load_request_states()


def _state(entry: Mapping[str, Any]) -> State:
    if entry["sealed"] not in ("kept", "erased") or int(entry["keep_days"]) < 1:
        raise KeyError("a state keeps or erases what is sealed, and is kept for a day at least")
    return State(entry["title"], int(entry["keep_days"]), entry["sealed"] == "erased", bool(entry["person_may_change"]))


def _moves(entries: list[Mapping[str, Any]]) -> dict[tuple[str, str], frozenset[str]]:
    moves: dict[tuple[str, str], frozenset[str]] = {}
    for entry in entries:
        for place in ((role, from_) for role in entry["by"] for from_ in entry["from"]):
            moves[place] = moves.get(place, frozenset()) | {entry["to"]}
    return moves
