"""Word lists from YAML, found in what a person typed. Called by the contact form, the parts and the dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from casework.text import plain


def comparable(text: str) -> str:
    """Lower case, no accents, apostrophes and hyphens as spaces, no punctuation at the ends."""
    spaced = re.sub(r"[’'\-_/]+", " ", plain(text))
    return " ".join(spaced.split()).strip(" .,;:!?…")


def any_comparable(phrases: Iterable[str]) -> str:
    """A pattern for comparable text: one of the phrases, the longest first."""
    return "|".join(map(re.escape, _longest_first(phrases)))


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted({comparable(str(phrase)) for phrase in phrases} - {""}, key=len, reverse=True)


class Words:
    """A list of words and phrases. `whole=False`: a word of the list may be the beginning of a typed word."""

    def __init__(self, phrases: Iterable[str], *, whole: bool = True) -> None:
        made = _longest_first(phrases)
        end = r"(?!\w)" if whole else ""
        pattern = "|".join(re.escape(phrase) for phrase in made)
        self._found = re.compile(rf"(?<!\w)(?:{pattern}){end}") if made else None
        self._all = frozenset(made)

    def longest_in(self, text: str) -> int:
        """The length of the longest phrase found in `text`; 0 when there is none."""
        if self._found is None:
            return 0
        return max((len(hit) for hit in self._found.findall(comparable(text))), default=0)

    def phrase_in(self, text: str) -> str | None:
        """The longest phrase found in `text`, comparable."""
        hits = self._found.findall(comparable(text)) if self._found else []
        return max(hits, key=len, default=None)

    def length_at_start(self, comparable_text: str) -> int:
        """The length of the phrase that `comparable_text` begins with; 0 when there is none."""
        found = self._found.match(comparable_text) if self._found else None
        return found.end() if found else 0

    def are_in(self, text: str) -> bool:
        return self.longest_in(text) > 0

    def are(self, text: str) -> bool:
        """`text` is one of the phrases and nothing else."""
        return comparable(text) in self._all

    def taken_out_of(self, text: str) -> str:
        """`text`, comparable, without the phrases found in it."""
        return self._found.sub(" ", comparable(text)) if self._found else comparable(text)


def says_more(text: str, other: str) -> bool:
    """« le matin avant 11 heures » is « le matin », and more; or the same."""
    said, less = comparable(text), comparable(other)
    return said == less or said.startswith(f"{less} ")


def without_opening(text: str, openings: Iterable[str]) -> str:
    """What comes after one of the openings (« je m’appelle », « j’habite à »); all of it when none stands there."""
    words = list(re.finditer(r"[^\s'’-]+", text))
    typed = [comparable(word.group()) for word in words]
    for opening in sorted(openings, key=len, reverse=True):
        said = comparable(opening).split()
        if len(typed) > len(said) and typed[: len(said)] == said:
            return text[words[len(said)].start() :]
    return text


def without_closing(text: str, closings: Iterable[str]) -> str:
    """What comes before one of the closings (« ça ira », « svp »); all of it when none stands there."""
    words = list(re.finditer(r"[^\s'’-]+", text))
    typed = [comparable(word.group()) for word in words]
    for closing in sorted(closings, key=len, reverse=True):
        said = comparable(closing).split()
        if len(typed) > len(said) and typed[-len(said) :] == said:
            return " ".join(text[: words[-len(said)].start()].split()).rstrip(" ,")
    return text


def without_closings(text: str, closings: Iterable[str]) -> str:
    """The same, as often as one stands there: « le matin c’est mieux pour moi svp »."""
    before = ""
    while text != before:
        before, text = text, without_closing(text, closings)
    return text


def best_match(text: str, lists: Mapping[str, Words]) -> str | None:
    """The key whose phrase found in `text` is the longest (« pas d’accord » before « d’accord »)."""
    lengths = {key: words.longest_in(text) for key, words in lists.items()}
    best = max(lengths, key=lambda key: lengths[key], default=None)
    return best if best is not None and lengths[best] else None
