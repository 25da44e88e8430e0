"""How people leave the contact request where their leave is asked: they stop, speak to somebody else first, or call
themselves. Words in data/contact_form.yml, `leaving`; called by form_words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.typed_words import clauses
from casework.words import Words, comparable


@dataclass(frozen=True)
class Leaving:
    """`ends`: clauses that stop it; `first`: somebody else is spoken to before; `calls`: the person calls, unless one
    of `but` stands beside it; `any_contact`: not only a call is unwanted; `fronts` stand before `ends` and say
    nothing."""

    ends: Words
    first: Words
    calls: Words
    but: Words
    any_contact: Words
    fronts: Words

    def is_said(self, text: str) -> bool:
        """« non, j’arrête là », « j’en parle d’abord à ma femme », « ok je les appelle alors ». A question about the
        hours beside it asks for no request."""
        return self.stops(text) or self.first.are_in(text) or self.calls_them(text)

    def stops(self, text: str) -> bool:
        return "?" not in text and any(self._ends_it(clause) for clause in clauses(text))

    def _ends_it(self, clause: str) -> bool:
        """« bon non, j’arrête là »"""
        said = comparable(clause)
        while not self.ends.are(said) and (size := self.fronts.length_at_start(said)):
            said = said[size:].strip()
        return self.ends.are(said)

    def calls_them(self, text: str) -> bool:
        return self.calls.are_in(text) and not self.but.are_in(text)


def leaving(data: Mapping[str, Sequence[str]]) -> Leaving:
    """Raises KeyError for a list that is missing."""
    return Leaving(*(Words(data[name]) for name in ("ends", "first", "calls", "but", "any_contact", "fronts")))


def begins_and_ends(said: str, begins: Words, ends: Words) -> bool:
    """A comparable clause that is one of `begins`, or goes on with one of `ends`."""
    size = begins.length_at_start(said)
    rest = said[size:].strip()
    return size > 0 and (not rest or ends.length_at_start(comparable(rest)) > 0)
