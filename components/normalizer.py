"""Text as the learned models see it: folded, words and signs apart. Called by features.py and masks.py."""

from __future__ import annotations

import re

from casework.text import plain

_LENGTHENED = re.compile(r"(.)\1{2,}")
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")


def normalize(text: str) -> str:
    """Lower case without accents, « nooooon » shortened to « noon »."""
    return _LENGTHENED.sub(r"\1\1", plain(text))


def words(text: str) -> list[str]:
    """Words, numbers, and each sign or emoji alone."""
    return _WORD_OR_SIGN.findall(text)
