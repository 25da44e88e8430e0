"""Which answer a message asks for, as learned from questions written for each answer (components/answer_reader.py).

The readings come with the parse: `asked`, the first answers with their confidence, and `asked_within`, the best answer
of each likely subject. How sure one must be is data (data/asked.yml). Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.yaml_files import DATA, read_yaml

OF_THE_REQUEST = "request/"
_WEIGHTS = ("weight_of_the_subject", "weights_of_the_readings")


class AskedIsInvalid(ValueError):
    """asked.yml is not of its form; the text says what is wrong."""


@dataclass(frozen=True)
class Asked:
    """The least confidence or share for each use of a reading, 0 to 1; what each is for stands in asked.yml."""

    part: float
    part_against_words: float
    certain: float
    against_an_intent: float
    firm_below: float
    doubtful_below: float
    share: float
    share_rather_than_nothing: float
    at_least: float
    behind: float
    weight_of_the_subject: float
    weights_of_the_readings: tuple[float, ...]

    def part_of(self, parse: Mapping[str, Any], subject: str, by_words: str) -> str:
        """The answer of that subject: as the word lists have it (`by_words`; the subject itself where they are silent)
        unless the learned reading is sure enough."""
        best = (parse.get("asked_within") or {}).get(subject) or {"name": subject, "confidence": 0.0}
        if best["name"] == subject:
            return by_words
        least = self.part if by_words == subject else self.part_against_words
        return str(best["name"]) if float(best["confidence"]) >= least else by_words

    def certainly(self, parse: Mapping[str, Any]) -> str | None:
        """An answer that goes before every other reading."""
        return _first(parse, self.certain)

    def behind_a_courtesy(self, parse: Mapping[str, Any]) -> str:
        """« merci. vous êtes une vraie personne ? »: the question that is not the courtesy; empty when none is."""
        return _first(parse, self.behind) or ""

    def clearly(self, parse: Mapping[str, Any]) -> str | None:
        """The first answer, if it is sure enough to go before an intent that is fairly sure."""
        return _first(parse, self.against_an_intent)

    def instead_of(self, parse: Mapping[str, Any], confidence: float, last: str) -> str | None:
        """The answer that goes before an intent of that confidence, `last` being the answer given just before; None
        where the intent stays."""
        if confidence < self.doubtful_below and (weighed := self._weighed(parse, last, self.share)):
            return weighed
        return _first(parse, self.against_an_intent) if confidence < self.firm_below else None

    def of_a_request(self, parse: Mapping[str, Any]) -> str | None:
        """What is asked of a contact request."""
        heard = self._weighed(parse, OF_THE_REQUEST, self.share)
        return heard if heard and heard.startswith(OF_THE_REQUEST) else None

    def rather(self, parse: Mapping[str, Any], last: str) -> str | None:
        """The answer to a message of which nothing else is understood; None when that is too far-fetched."""
        return self._weighed(parse, last, self.share_rather_than_nothing)

    def _weighed(self, parse: Mapping[str, Any], last: str, share: float) -> str | None:
        heard = {str(entry["name"]): float(entry["confidence"]) for entry in parse.get("asked") or ()}
        weights = {name: sure * self._weight(name, parse, last) for name, sure in heard.items()}
        best = max(weights, key=lambda name: weights[name], default=None)
        if best is None or heard[best] < self.at_least:
            return None
        return best if weights[best] >= share * sum(weights.values()) else None

    def _weight(self, answer: str, parse: Mapping[str, Any], last: str) -> float:
        subject = subject_of(answer)
        readings = [subject_of(str(name)) for name in parse.get("guesses") or ()]
        of_reading = dict(zip(reversed(readings), reversed(self._weights_for(readings)), strict=True))
        spoken_of = self.weight_of_the_subject if last and subject_of(last) == subject else 1.0
        return spoken_of * of_reading.get(subject, 1.0)

    def _weights_for(self, readings: list[str]) -> list[float]:
        given = list(self.weights_of_the_readings[: len(readings)])
        return given + [1.0] * (len(readings) - len(given))


def subject_of(name: str) -> str:
    """Of an answer or an intent; the town's parts are intents of their own inside (data/intents.yml)."""
    return "ask_namur" if name.startswith("ask_namur") else name.split("/")[0]


def _first(parse: Mapping[str, Any], least: float) -> str | None:
    heard = parse.get("asked")
    return str(heard[0]["name"]) if heard and float(heard[0]["confidence"]) >= least else None


def load_asked(path: Path | None = None) -> Asked:
    """Raises AskedIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "asked.yml")
    try:
        least = {name: float(value) for name, value in data.items() if name not in _WEIGHTS}
        weights = tuple(float(weight) for weight in data["weights_of_the_readings"])
        read = Asked(
            **least, weight_of_the_subject=float(data["weight_of_the_subject"]), weights_of_the_readings=weights
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AskedIsInvalid(f"asked.yml: something is missing, unknown or no number ({error})") from None
    if strange := [name for name, value in least.items() if not 0 <= value <= 1]:
        raise AskedIsInvalid(f"asked.yml: {strange}: a confidence is between 0 and 1")
    return read
