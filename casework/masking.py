"""Takes names, numbers and places out of a message before it is kept. Called by casework.misunderstood.

What is not known to be harmless is masked: only everyday words (data/everyday_words.txt, those of our own texts and
examples) and slips of them stay. A name that nobody listed goes too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from casework.text import plain
from casework.yaml_files import DATA, read_yaml

EVERYDAY = DATA / "everyday_words.txt"
PRIVATE = DATA / "private_words.yml"
MASK, NUMBER = "…", "#"
LONGEST = 1000
# A slip is forgiven in words of five letters and more: in shorter ones it could be another word, or a name.
SHORTEST_WITH_A_SLIP = 5
_ADDRESS = re.compile(r"\S*(?:@|://|www\.|t\.me/)\S*")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]")


def mask(text: str) -> str:
    """The message with every piece that could point at somebody replaced: « mon fils … a … dit # fois »."""
    without_addresses = _ADDRESS.sub(MASK, text[:LONGEST])
    pieces = _PIECE.findall(without_addresses)
    begins = [_begins_sentence(pieces, place) for place in range(len(pieces))]
    masked = "".join(_masked(piece, first) for piece, first in zip(pieces, begins, strict=True))
    return " ".join(re.sub(rf"{MASK}(?:[\s'’-]*{MASK})+", MASK, masked).split())


def _masked(piece: str, begins_sentence: bool) -> str:
    if piece.isdigit():
        return NUMBER
    if not piece[0].isalpha():
        return piece
    capital = piece[0].isupper() and not begins_sentence and not piece.isupper()
    return MASK if capital or not _is_everyday(plain(piece)) else piece


def _begins_sentence(pieces: list[str], place: int) -> bool:
    before = [piece for piece in pieces[:place] if not piece.isspace()]
    return not before or before[-1] in ".!?…\n"


@lru_cache(maxsize=20_000)
def _is_everyday(word: str) -> bool:
    everyday, private = _lists()
    if word in private:
        return False
    if word in everyday:
        return True
    if len(word) < SHORTEST_WITH_A_SLIP or _is_slip_of(word, private):
        return False
    return _is_slip_of(word, everyday)


def _is_slip_of(word: str, words: frozenset[str]) -> bool:
    found = process.extractOne(word, words, scorer=OSA.distance, score_cutoff=1)
    return found is not None


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Everyday words, and the ones that are never everyday: names and places."""
    everyday = frozenset(EVERYDAY.read_text(encoding="utf-8").split())
    private = frozenset(plain(str(word)) for words in read_yaml(Path(PRIVATE)).values() for word in words)
    return everyday, private
