"""A message that was dictated, with its marks in words: « c’est le fixe virgule le matin point ». Called by the contact
form's actions."""

from __future__ import annotations

import re

_NO_ARTICLE = r"(?<!\bune)(?<!\bla)(?<!\bde)(?<!\bcette)(?<!\bchaque)"
_MARKS = [
    (re.compile(rf"{_NO_ARTICLE}\s+point[ -]virgule(?!\w)", re.IGNORECASE), ";"),
    (re.compile(rf"{_NO_ARTICLE}\s+virgule(?!\w)", re.IGNORECASE), ","),
    (re.compile(r"\s+point d['’ ]interrogation(?!\w)", re.IGNORECASE), "\u00a0?"),
    (re.compile(r"\s+deux[ -]points(?!\w)", re.IGNORECASE), "\u00a0:"),
    (re.compile(r"(?<!\bun)(?<!\ble)(?<!\bce)(?<!\bdu)(?<!\bau)(?<!\bde)\s+point(?: final)?\s*$", re.IGNORECASE), "."),
]


def with_marks(text: str) -> str:
    """As it would have been typed; « il ne change pas une virgule » stays as it is."""
    for words, mark in _MARKS:
        text = words.sub(mark, text)
    return text
