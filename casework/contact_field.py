"""One question of the contact request, when it is asked, and how an answer to it is read. Called by contact_form and
whatever fills the request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from casework.ages import read_age
from casework.choices import Choice
from casework.emails import read_email
from casework.phones import read_phone
from casework.typed_words import TypedWords
from casework.words import Words, best_match, comparable, without_closing, without_opening

Kind = Literal["choice", "text", "phone", "email"]
Values = Mapping[str, Any]
SKIPPED = "—"
# Of a name or a place: words, and digits (a postcode).
LONGEST_NAME, MOST_DIGITS = 4, 4


@dataclass(frozen=True)
class Field:
    """One question. `only_if`/`only_if_not`: it is asked only for these values of other fields.

    `kept_if`: not asked for these, but kept and read back where it is told by itself.
    `ask_again_too`: said in the place of `ask_again` where that was said just before.
    `over`: a job that is over, which says nothing of who writes.
    `age_from`: an age says yes or no; `short`: a name or a place, where a sentence is no answer; `on_demand`: asked
    only when the person wants it.
    """

    name: str
    kind: Kind
    ask: str
    invalid: str
    invalid_again: str | None = None
    ask_again: str | None = None
    ask_again_too: str | None = None
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    longest: int = 200
    only_if: Mapping[str, tuple[str, ...]] | None = None
    only_if_not: Mapping[str, tuple[str, ...]] | None = None
    kept_if: Mapping[str, tuple[str, ...]] | None = None
    age_from: int | None = None
    on_demand: bool = False
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    short: bool = False
    not_a_name: Words = field(default_factory=lambda: Words([]))
    in_a_sentence: Words = field(default_factory=lambda: Words([]))
    never_begins: Words = field(default_factory=lambda: Words([]))
    left_out: Words = field(default_factory=lambda: Words([]))
    over: re.Pattern[str] | None = None

    def is_asked(self, values: Values) -> bool:
        wanted = all(values.get(k) in allowed for k, allowed in (self.only_if or {}).items())
        unwanted = any(values.get(k) in barred for k, barred in (self.only_if_not or {}).items())
        return wanted and not unwanted

    def is_kept(self, values: Values) -> bool:
        """Asked, or of use where it is told."""
        told = self.kept_if is not None and all(values.get(k) in allowed for k, allowed in self.kept_if.items())
        return self.is_asked(values) or told

    def title_of(self, value: str) -> str:
        """The words of the button for a value; the value itself when no button has it."""
        return next((choice.title for choice in self.choices if choice.value == value), value)

    def is_one_of_its_words(self, text: str) -> bool:
        """`text` is one of its buttons or their words and nothing else: certainly an answer."""
        return any(choice.words.are(text) for choice in self.choices)

    def read(self, text: str) -> str | None:
        """The value that `text` gives to this field, normalised; None when it gives none."""
        if self.kind == "phone":
            number = read_phone(text)
            return str(number.e164) if number else None
        if self.kind == "email":
            return read_email(text)
        age = read_age(text) if self.age_from else None
        if self.age_from and age is not None:
            return "yes" if age >= self.age_from else "no"
        said = self.left_out.taken_out_of(text) if self.left_out.are_in(text) else text
        said = self.over.sub(" , ", TypedWords(said).line) if self.over else said
        chosen = best_match(said, {choice.value: choice.words for choice in self.choices})
        if self.kind == "choice" or (chosen and self._is_little_else(text, chosen)):
            return chosen
        cleaned = without_opening(" ".join(text.split()), self.openings)
        cleaned = without_closing(cleaned, self.closings).strip(" .,;!") if self.short else cleaned
        if self.short and self.is_sentence(cleaned):
            return None
        return cleaned if 0 < len(cleaned) <= self.longest else None

    def _is_little_else(self, text: str, chosen: str) -> bool:
        """« n’importe mais pas le dimanche » says more than its button."""
        words = next(choice.words for choice in self.choices if choice.value == chosen)
        return not words.taken_out_of(text).strip(" ,.!")

    def is_opened_by(self, text: str) -> bool:
        """« je m’appelle… » where a name is asked: an answer, whatever it was taken for."""
        return without_opening(text, self.openings) != text

    def is_sentence(self, text: str) -> bool:
        """More than a name or a place: many words, a verb, an address, a number."""
        long = len(text.split()) > LONGEST_NAME or "@" in text or sum(sign.isdigit() for sign in text) > MOST_DIGITS
        no_name = self.not_a_name.are(text) or self.never_begins.length_at_start(comparable(text)) > 0
        return long or text.rstrip().endswith("?") or no_name or self.in_a_sentence.are_in(text)

    def takes(self, value: str) -> bool:
        """`value` is what one of its buttons carries."""
        return value in {choice.value for choice in self.choices} or (self.optional and value == SKIPPED)
