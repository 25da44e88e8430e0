"""A long message in parts, so that danger counts wherever it stands. Called by intent_classifier.py."""

from __future__ import annotations

from collections.abc import Iterator

from casework.text import sentences

LONG_FROM = 90  # words
_WORDS_A_PART = 25


def parts_of(text: str) -> list[str]:
    """The sentences of a long text in order, gathered until a part has some 25 words; what is left over joins the last
    part. Nothing for a text that is not long, or that cannot be parted."""
    if len(text.split()) < LONG_FROM:
        return []
    parts: list[str] = []
    gathered: list[str] = []
    for piece in _pieces(text):
        gathered.append(piece)
        if len(" ".join(gathered).split()) >= _WORDS_A_PART:
            parts.append(". ".join(gathered))
            gathered = []
    if gathered and parts:
        parts[-1] += ". " + ". ".join(gathered)
    return parts if len(parts) > 1 else []


def _pieces(text: str) -> Iterator[str]:
    """Sentences; one that goes on without a stop is cut by words."""
    for sentence in sentences(text):
        words = sentence.split()
        for start in range(0, len(words), _WORDS_A_PART):
            yield " ".join(words[start : start + _WORDS_A_PART])
