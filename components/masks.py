"""Makes religion, origin and ideology invisible to the learned model (data/neutral_words.yml)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from casework.text import only_words
from components.normalizer import normalize

_FILE = Path(__file__).parent / "data" / "neutral_words.yml"
_ARTICLE = r"(?:(?:de l |a l |l |d |du |des |de la |a la |de |aux |au |le |la |les |un |une )?)"
_ENDING = r"(?:e|s|es|ne|nes|te|tes|x)?"


def read_neutral_words(path: Path = _FILE) -> dict[str, list[str]]:
    """Group -> its words."""
    groups: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return groups


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(group_words), f" x{group} ") for group, group_words in read_neutral_words().items()]


def _pattern(group_words: list[str]) -> re.Pattern[str]:
    longest_first = "|".join(sorted((only_words(word) for word in group_words), key=len, reverse=True))
    return re.compile(rf"(?<!\w){_ARTICLE}(?:{longest_first}){_ENDING}(?!\w)")


@cache
def _groups() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)x({'|'.join(read_neutral_words())})(?!\w)")


def mask(normalized: str) -> str:
    """The text with each neutral word, and an article before it, replaced by the name of its group."""
    for pattern, group in _patterns():
        normalized = pattern.sub(group, normalized)
    return " ".join(normalized.split())


def without_creeds(text: str) -> str:
    """As it was typed where no neutral word stands in it; else folded, each neutral word being the name of its group:
    « il lit le book of sa religion » whichever it is. For a reader of whole sentences (sentence_vectors.py)."""
    normalized = " ".join(normalize(text).split())
    masked = mask(normalized)
    return text if masked == normalized else _groups().sub(lambda found: found[1].replace("_", " "), masked)
