"""Where a worker can refer somebody: what is asked, and which steps fit what is known (data/referral.yml).

Called by the actions. What is known: sector, age, place, question -> a value of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.ages_of_others import ADULT, age_of_another
from casework.choices import Choice
from casework.own_job import load_own_job
from casework.places import load_places
from casework.words import Words, best_match
from casework.yaml_files import DATA, read_yaml

MOST_STEPS = 5
# Told by the writer of themselves.
OF_THE_JOB = ("sector", "role")
READ_APART = {"role", "place"}  # in what is told of one's own work; in the words of places.yml
UNKNOWN, SKIPPED = "unknown", "skip"
# Most who ask at school or in youth work ask about a minor, in prison about an adult.
AGE_OF_SECTOR = {"school": "minor", "youth": "minor", "prison": "adult"}

Known = Mapping[str, str]


class ReferralIsInvalid(ValueError):
    """referral.yml cannot be used; the text says what is missing."""


@dataclass(frozen=True)
class Question:
    """`on_request`: asked only when the person wants to say it; `unless`: what makes it needless."""

    name: str
    ask: str
    choices: tuple[Choice, ...]
    on_request: bool
    unless: Mapping[str, Sequence[str]]

    def read(self, text: str) -> str | None:
        """The value that `text` gives; None when it gives none."""
        return best_match(text, {choice.value: choice.words for choice in self.choices})

    def is_needed(self, known: Known) -> bool:
        needless = any(known.get(name) in values for name, values in self.unless.items())
        return not (self.on_request or needless or self.name in known)


@dataclass(frozen=True)
class Line:
    """A text, said when what is known fits."""

    when: Mapping[str, Sequence[str]]
    text: str

    def fits(self, known: Known) -> bool:
        return all(known.get(name, UNKNOWN) in values for name, values in self.when.items())


@dataclass(frozen=True)
class Referral:
    questions: tuple[Question, ...]
    steps: tuple[Line, ...]
    law: tuple[Line, ...]
    texts: Mapping[str, str]
    buttons: tuple[tuple[str, str], ...]
    stop: Words
    skip: Words

    def question(self, name: str) -> Question:
        """Raises KeyError."""
        return {question.name: question for question in self.questions}[name]

    def read(self, text: str) -> dict[str, str]:
        """Everything that the words of a message say of sector, age, place, question and role.

        What the writer tells of their own work outweighs the rest; a number of years outweighs « jeune ».
        """
        found = {question.name: question.read(text) for question in self.questions if question.name not in READ_APART}
        found |= self.read_own_job(text)
        if (age := age_of_another(text)) is not None:
            found["age"] = "minor" if age < ADULT else "adult"
        if place := load_places().found(text):
            found |= {"place": place.value, "place_name": place.name}
        elif typed := next((c for c in self.question("place").choices if c.words.are(text)), None):
            found["place"] = typed.value
        return {name: value for name, value in found.items() if value is not None}

    def read_own_job(self, text: str) -> dict[str, str]:
        """Sector and role, as far as the writer tells them of themselves."""
        own = load_own_job().told_in(text)
        return {name: value for name in OF_THE_JOB if (value := self.question(name).read(own))}

    def next_missing(self, known: Known) -> Question | None:
        return next((question for question in self.questions if question.is_needed(known)), None)

    def steps_for(self, known: Known) -> list[str]:
        """The steps in order, five at most, as texts to be filled."""
        told = _told(known)
        return [line.text for line in self.steps if line.fits(told)][:MOST_STEPS]

    def law_for(self, known: Known) -> str:
        told = _told(known)
        return next(line.text for line in self.law if line.fits(told))

    def all_texts(self) -> Iterator[str]:
        yield from self.texts.values()
        yield from (line.text for line in (*self.steps, *self.law))
        yield from (question.ask for question in self.questions)


def _told(known: Known) -> dict[str, str]:
    """A question that was passed leaves its value unknown; a sector tells the usual age."""
    told = {name: value for name, value in known.items() if value != SKIPPED}
    usual = AGE_OF_SECTOR.get(told.get("sector", ""))
    return {"age": usual, **told} if usual else told


def load_referral(path: Path | None = None) -> Referral:
    """Raises ReferralIsInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "referral.yml")
    try:
        return Referral(
            questions=tuple(_question(entry) for entry in data["questions"]),
            steps=tuple(Line(entry["when"], entry["text"]) for entry in data["steps"]),
            law=tuple(Line(entry["when"], entry["text"]) for entry in data["law"]),
            texts=data["texts"],
            buttons=tuple((b["title"], b["payload"]) for b in data["buttons"]),
            stop=Words(data["stop_words"]),
            skip=Words(data["skip_words"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ReferralIsInvalid(f"referral.yml: {error!r} is missing or of the wrong form") from None


def _question(data: Mapping[str, Any]) -> Question:
    choices = tuple(
        Choice(c["value"], c["title"], Words([c["title"], *c["words"]], whole=False)) for c in data["choices"]
    )
    return Question(data["name"], data["ask"], choices, bool(data.get("on_request")), dict(data.get("unless") or {}))
