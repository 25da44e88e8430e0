"""Text as people type it, made comparable. Called by the directory, the urgency rules and components."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from casework.yaml_files import DATA, read_yaml

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae"})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SAME_LETTER_AGAIN = re.compile(r"([a-z])\1{2,}")
# A point between digits (« 14.30 ») or in an abbreviation of one letter ends nothing.
_SENTENCE_END = re.compile(r"[!?…\n]+|(?<!\d)(?<!\b\w)\.+(?=\s|$)|\.{2,}")


def plain(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe, single spaces. Letters and words stay as typed."""
    lowered = text.lower().translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def sentences(text: str) -> list[str]:
    """The sentences of a text, without what ends them; empty ones are left out."""
    return [sentence for part in _SENTENCE_END.split(text) if (sentence := part.strip())]


def fold(text: str) -> str:
    """Only words of a-z and 0-9, one space between them; phone spellings read as `data/spellings.yml` says.

    « J'ai ENVIE d'en finirrrr » and « g envi den finir » come as close as spelling alone can bring them.
    """
    shortened = _SAME_LETTER_AGAIN.sub(r"\1", plain(text))
    words = _NOT_A_WORD.sub(" ", shortened).strip()
    spellings, pairs = _spellings()
    if pairs is not None:
        words = pairs.sub(lambda match: spellings[match.group()], words)
    return " ".join(spellings.get(word, word) for word in words.split())


@lru_cache(maxsize=1)
def _spellings() -> tuple[dict[str, str], re.Pattern[str] | None]:
    """Each spelling with what it means, and a pattern for those of several words."""
    listed: dict[str, Iterable[str]] = read_yaml(DATA / "spellings.yml")
    meanings = {_words(typed): _words(meant) for meant, all_typed in listed.items() for typed in all_typed}
    several = sorted((typed for typed in meanings if " " in typed), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b") if several else None
    return meanings, pattern


def _words(text: str) -> str:
    return _NOT_A_WORD.sub(" ", plain(text)).strip()
