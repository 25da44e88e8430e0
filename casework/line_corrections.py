"""Several lines of the read-back put right in one sentence: « la commune, c’est Andenne, et enlevez mon prénom ».

Called by the contact form's actions; which words remove or set is in data/contact_form.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from casework.words import comparable, without_opening

_CLAUSES = re.compile(r"\s+(?:et|puis)\s+|[.;]\s+")
_ARTICLES = "le|la|les|l|mon|ma|mes|un|une"


class LineCorrections:
    """`names`: field → how people name its line. Only names and places are read so: the rest is asked again."""

    def __init__(self, words: Mapping[str, Sequence[str]], names: Mapping[str, Iterable[str]]) -> None:
        self._hedges = tuple(words["hedges"])
        remove, put = _any_of(words["remove"]), _any_of(words["set"])
        self._removed = {
            name: re.compile(rf"(?<!\w)(?:{remove}) (?:(?:{_ARTICLES}) )?(?:{_any_of(known)})(?!\w)")
            for name, known in names.items()
        }
        self._line = {name: re.compile(rf"(?<!\w)(?:{_any_of(known)})(?!\w)") for name, known in names.items()}
        self._put = re.compile(rf"(?<!\w)(?:{put})(?!\w)")

    def removed(self, text: str) -> list[str]:
        """Fields to be left empty."""
        return [name for name, pattern in self._removed.items() if pattern.search(comparable(text))]

    def given(self, text: str) -> dict[str, str]:
        """field → its new words, as they were typed."""
        found: dict[str, str] = {}
        for clause in _CLAUSES.split(text):
            for name in self._line:
                if name not in self.removed(clause) and (value := self._value(name, clause)):
                    found[name] = value
        return found

    def _value(self, name: str, clause: str) -> str | None:
        """What stands behind « c’est » or « mettez », in a clause that names the line before it."""
        typed = list(re.finditer(r"[^\s'’,]+", clause))
        said = " ".join(comparable(word.group()) or "-" for word in typed)
        line = self._line[name].search(said)
        put = self._put.search(said, line.end()) if line else None
        if put is None:
            return None
        behind = len(said[: put.end()].split())
        rest = clause[typed[behind].start() :] if behind < len(typed) else ""
        return self._without_hedges(rest).strip(" ,.!") or None

    def _without_hedges(self, text: str) -> str:
        words = without_opening(text, self._hedges).split()
        for hedge in sorted(self._hedges, key=len, reverse=True):
            size = len(hedge.split())
            if len(words) > size and comparable(" ".join(words[-size:])) == hedge:
                words = words[:-size]
        return " ".join(words)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(comparable(word)) for word in words), key=len, reverse=True))
