"""A message as words and marks, so that what a pattern finds in plain letters is given back as it was typed.

Called by casework.line_corrections and casework.contact_facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.text import plain

MARKS, APOSTROPHES = ",;:.!?…", "'’"
_WORD_OR_MARK = re.compile(r"[^\s'’,;:.!?()«»\"…]+|[,;:.!?…]")
_CLAUSE_END = re.compile(r"[;!?…\n]+|[,:](?!\d)|\.+(?=\s|$)|\s(?:et|mais|puis)\s|\s-\s")
_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+(?=\s|$)|\n|$)")


class TypedWords:
    """`line`: every word and every mark in plain letters, one space between them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = list(_WORD_OR_MARK.finditer(text))
        self.line = " ".join(plain(found.group()) or "-" for found in self._found)

    def typed(self, start: int, end: int) -> str:
        """What was typed where `line[start:end]` stands."""
        first, last = self.line[:start].count(" "), self.line[:end].rstrip().count(" ")
        return self._text[self._found[first].start() : self._found[last].end()]

    def typed_word(self, place: int) -> str:
        return self._found[place].group()

    def with_stops(self, places: Iterable[int]) -> str:
        """The text with a full stop before each of these words, unless a mark stands there, or « m’ » belongs to it."""
        text = self._text
        for place in sorted(places, reverse=True):
            start = self._found[place].start()
            before = text[:start].rstrip()
            if before and before[-1] not in MARKS + APOSTROPHES and self._found[place].group() not in MARKS:
                text = f"{before}. {text[start:]}"
        return text


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for `line`: one of the phrases, the longest first."""
    lines = {TypedWords(str(phrase)).line for phrase in phrases}
    return "|".join(sorted((re.escape(line) for line in lines), key=len, reverse=True))


def clauses(text: str) -> list[str]:
    """Parts between marks and « et », « mais »."""
    return [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]


def sentences(text: str) -> list[str]:
    """Parts that end in a full stop or another mark, as they were typed."""
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def questions_apart(text: str) -> tuple[str, str]:
    """What is said, and what is asked: « Sylvie. au fait c’est gratuit ? »."""
    if "?" not in text:
        return text, ""
    said: list[str] = []
    asked: list[str] = []
    for part in _SENTENCE.findall(text):
        if asked and part.strip(" ?!.") == "":
            continue
        (asked if part.rstrip().endswith("?") else said).append(part.strip())
    return " ".join(said).strip(), " ".join(asked).strip()
