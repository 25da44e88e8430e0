"""The words our rules know, and which of them a mistyped word means. Called by casework.urgency.

A library measures the distance (rapidfuzz); a word of everyday French that looks like one of ours is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

# « jai », « larme », « quelle »: letters that lost their apostrophe.
ELISIONS = ("qu", "j", "l", "d", "m", "t", "s", "n", "c")
VOWELS = "aeiouyh"
SHORTEST_WITH_TWO_SLIPS = 9


class Vocabulary:
    """`words`: those of the rules; `mistyped`: the ones worth finding behind a slip; `usual`: never a slip."""

    def __init__(self, words: Iterable[str], mistyped: Iterable[str], usual: Iterable[str]) -> None:
        self._known = frozenset(word for word in words if not word.endswith("*"))
        self._usual = frozenset(usual)
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(mistyped)):
            by_letter[word[0]].append(word)
        self._by_letter = dict(by_letter)
        self.meant = lru_cache(maxsize=20_000)(self._meant)

    def corrected(self, folded: str) -> str:
        """The folded text with each slip read as the word it means."""
        return " ".join(self.meant(word) for word in folded.split())

    def _meant(self, word: str) -> str:
        if self._is_known(word):
            return word
        return self._without_elision(word) or self._nearest(word) or word

    def _is_known(self, word: str) -> bool:
        return word in self._known or word in self._usual

    def _without_elision(self, word: str) -> str | None:
        """« darme » is « d arme »; and « jveux », « jlaisse » drop the e of je."""
        for start in ELISIONS:
            rest = word[len(start) :]
            if word.startswith(start) and len(rest) > 1 and self._is_known(rest):
                if rest[0] in VOWELS:
                    return f"{start} {rest}"
                if start == "j":
                    return f"je {rest}"
        return None

    def _nearest(self, word: str) -> str | None:
        """One slip, or two in a word of nine letters; the first letter is hardly ever wrong."""
        slips = 2 if len(word) >= SHORTEST_WITH_TWO_SLIPS else 1
        found = process.extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None
