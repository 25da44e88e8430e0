"""What a short message means by what was just said: the learned readings, and what each is answered with.

The readings come with the parse (`in_context`, components/context_reader.py); what is done with them is data
(data/in_context.yml). Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from casework.alarm_talk import STATES, State
from casework.yaml_files import DATA, read_yaml

MOMENTS = ("after_alarm", "follow_up", "in_form", "child")
_FIELDS = {"as", "answer", "entry", "state", "calm_too", "lowers", "sure", "beside", "of_self", "only", "acts"}


class InContextIsInvalid(ValueError):
    """in_context.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class Reading:
    """One of: `as_tapped` (the button it is worth), `answer` (an answer of the content), `entry` (of follow_ups.yml),
    `acts` (the reading itself is what is done, actions/contact_learned.py).

    `of_self`: the answer in its place where the writer is the one in danger; `state`: what is left of an alarm;
    `lowers`: it takes something off it; `calm_too`: holds after it, too; `sure`: the least confidence, 0 to 1;
    `beside`: intents that the same words are taken for by themselves; `only`: kinds of danger, any where it is empty.
    """

    name: str
    as_tapped: str | None
    answer: str | None
    entry: str | None
    state: State
    calm_too: bool
    lowers: bool
    sure: float
    beside: frozenset[str] = frozenset()
    of_self: str | None = None
    only: frozenset[str] = frozenset()
    acts: bool = False

    @property
    def does_something(self) -> bool:
        return bool(self.as_tapped or self.answer or self.entry or self.acts)


class InContext:
    def __init__(self, readings: Mapping[str, Mapping[str, Reading]], certain: float) -> None:
        self.readings, self.certain = readings, certain

    def heard(self, moment: str, parse: Mapping[str, Any], *, certainly: bool = False) -> Reading | None:
        """The reading of that moment if it is sure enough and something follows from it; `certainly`: surer than the
        word lists."""
        reading, sure = self.likeliest(moment, parse)
        if reading is None or not reading.does_something:
            return None
        least = max(reading.sure, self.certain) if certainly else reading.sure
        return reading if sure >= least else None

    def likeliest(self, moment: str, parse: Mapping[str, Any]) -> tuple[Reading | None, float]:
        """The reading of that moment and its confidence, 0 to 1, however unsure; None for one that has no entry."""
        return self._known(moment, (parse.get("in_context") or {}).get(moment) or {})

    def of_each_sentence(self, moment: str, parse: Mapping[str, Any]) -> list[tuple[str, str | None]]:
        """(sentence, name of its reading if it is sure enough), in their order; empty where there is only one."""
        parts = ((parse.get("in_context") or {}).get(moment) or {}).get("parts") or ()
        return [(str(part["text"]), self._sure_name(*self._known(moment, part))) for part in parts]

    def _known(self, moment: str, found: Mapping[str, Any]) -> tuple[Reading | None, float]:
        return self.readings[moment].get(str(found.get("name"))), float(found.get("confidence") or 0)

    def _sure_name(self, reading: Reading | None, sure: float) -> str | None:
        return reading.name if reading and sure >= reading.sure else None

    def ranked(self, moment: str, parse: Mapping[str, Any]) -> list[tuple[str, float]]:
        """The names of the first readings of that moment, the likeliest first, and their confidence, 0 to 1."""
        best = (parse.get("in_context") or {}).get(moment) or {}
        return [(str(entry["name"]), float(entry["confidence"])) for entry in best.get("ranking") or [best] if entry]


def load_in_context(path: Path | None = None) -> InContext:
    """Raises InContextIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "in_context.yml")
    try:
        least = float(data["sure"])
        readings = {
            moment: {str(name): _reading(str(name), entry, least) for name, entry in data[moment].items()}
            for moment in MOMENTS
        }
        return InContext(readings, float(data["certain"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise InContextIsInvalid(f"in_context.yml: {error!r} is missing or of the wrong form") from None


def _reading(name: str, entry: Mapping[str, Any], least: float) -> Reading:
    if strange := entry.keys() - _FIELDS:
        raise InContextIsInvalid(f"in_context.yml: {name}: unknown: {sorted(strange)}")
    state = entry.get("state", "open")
    if state not in STATES:
        raise InContextIsInvalid(f"in_context.yml: {name}: a state is one of {STATES}")
    return Reading(
        name,
        entry.get("as"),
        entry.get("answer"),
        entry.get("entry"),
        cast(State, state),
        bool(entry.get("calm_too")),
        bool(entry.get("lowers")),
        float(entry.get("sure", least)),
        frozenset(map(str, entry.get("beside", ()))),
        entry.get("of_self"),
        frozenset(map(str, entry.get("only", ()))),
        bool(entry.get("acts")),
    )
