from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.phones import PhoneNumber, begins_a_number, read_phone

MOBILE = "+32475123456"


@pytest.mark.parametrize(
    "typed",
    [
        "0475123456",
        "475 12 34 56",
        "0475 12 34 56",
        "0475/12.34.56",
        "0475-12-34-56",
        "04 75 12 34 56",
        "0475/123456",
        "+32475123456",
        "+32 475 12 34 56",
        "+32 (0)475 12 34 56",
        "0032475123456",
        "0032 475/12.34.56",
        "c'est le 0475 12 34 56 merci",
        "mon gsm: 0475/12.34.56, après 18h",
        "appelez moi au 0475123456.",
        "O475 12 34 56",
        "0475 12 34 56 ou 081 22 33 44",
    ],
)
def test_a_belgian_number_is_read_however_it_is_written(typed: str) -> None:
    assert read_phone(typed) == PhoneNumber(MOBILE, "0475 12 34 56")


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("081 22 33 44", "+3281223344"),
        ("02/213.30.00", "+3222133000"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("+352 621 123 456", "+352621123456"),
        ("00352 621123456", "+352621123456"),
        ("+49 151 23456789", "+4915123456789"),
    ],
)
def test_other_lines_and_our_neighbours_numbers_are_read_too(typed: str, e164: str) -> None:
    number = read_phone(typed)
    assert number is not None
    assert number.e164 == e164


def test_a_foreign_number_is_read_back_with_its_country_code() -> None:
    number = read_phone("0033 6 12 34 56 78")
    assert number is not None
    assert number.display == "+33 6 12 34 56 78"


@pytest.mark.parametrize(
    "typed",
    ["", "non", "12", "112", "le soir après 18h", "0475 12 34", "0475 12 34 56 78 90 12", "le 24/11/2026 à 10h30",
     "04/11/2026 10h",
     "5000 Namur", "0800 111 72", "0900 10 000", "00000000000", "j'ai 16 ans et 3 mois"],
)  # fmt: skip
def test_what_is_no_number_of_a_person_is_not_taken_for_one(typed: str) -> None:
    assert read_phone(typed) is None


@given(text=st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    number = read_phone(text)
    assert number is None or phonenumbers.is_valid_number(phonenumbers.parse(number.e164))


@given(digits=st.integers(0, 9_999_999), separators=st.lists(st.sampled_from(["", " ", ".", "/", "-"]), min_size=4))
def test_separators_never_change_the_number(digits: int, separators: list[str]) -> None:
    plain = f"047{digits:07d}"
    expected = read_phone(plain)
    parts = [plain[:4], plain[4:6], plain[6:8], plain[8:]]
    typed = "".join(part + separator for part, separator in zip(parts, [*separators[:3], ""], strict=True))
    assert read_phone(typed) == expected


@pytest.mark.parametrize(
    "text", ["et votre 0800 là, il répond le dimanche ?", "0800 111 72 c'est vous ?", "un 0900 c'est cher"]
)
def test_a_line_of_a_service_is_no_number_that_was_begun(text: str) -> None:
    assert not begins_a_number(text)
