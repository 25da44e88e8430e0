"""A message without marks, as many dictate or type it: « … 081 22 33 44 plutot le matin j ai pas de repondeur je m
appelle Josette j habite Jambes ». Each line of the request ends where another begins.

Called by the contact form's actions; the words are in data/contact_form.yml under `run_on`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casework.full_names import is_given_name
from casework.typed_words import MARKS, TypedWords
from casework.words import Words, comparable

# Words that stand between two marks on average: fewer of them, and the writer marks where a line ends.
FEWEST_TO_A_MARK, FEWEST_IN_ALL = 7, 5
LONGEST_TOWN = 5  # words
ANY_TIME = {"importe", "nimporte"}  # « n’importe quand vous pouvez laisser un message »
OF = {"de", "d"}
SHORT_FRONT = 2  # words
_MARK = re.compile(r"[,.;:!?…\n]+(?=\s|$)")
_ELIDED = {"j", "c", "m", "l", "d", "n", "s", "t", "qu"}


@dataclass(frozen=True)
class RunOn:
    """`begins`: where a line of the request begins, `leading` with another of them; `naming`, `dwelling`: the same
    before a name and a town, behind which the line ends, and `being` before a name that is known; `barred` before one
    of them: no line begins; `joining` go with what follows; `goes_on` behind a name or a town."""

    begins: re.Pattern[str]
    leading: Words
    naming: re.Pattern[str]
    being: re.Pattern[str]
    dwelling: re.Pattern[str]
    barred: frozenset[str]
    joining: frozenset[str]
    goes_on: frozenset[str]
    towns: Words

    def with_breaks(self, text: str) -> str:
        """`text` with a full stop where a line ends; as it was where its writer marks that."""
        if not _is_run_on(text):
            return text
        typed = TypedWords(text)
        words = typed.line.split(" ")
        places = self._begun(typed, words) | self._ended(typed, words) | self._placed(typed, words)
        return typed.with_stops(place for place in places if 0 < place < len(words))

    def _begun(self, typed: TypedWords, words: list[str]) -> set[int]:
        """The places of the words before which a line ends."""
        line = typed.line
        found = [(line[: hit.start()].count(" "), hit) for hit in self.begins.finditer(line)]
        found += [(line[: hit.start()].count(" "), hit) for hit in self._presents_itself(typed, words)]
        found = [(place, hit) for place, hit in found if not self._hangs_on(words, place)]
        # « laissez pas de message » is one line
        behind_one = {hit.end() + 1 for _, hit in found if self.leading.are(hit.group())}
        begun = {place for place, hit in found if hit.start() not in behind_one}
        return {self._with_joining(words, place) for place in begun if not _stands_in_front(words, place, begun)}

    def _presents_itself(self, typed: TypedWords, words: list[str]) -> list[re.Match[str]]:
        """« moi c’est », before a name."""
        hits = self.being.finditer(typed.line)
        return [hit for hit in hits if self._known(typed, words, typed.line[: hit.end()].count(" ") + 1)]

    def _hangs_on(self, words: list[str], place: int) -> bool:
        """« dites que j’habite seule »: part of what goes before."""
        return place > 0 and words[place - 1] in self.barred and words[max(place - 2, 0)] not in ANY_TIME

    def _with_joining(self, words: list[str], place: int) -> int:
        while place > 0 and words[place - 1] in self.joining:
            place -= 1
        return place

    def _ended(self, typed: TypedWords, words: list[str]) -> set[int]:
        ends: set[int] = set()
        for pattern, end_of in ((self.naming, self._named), (self.being, self._known), (self.dwelling, self._town)):
            for hit in pattern.finditer(typed.line):
                start = typed.line[: hit.end()].rstrip().count(" ") + 1
                end = end_of(typed, words, start)
                if end and end < len(words) and words[end] not in self.goes_on:
                    ends.add(end)
        return ends

    def _named(self, typed: TypedWords, words: list[str], start: int) -> int | None:
        """Behind the first name that begins at `start`: one word, and what else is known or large."""
        if start >= len(words) or words[start] in self.barred | self.goes_on or not words[start][0].isalpha():
            return None
        end = start + 1
        while end < len(words) and (is_given_name(words[end]) or typed.typed_word(end)[:1].isupper()):
            end += 1
        return end

    def _known(self, typed: TypedWords, words: list[str], start: int) -> int | None:
        """As `_named`, of a name that is known or begins with a large letter: « moi c’est le soir » names nobody."""
        known = start < len(words) and (is_given_name(words[start]) or typed.typed_word(start)[:1].isupper())
        return self._named(typed, words, start) if known else None

    def _placed(self, typed: TypedWords, words: list[str]) -> set[int]:
        """« … 33 josette de jambes le matin »: before the name, and behind the town."""
        found: set[int] = set()
        for place in range(1, len(words) - 2):
            told = words[place].isalpha() and words[place + 1] in OF and words[place - 1][-1].isdigit()
            end = self._town(typed, words, place + 2) if told else None
            found |= {place, end} if end else set()
        return found

    def _town(self, _typed: TypedWords, words: list[str], start: int) -> int | None:
        """Behind the town that is known."""
        ends = range(min(start + LONGEST_TOWN, len(words)), start, -1)
        return next((end for end in ends for at in range(start, end) if self._is_town(words[at:end])), None)

    def _is_town(self, words: list[str]) -> bool:
        return self.towns.are(comparable(" ".join(words)))


def _stands_in_front(words: list[str], place: int, begun: set[int]) -> bool:
    """« en fait c’est ma nièce »: hardly anything goes before it, and it is no line."""
    start = max((at for at in range(place) if at == 0 or words[at - 1] in MARKS), default=place)
    front = words[start:place]
    is_line = any(at in begun for at in range(start, place)) or any(word[0].isdigit() for word in front)
    return len(front) <= SHORT_FRONT and not is_line


def _is_run_on(text: str) -> bool:
    marks, words = len(_MARK.findall(text.rstrip(" .!?…"))), len(text.split())
    return words >= FEWEST_IN_ALL and words / (marks + 1) >= (FEWEST_TO_A_MARK if marks else FEWEST_IN_ALL)


def _any_of(phrases: Iterable[str]) -> str:
    """One of the phrases, an apostrophe as a space or left out: « j habite », « jhabite »."""
    made = sorted((comparable(str(phrase)) for phrase in phrases), key=len, reverse=True)
    return "|".join("".join(_piece(word) for word in phrase.split()).rstrip(" ?") for phrase in made)


def _piece(word: str) -> str:
    return f"{word} ?" if word in _ELIDED else f"{re.escape(word)} "


def run_on(data: Mapping[str, Any], towns: Words) -> RunOn:
    """From the whole file. Raises KeyError for what is missing."""
    words = data["run_on"]
    patterns = (re.compile(rf"(?<!\S)(?:{_any_of(words[key])})(?!\S)") for key in ("naming", "being", "dwelling"))
    naming, being, dwelling = patterns
    every = [phrase for key in ("begins", "naming", "dwelling") for phrase in words[key]]
    number = rf"(?:{_any_of(words['numbers'])})(?= (?:c ?est|est|le|au|\+?\d))"
    return RunOn(
        begins=re.compile(rf"(?<!\S)(?:{_any_of(every)}|{number})(?!\S)"),
        leading=Words(words["leading"]), naming=naming, being=being, dwelling=dwelling,
        barred=frozenset(words["barred"]), joining=frozenset(words["joining"]), goes_on=frozenset(words["goes_on"]),
        towns=towns,
    )  # fmt: skip
