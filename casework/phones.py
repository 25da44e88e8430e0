"""A phone number as people write it, read by Google's number library. Called by the contact form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

HOME = "BE"
# 0800 and 0900 are lines of services: nobody can be called back on one.
NOT_A_PERSON = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
# A run of digits that begins as a number does: +, 0, or a mobile's 4 without its 0.
_CANDIDATE = re.compile(r"(?<!\d)(?:\+|\(?0|4(?=\d\d))(?:[\s./()\-–_]*\d){7,16}")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b")


@dataclass(frozen=True)
class PhoneNumber:
    """`e164` is stored, `display` is read back: national for Belgium, international elsewhere."""

    e164: str
    display: str


def read_phone(text: str) -> PhoneNumber | None:
    """The first number in `text` on which a person could be called back: 0475/12.34.56, +33…, 00352…"""
    typed = re.sub(r"(?<=\d)[oO](?=[\d\s./])|\b[oO](?=\d)", "0", _DATE.sub(" ", text))
    return next((_readable(number) for number in _numbers(typed) if _is_personal(number)), None)


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
