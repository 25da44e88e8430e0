"""Text as people type it, made comparable. Called by the directory, the urgency rules and components."""

from __future__ import annotations

import re
import unicodedata
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


def only_words(text: str) -> str:
    """Words of a-z and 0-9, one space between them, a letter typed three times or more taken once."""
    return _NOT_A_WORD.sub(" ", _SAME_LETTER_AGAIN.sub(r"\1", plain(text))).strip()


def fold(text: str) -> str:
    """As `only_words`, and phone spellings read as `data/spellings.yml` says.

    « J'ai ENVIE d'en finirrrr » and « g envi den finir » come as close as spelling alone can bring them.
    """
    spellings = _spellings()
    typed = only_words(text).split()
    return " ".join(
        word if _is_elided(word, following) else spellings.get(word, word)
        for word, following in zip(typed, [*typed[1:], ""], strict=False)
    )


def _is_elided(word: str, following: str) -> bool:
    """The c of « c'est » is not the « c » that phones write for all of it."""
    return word == "c" and following in ("est", "etait", "etaient", "en", "eut")


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """What each spelling of a word means."""
    listed: dict[str, list[str]] = read_yaml(DATA / "spellings.yml")
    return {only_words(typed): only_words(meant) for meant, all_typed in listed.items() for typed in all_typed}
