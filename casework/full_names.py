"""Whether a message seems to name somebody by first name and surname. Called by the contact form, to warn gently."""

from __future__ import annotations

import re
from functools import lru_cache

from casework.text import plain
from casework.yaml_files import DATA, read_yaml

_WORD = re.compile(r"[^\W\d_][\w’'-]*|[^\w\s]")
_NAMING = {"s'appelle", "appelle", "nomme", "nommee", "nom"}
# Words that may follow a first name in small letters without being a surname.
_LINKS = {
    "et",
    "ou",
    "qui",
    "a",
    "est",
    "il",
    "elle",
    "de",
    "du",
    "mon",
    "ma",
    "le",
    "la",
    "les",
    "avec",
    "dans",
    "mais",
    "depuis",
}


def names_somebody(text: str) -> bool:
    """« Kevin Dumont », « il s’appelle kevin dumont »; a first name alone does not."""
    words = _WORD.findall(text)
    return any(_is_full_name(words, place) for place in range(len(words) - 1))


def is_given_name(text: str) -> bool:
    """One of the first names of data/private_words.yml."""
    return plain(text) in _given_names()


def _is_full_name(words: list[str], place: int) -> bool:
    first, last = words[place], words[place + 1]
    if plain(first) not in _given_names() or not last[0].isalpha() or plain(last) in _given_names() | _LINKS:
        return False
    named_before = place > 0 and plain(words[place - 1]) in _NAMING
    return (first[0].isupper() and last[0].isupper()) or named_before


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(plain(str(name)) for name in read_yaml(DATA / "private_words.yml")["given_names"])
