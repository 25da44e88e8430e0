"""A phone number as people write it, read by Google's number library. Called by the contact form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from casework.spoken_phones import with_digits
from casework.text import plain

HOME = "BE"
# 0800 and 0900 are lines of services: nobody can be called back on one.
NOT_A_PERSON = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
# A run of digits that begins as a number does: +, 0, or a mobile's 4 without its 0.
_CANDIDATE = re.compile(r"(?<!\d)(?:\+|\(?0|4(?=\d\d))(?:[\s./()\-–_]*\d){7,16}")
# A number that was begun: « 0475 12 », « +32 4 ». One digit after the 0, and no hour behind it.
_BEGUN = re.compile(r"(?<![\d.,])(?:\+\d|0\d|0 \d{4})(?:[\s./()\-–_]*\d){0,7}(?![\d])(?!\s*(?:h|heures?)(?!\w))")
# « et votre 0800, il répond le dimanche ? »
_LINES_OF_SERVICES = re.compile(r"(?<!\d)0[89]00(?:[\s./]*\d\d\d?){0,3}(?!\d)")
_OTHER_END = re.compile(
    r"(?:fini\w*|termin\w*) (?:bien )?par (?:un |le |des )?(?P<by>\d{1,4})"
    r"|a la fin,? c ?'? ?est (?:le |un )?(?P<end>\d{1,4})"
    r"|(?<!pas )(?:c ?'? ?est|mais) (?:le |un )?(?P<then>\d{1,4}) a la fin"
)
FEWEST_OF_A_NUMBER = 6  # digits
# Any run that begins as a number does, however long; an hour behind it is no part of it.
_RUN = re.compile(r"(?<![\d.,])(?:\+\d|\(?0\d|4[5-9]\d)(?:[\s./()\-–_]*\d)*(?!\d)(?!\s*(?:h|heures?)(?!\w))")
_OF_HOME = re.compile(r"(?:\+|00)320?")
_MOBILE = re.compile(r"04[5-9]")
MOBILE_DIGITS, FIXED_DIGITS = 10, 9  # of Belgium, the 0 in front
Amiss = Literal["few", "many", "odd"]
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b")
# « je suis né le 05 12 2008 »
_SPACED_DATE = re.compile(r"(?<!\d )(?<!\d)\d{1,2} (?:0?\d|1[0-2]) (?:19|20)\d\d(?![ ./]?\d)")


@dataclass(frozen=True)
class PhoneNumber:
    """`e164` is stored, `display` is read back: national for Belgium, international elsewhere."""

    e164: str
    display: str


def read_phone(text: str) -> PhoneNumber | None:
    """The number in `text` on which a person could be called back: 0475/12.34.56, +33…, 00352…"""
    typed = re.sub(r"(?<=\d)[oO](?=[\d\s./])|\b[oO](?=\d)", "0", _DATE.sub(" ", with_digits(text)))
    return next((_readable(number) for number in _numbers(typed) if _is_personal(number)), None)


def begins_a_number(text: str) -> bool:
    """A number of which digits are missing: « 0475 12 », « mon numéro c’est le 04 »."""
    typed = _LINES_OF_SERVICES.sub(" ", _DATE.sub(" ", text))
    return read_phone(text) is None and _BEGUN.search(typed) is not None


def lacks_digits(text: str) -> bool:
    """As `begins_a_number`, with so many digits that it can be nothing else: « 0478 12 34 »."""
    typed = _LINES_OF_SERVICES.sub(" ", _DATE.sub(" ", text))
    found = _BEGUN.search(typed) if read_phone(text) is None else None
    return found is not None and sum(sign.isdigit() for sign in found.group()) >= FEWEST_OF_A_NUMBER


def digits_amiss(text: str, fewest: int = FEWEST_OF_A_NUMBER) -> Amiss | None:
    """What is wrong with the number in `text`, of `fewest` digits or more: some are missing, it has too many, or it is
    none that we know; None where there is no number, or a whole one."""
    typed = _LINES_OF_SERVICES.sub(" ", _SPACED_DATE.sub(" ", _DATE.sub(" ", with_digits(text))))
    found = None if read_phone(text) else _RUN.search(typed)
    written = re.sub(r"[^\d+]", "", found.group()) if found else ""
    if len(written) < fewest:
        return None
    at_home = _OF_HOME.sub("0", written, count=1) if _OF_HOME.match(written) else written
    at_home = at_home if at_home.startswith(("0", "+")) else f"0{at_home}"
    if at_home.startswith(("00", "+")):
        return "odd"
    whole = MOBILE_DIGITS if _MOBILE.match(at_home) else FIXED_DIGITS
    return "odd" if len(at_home) == whole else "few" if len(at_home) < whole else "many"


def with_other_ending(text: str, number: str) -> str | None:
    """`number` (E.164) with the last digits that `text` says it ends in; None when it says none, or none that fits."""
    found = _OTHER_END.search(plain(text))
    end = next((digits for digits in found.groups() if digits), None) if found else None
    changed = read_phone(number[: -len(end)] + end) if end else None
    return changed.e164 if changed else None


def _numbers(text: str) -> Iterator[phonenumbers.PhoneNumber]:
    """First what stands apart in a sentence, then any run of digits, whatever stands between them."""
    for match in phonenumbers.PhoneNumberMatcher(text, HOME):
        yield match.number
    for run in _CANDIDATE.findall(text):
        try:
            yield phonenumbers.parse(run, HOME)
        except phonenumbers.NumberParseException:
            continue


def _is_personal(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) not in NOT_A_PERSON


def _readable(number: phonenumbers.PhoneNumber) -> PhoneNumber:
    at_home = phonenumbers.region_code_for_number(number) == HOME
    shape = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return PhoneNumber(
        phonenumbers.format_number(number, PhoneNumberFormat.E164), phonenumbers.format_number(number, shape)
    )
