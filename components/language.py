"""Which language a message is written in, by its small words and letters (data/languages.yml). Called by
language_recogniser.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from casework.text import plain

_FILE = Path(__file__).parent / "data" / "languages.yml"
_WORD = re.compile(r"\w+")
FRENCH = "fr"
# Short messages are full of words that several languages share: another language must show itself twice over.
_FEWEST_WORDS = 2
_CLEARLY = 2.0


class LanguagesAreInvalid(ValueError):
    """A language has neither words nor script, or French is missing."""


@dataclass(frozen=True)
class Language:
    """`script`: a letter that no other language of the list is written with."""

    words: frozenset[str]
    script: re.Pattern[str] | None = None


def read_languages(path: Path = _FILE) -> dict[str, Language]:
    """Code -> language. Raises LanguagesAreInvalid."""
    listed: dict[str, dict[str, list[str] | str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if FRENCH not in listed or not all(given.get("words") or given.get("script") for given in listed.values()):
        raise LanguagesAreInvalid(f"{path.name}: French, and words or a script for every language")
    return {
        code: Language(frozenset(given["words"]), re.compile(str(given["script"])) if "script" in given else None)
        for code, given in listed.items()
    }


def foreign_language(text: str, languages: Mapping[str, Language] | None = None) -> str | None:
    """The code of the language, when it is clearly not French; None for French and for what cannot be told."""
    known = languages or _known()
    written = [code for code, language in known.items() if language.script and language.script.search(text)]
    if written:
        return written[0]
    heard = _WORD.findall(plain(text))
    hits = {code: len([word for word in heard if word in language.words]) for code, language in known.items()}
    likeliest = max(hits, key=lambda code: (hits[code], code == FRENCH))
    enough = hits[likeliest] >= max(_FEWEST_WORDS, len(heard) / 4)
    return likeliest if enough and hits[likeliest] >= _CLEARLY * max(hits[FRENCH], 0.5) else None


def nearest_language(text: str) -> str | None:
    """The likeliest foreign language of a text that is known not to be French; None when no word tells."""
    heard = _WORD.findall(plain(text))
    hits = {code: sum(w in language.words for w in heard) for code, language in _known().items() if code != FRENCH}
    likeliest = max(hits, key=lambda code: hits[code])
    return foreign_language(text) or (likeliest if hits[likeliest] else None)


@lru_cache(maxsize=1)
def _known() -> dict[str, Language]:
    return read_languages()
