"""A phone number read aloud: « zéro quatre cent septante-cinq, quarante-deux, dix-huit, nonante-trois ». Belgian and
French numerals. Called by casework.phones and casework.contact_reading."""

from __future__ import annotations

import re

from casework.text import plain

_SMALL = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "kat": 4, "katre": 4, "cinq": 5, "six": 6,
    "sept": 7, "set": 7, "huit": 8, "uit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {
    "vingt": 20, "vint": 20, "trente": 30, "quarante": 40, "karante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+|\d+")
_JOINS = re.compile(r"[\s,.;:/-]*(?:(?:et|puis|ensuite|et puis)\b[\s,.;:/-]*)*", re.IGNORECASE)
_HARD = re.compile(r"[,.;:/]|\bpuis\b|\bensuite\b", re.IGNORECASE)
FEWEST_DIGITS = 8
_FRENCH_PREFIX = re.compile(r"(?<!\d)\+?33 (?:devant|en tete|au debut)")


def with_digits(text: str) -> str:
    """`text` with every number of eight digits or more that is said in words written in digits; else as it was."""
    words = list(_WORD.finditer(text))
    at, made, end = 0, [], 0
    while at < len(words):
        digits, after = _number_from(text, words, at)
        if len(digits) >= FEWEST_DIGITS and any(not word.group().isdigit() for word in words[at:after]):
            made += [text[end : words[at].start()], _with_prefix(digits, text)]
            end, at = words[after - 1].end(), after
        else:
            at += 1
    return "".join(made) + text[end:]


def _with_prefix(digits: str, text: str) -> str:
    return f"+33{digits.removeprefix('0')}" if _FRENCH_PREFIX.search(plain(text)) else digits


def _number_from(text: str, words: list[re.Match[str]], at: int) -> tuple[str, int]:
    """The digits of the groups that follow one another from the word at `at`, and the place behind them."""
    digits = ""
    while at < len(words):
        group, after = _group(text, words, at)
        if not group:
            break
        digits, at = digits + group, after
        if at < len(words) and not _JOINS.fullmatch(text[words[at - 1].end() : words[at].start()]):
            break
        if at < len(words) and plain(words[at].group()) in {"et", "puis", "ensuite"}:
            at += 1
    return digits, at


def _group(text: str, words: list[re.Match[str]], at: int) -> tuple[str, int]:
    """One group, « quatre cent septante-cinq », as digits."""
    said = [plain(word.group()) for word in words[at : at + 7]]
    said = said[: _until_a_break(text, words, at, len(said))]
    if not said or said[0].isdigit() or said[0] == "zero":
        return (said[0] if said[0].isdigit() else "0", at + 1) if said else ("", at)
    hundreds, used = _hundreds(said)
    rest, more = _below_hundred(said[used:])
    if not used and not more:
        return "", at
    value = hundreds * 100 + (rest or 0)
    return str(value), at + used + more


def _until_a_break(text: str, words: list[re.Match[str]], at: int, most: int) -> int:
    """How many words stand together without a comma."""
    for size in range(1, most):
        if _HARD.search(text[words[at + size - 1].end() : words[at + size].start()]):
            return size
    return most


def _hundreds(said: list[str]) -> tuple[int, int]:
    if said[0] in {"cent", "cents"}:
        return 1, 1
    if len(said) > 1 and said[1] in {"cent", "cents"} and 1 < _SMALL.get(said[0], 0) < 10:
        return _SMALL[said[0]], 2
    return 0, 0


def _below_hundred(said: list[str]) -> tuple[int | None, int]:
    """The value of the number that `said` begins with, and how many words it takes."""
    if not said:
        return None, 0
    if said[0] in {"quatre", "kat", "katre"} and len(said) > 1 and said[1] in {"vingt", "vingts", "vint"}:
        return _with_ones(80, said, 2, most=19)
    if said[0] in _TENS:
        return _with_ones(_TENS[said[0]], said, 1, most=19 if said[0] == "soixante" else 9)
    return _teens(said)


def _with_ones(tens: int, said: list[str], used: int, most: int) -> tuple[int, int]:
    skipped = 1 if len(said) > used + 1 and said[used] == "et" else 0
    ones, more = _teens(said[used + skipped :])
    fits = ones is not None and 0 < ones <= most and (not skipped or ones in {1, 11})
    return (tens + int(ones or 0), used + skipped + more) if fits else (tens, used)


def _teens(said: list[str]) -> tuple[int | None, int]:
    if not said or said[0] not in _SMALL:
        return None, 0
    if said[0] == "dix" and len(said) > 1 and _SMALL.get(said[1], 0) in {7, 8, 9}:
        return 10 + _SMALL[said[1]], 2
    return _SMALL[said[0]], 1
