"""Text as people type it, made comparable. Called by the directory, the urgency rules and components."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae"})


def plain(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe, single spaces. Letters and words stay as typed."""
    lowered = text.lower().translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
