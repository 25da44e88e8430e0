"""The reference of a contact request: unguessable, readable aloud, and checked for slips of tongue and finger."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import NewType

Reference = NewType("Reference", str)

# Crockford's base 32: no I, L, O (they look like 1 and 0) and no U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_BITS = 60
SYMBOLS = 12
_LOOK_ALIKES = str.maketrans("OIL", "011")

_SEPARATORS = r"[\s\-–—._/]{0,3}"
# Every run of 13 symbols that starts and ends at a word's edge, overlapping ones included.
_CANDIDATE = re.compile(rf"(?<![0-9A-Z])(?=([0-9A-Z](?:{_SEPARATORS}[0-9A-Z]){{{SYMBOLS}}})(?![0-9A-Z]))")
_WITH_DASHES = re.compile(r"[\-–—]")
_GROUPS_AS_PRINTED = [4, 4, 4, 1]
# « 11h », « 16h30 », « 2e », « 17ans »: a number with its unit, among plain words.
_WITH_ITS_UNIT = re.compile(r"\d{1,2}(?:H(?:\d\d)?|E|ER|EME|IEME|ANS|MIN|J|X)")


def new_reference() -> Reference:
    """`XXXX-XXXX-XXXX-C`: 60 random bits in 12 symbols, and a check symbol."""
    while True:
        symbols = _symbols(secrets.randbits(RANDOM_BITS))
        # One in a million has digits only and would be taken for a phone number; one in thirty has letters only, or
        # may be typed so (O for 0, I for 1), and would be taken for words: draw again.
        if set(symbols) & set("23456789") and any(symbol.isalpha() for symbol in symbols):
            return _printed(symbols)


def read_reference(text: str) -> Reference | None:
    """The first reference in a sentence, however it was typed: lower case, spaces, O for 0, I or L for 1."""
    typed_ones = [match.group(1) for match in _CANDIDATE.finditer(text.upper())]
    # What is grouped as printed goes first: in « merci 7K2M-… » the word before could complete a wrong one.
    for typed in sorted(typed_ones, key=lambda typed: not _grouped_as_printed(typed)):
        if not _looks_meant(typed):
            continue
        symbols = "".join(re.findall(r"[0-9A-Z]", typed)).translate(_LOOK_ALIKES)
        if set(symbols) <= set(ALPHABET) and symbols[-1] == _check_symbol(symbols[:-1]):
            return _printed(symbols[:-1])
    return None


def resembles_reference(text: str) -> bool:
    """`text` holds a reference, or something typed in that shape: a slip of the finger is still a try."""
    typed_ones = (match.group(1) for match in _CANDIDATE.finditer(text.upper()))
    return any(_is_typed_as_one(typed, text) for typed in typed_ones) or read_reference(text) is not None


def _is_typed_as_one(typed: str, text: str) -> bool:
    """Grouped as it is printed, with letters, and no row of words: a group mixes letters and digits, or dashes stand
    between groups that hold a digit or are in capitals. Neither « profondeville » nor « gars sort dans 3 semaines »."""
    if not _grouped_as_printed(typed) or not any(symbol.isalpha() for symbol in typed):
        return False
    has_digit, in_capitals = any(symbol.isdigit() for symbol in typed), typed in text
    return _mixes(typed) or (bool(_WITH_DASHES.search(typed)) and (has_digit or in_capitals))


def _looks_meant(typed: str) -> bool:
    """Neither a phone number (digits only) nor plain words that happen to have thirteen letters."""
    has_digit = any(symbol.isdigit() for symbol in typed)
    has_letter = any(symbol.isalpha() for symbol in typed)
    if not has_digit and not _WITH_DASHES.search(typed):
        return False  # « elle part dans l’autre pièce »: one in thirty-two such rows of words has a right check symbol
    return has_letter and (_grouped_as_printed(typed) or _mixes(typed))


def _mixes(typed: str) -> bool:
    """A group holds letters and digits, as those of a reference do; not « est 0478 65 43 21 », « matin avant 11h »."""
    groups = re.findall(r"[0-9A-Z]+", typed)
    return any(not (group.isalpha() or group.isdigit() or _WITH_ITS_UNIT.fullmatch(group)) for group in groups)


def _grouped_as_printed(typed: str) -> bool:
    groups = [len(group) for group in re.findall(r"[0-9A-Z]+", typed)]
    return groups in ([SYMBOLS + 1], _GROUPS_AS_PRINTED)


def _symbols(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(RANDOM_BITS - 5, -1, -5))


def _printed(symbols: str) -> Reference:
    groups = [symbols[start : start + 4] for start in range(0, SYMBOLS, 4)]
    return Reference("-".join([*groups, _check_symbol(symbols)]))


def _check_symbol(symbols: str) -> str:
    """A weighted sum in the field of 32 elements: any wrong symbol, and any two swapped, change it."""
    total = 0
    for symbol, weight in zip(symbols, _weights(), strict=False):
        total ^= _times(ALPHABET.index(symbol), weight)
    return ALPHABET[total]


def _weights() -> Iterator[int]:
    """1, 2, 4, 8, 16, 5, …: the powers of 2 in the field, 31 different ones."""
    weight = 1
    while True:
        yield weight
        weight = _times(weight, 2)


def _times(left: int, right: int) -> int:
    """Multiplication in GF(32), modulo x⁵ + x² + 1."""
    product = 0
    for bit in range(5):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product
