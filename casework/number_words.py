"""Numbers as people type an age: « 15 », « quinze », « vingt-deux ». Called by ages and ages_of_others."""

from __future__ import annotations

_UNITS = {
    "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "dix sept": 17, "dix huit": 18, "dix neuf": 19,
}  # fmt: skip
_ONES = {"et un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9}
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_WORDS = _UNITS | _TENS | {f"{ten} {one}": tens + ones for ten, tens in _TENS.items() for one, ones in _ONES.items()}
# Longest first; hyphens and apostrophes are spaces by then (casework.words.comparable).
NUMBER = "|".join([r"\d{1,2}", *sorted(_WORDS, key=len, reverse=True)])


def number_of(said: str) -> int:
    return int(said) if said.isdigit() else _WORDS[said]
