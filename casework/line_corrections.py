"""Names and places given or put right in free words: « la commune, c’est Andenne », « Jambes c’est la commune ».

Called by casework.contact_facts; which words remove or set is in data/contact_form.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from casework.typed_words import TypedWords, any_of

_ARTICLES = "le|la|les|l|mon|ma|mes|un|une|votre|son"
MOST_WORDS = 4  # of a name or a place


class LineCorrections:
    """`names`: field → how people name its line. Only names and places are read so."""

    def __init__(self, words: Mapping[str, Sequence[str]], names: Mapping[str, Iterable[str]]) -> None:
        remove, put, hedge, stop, call = (any_of(words[key]) for key in ("remove", "set", "hedges", "stops", "calls"))
        hedges, puts = rf"(?:(?:{hedge}) )*", rf"(?:(?:, |: )?(?:{put})(?!\S) ?)+"
        value = rf"(?P<value>(?:(?!(?:{stop}|{hedge})(?!\S))\S+ ?){{1,{MOST_WORDS}}})"
        denied = r"(?:pas (?:\S+ ){1,2}?(?:mais |, )?(?:c est )?)?"
        every = any_of(word for known in names.values() for word in known)
        negated, article = any_of(words["negated"]), rf"(?:(?:{_ARTICLES}) )?"
        # « retirez mon prénom et ma commune »; « pas mon prénom mais Zoé » puts another in its place
        removing = rf"(?:{remove}|(?:{negated}) (?:surtout )?(?:pas|plus)|sans)"
        before = rf"(?<!\S){removing} (?:{article}(?:{every}) (?:et|ni|, ) ?)?"
        after = rf"(?!\S)(?! (?:, )?(?:mais|{put})(?!\S))"
        self._removed = {
            name: re.compile(rf"{before}{article}(?:{any_of(known)}){after}") for name, known in names.items()
        }
        self._behind = {
            name: re.compile(rf"(?<!\S)(?:{any_of(known)}) {hedges}{puts}{hedges}{denied}{hedges}{value}")
            for name, known in names.items()
        }
        self._before = {
            name: re.compile(
                rf"(?:^|[,;.!?:] |(?<!\S)(?:{call}) )(?:(?:{call}|,) )*{hedges}{value}"
                rf"(?:c est|est) (?:{_ARTICLES}) (?:{any_of(known)})(?!\S)"
            )
            for name, known in names.items()
        }
        # « mettez Nadia comme prénom »
        self._named = {
            name: re.compile(rf"(?<!\S)(?:{put}) {hedges}{value}comme {article}(?:{any_of(known)})(?!\S)")
            for name, known in names.items()
        }

    def removed(self, text: str) -> list[str]:
        """Fields to be left empty."""
        line = TypedWords(text).line
        return [name for name, pattern in self._removed.items() if pattern.search(line)]

    def given(self, text: str) -> dict[str, str]:
        """field → its new words, as they were typed."""
        typed = TypedWords(text)
        removed = self.removed(text)
        found: dict[str, str] = {}
        for name in self._behind:
            patterns = (self._behind[name], self._before[name], self._named[name])
            hit = next(filter(None, (pattern.search(typed.line) for pattern in patterns)), None)
            if hit and name not in removed:
                value = typed.typed(hit.start("value"), hit.end("value"))
                found[name] = value[0].upper() + value[1:]
        return found
