"""A first name or a pseudonym said in a sentence, and the town beside it: « met pas mon vrai nom. Tiens, Zinneke »,
« Bon, Sabrina ! et Jambes pour la commune ». Called by the contact form's actions where the first name is asked.

The words are in data/contact_form.yml under `spoken_names`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.full_names import is_given_name
from casework.typed_words import clauses
from casework.words import Words, comparable, without_closing, without_opening

_NO_MARKS = " .,;:!?…«»\"()'’"
_SMILEY = re.compile(r"[;:]-?[)(DpP]+")
# « je m’appelle Paul j’habite Ciney mon tel … »
_GOES_ON = re.compile(r"\s+(?:j['’ ]?habite|je |mon |ma |tel |gsm )", re.IGNORECASE)
MOST_WORDS, LONGEST = 3, 30  # of a name; letters


@dataclass(frozen=True)
class SpokenNames:
    """`fronts` stand before a name and say nothing; `calling` put one there, and `being` does before what is known as a
    first name or begins with a large letter; `about` speak of names; `never` is no name, and what holds
    one of `inside` is none."""

    fronts: tuple[str, ...]
    calling: tuple[str, ...]
    introducing: tuple[str, ...]
    being: tuple[str, ...]
    self: tuple[str, ...]
    never_begins: Words
    endings: tuple[str, ...]
    never: Words
    inside: Words
    about: Words
    towns: Words
    not_before_a_town: Words

    def put_in(self, text: str) -> str | None:
        """A name behind words that put it there: « mettez Poussin », « vous pouvez m’appeler Lulu »."""
        parts = [self._bare(part) for part in clauses(_SMILEY.sub(" ", text))]
        return next((name for part in parts if (name := self._named_in(part))), None)

    def introduced_in(self, text: str) -> str | None:
        """« moi c’est Martine, 0472… », « je m’appelle Lulu »: a name, or what begins with a large letter."""
        for part in clauses(_SMILEY.sub(" ", text)):
            bare = self._bare(part)
            opened = without_opening(bare, self.introducing)
            named = _GOES_ON.split(opened)[0]
            plausible = _are_given_names(named) or (opened != bare and named[:1].isupper())
            if named != bare and plausible and self._name(named):
                return self._name(named)  # « Paul j’habite Ciney »; « Finalement je préfère le soir » names nobody
            named = without_opening(bare, self.self)
            if named != bare and _are_given_names(named):
                return named
        return None

    def alone_in(self, text: str) -> str | None:
        """A clause that is a first name and nothing else: « Inès, j’habite Saint-Servais »."""
        parts = (self._bare(part) for part in clauses(text))
        return next((part for part in parts if part[:1].isupper() and is_given_name(part) and self._name(part)), None)

    def is_surely_in(self, text: str) -> bool:
        """A name put there, or one that is known, and nothing asked."""
        known = self.first_in(text, freely=True)
        named = self.put_in(text) or (known and (is_given_name(known) or self.about.are_in(text)))
        return "?" not in text and bool(named)

    def first_in(self, text: str, freely: bool) -> str | None:
        """A name put there, else the first part that is nothing but a name; `freely`: also behind « c’est »."""
        if put := self.put_in(text):
            return put
        parts = [self._bare(part) for part in clauses(_SMILEY.sub(" ", text))]
        told = [without_opening(part, self.being) if freely else part for part in parts if part]
        return next((name for part in told if (name := self._name(part))), None)

    def town_beside(self, text: str, name: str) -> str | None:
        """The part that tells a town, where another one tells the name; « Lucas d’Andenne »."""
        for part in clauses(text):
            rest = comparable(part).removeprefix(comparable(name)) if comparable(part) != comparable(name) else ""
            if self.towns.are_in(rest):
                return part
        return None

    def _named_in(self, part: str) -> str | None:
        if (named := without_opening(part, self.calling)) != part:
            return self._name(named)
        named = without_opening(part, self.being)
        is_a_name = named != part and (named[:1].isupper() or is_given_name(named))
        return self._name(named) if is_a_name else None

    def _bare(self, part: str) -> str:
        """Without what stands before and behind: « heu Tom hein », « toujours Marie »."""
        before = ""
        while part != before:
            before = part
            part = without_opening(part, self.fronts).strip(_NO_MARKS)
            part = without_closing(part, self.endings).strip(_NO_MARKS)
        return part

    def _name(self, part: str) -> str | None:
        part = self._bare(part)
        part = self._without_town(part)
        said = comparable(part)
        fits = 0 < len(part) <= LONGEST and len(part.split()) <= MOST_WORDS and not any(s.isdigit() for s in part)
        if (
            not fits
            or "@" in part
            or self.never_begins.length_at_start(said)
            or self.never.are(part)
            or self._is_all_asides(said)
            or self.inside.are_in(part)
            or self.towns.are(said)
        ):
            return None
        return part

    def _is_all_asides(self, said: str) -> bool:
        """« oh attendez », « bon ben finalement »"""
        return not self.never.taken_out_of(said).strip(" ,")

    def _without_town(self, part: str) -> str:
        """« lucas d’andenne » is called Lucas."""
        found = re.match(r"(?P<name>\S+) (?:d['’ ]|de |à |a |sur )(?P<town>.+)$", part, re.IGNORECASE)
        return found["name"] if found and self.towns.are(found["town"]) else part


def _are_given_names(words: str) -> bool:
    """« jean pierre »"""
    return bool(words) and all(is_given_name(word) for word in words.split())


def spoken_names(data: Mapping[str, Any], towns: Words) -> SpokenNames:
    """From the whole file. Raises KeyError for what is missing."""
    words = data["spoken_names"]
    field = next(entry for entry in data["fields"] if entry["name"] == "name")
    return SpokenNames(
        being=tuple(words["being"]), self=tuple(words["self"]),
        introducing=tuple(words["introducing"]), never_begins=Words(field["never_begins"]),
        fronts=tuple(words["fronts"]), calling=tuple(words["calling"]), endings=tuple(words["endings"]),
        never=Words([*(word for key in ("never", "fronts", "calling", "being") for word in words[key]),
                     *data["no_names"], *data["acknowledging"], *data["commands"]]),
        inside=Words([*data["sentence_words"], *words["inside"]]), about=Words(words["about"]),
        towns=towns, not_before_a_town=Words(words["not_before_a_town"]),
    )  # fmt: skip
