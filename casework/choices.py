"""One thing that may be chosen by a button or in words. Used by the contact request and by where to refer."""

from __future__ import annotations

from dataclasses import dataclass

from casework.words import Words


@dataclass(frozen=True)
class Choice:
    value: str
    title: str
    words: Words
