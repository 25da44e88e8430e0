"""Text as the learned model sees it: folded words, and the signs and emojis that carry a tone. Called by features.py
and masks.py."""

from __future__ import annotations

import re

from casework.text import fold

# ? ! … and everything that is neither letter nor ordinary punctuation: emojis, symbols
_SIGN = re.compile(r"[?!…]|[^\w\s,.;:'’‘\"“”«»()\-–—/…?!]")
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")


def normalize(text: str) -> str:
    """Phone spellings read out, accents and case gone; a sign stands alone between spaces."""
    parts: list[str] = []
    last = 0
    for sign in _SIGN.finditer(text):
        parts += [fold(text[last : sign.start()]), sign.group()]
        last = sign.end()
    return " ".join(part for part in [*parts, fold(text[last:])] if part)


def words(normalized: str) -> list[str]:
    """Words, numbers, and each sign or emoji alone."""
    return _WORD_OR_SIGN.findall(normalized)
