"""The age that somebody gives of themselves: « j’ai 15 ans », « 15 », « quinze ans ». Called by the contact form."""

from __future__ import annotations

import re

from casework.words import comparable

_WORDS = {
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "dix sept": 17, "dix huit": 18, "dix neuf": 19, "vingt": 20,
}  # fmt: skip
_NUMBER = "|".join([r"\d{1,2}", *sorted(_WORDS, key=len, reverse=True)])
_AGE = re.compile(rf"(?<!\w)(?P<age>{_NUMBER}) ?(?:ans?|a|piges)(?!\w)|^(?P<alone>\d{{1,2}})$")
_OWN = re.compile(rf"(?<!\w)(?:j ?ai|g|jai|ge|moi) (?:que |seulement |juste )?(?P<age>{_NUMBER}) ?(?:ans?|piges)(?!\w)")
# « bientôt 18 ans », « moins de 18 ans » say the opposite of the number.
_NOT_YET = re.compile(r"(?<!\w)(?:moins de|bientot|presque|pas encore|pas) (?:\w+ )?(?=\d|dix)")


def read_age(text: str) -> int | None:
    """An age in years; None when none is given, or when it is one that is not reached yet."""
    said = comparable(text)
    found = _AGE.search(said)
    if found is None or _NOT_YET.search(said):
        return None
    return _number(found["age"] or found["alone"])


def own_age(text: str) -> int | None:
    """Only what somebody says of themselves: « j’ai 15 ans »; not « mon fils a 15 ans »."""
    found = _OWN.search(comparable(text))
    return _number(found["age"]) if found else None


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _WORDS[said]
