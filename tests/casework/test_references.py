from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.references import (
    ALPHABET,
    RANDOM_BITS,
    Reference,
    _printed,
    _symbols,
    new_reference,
    read_reference,
    resembles_reference,
)

BITS = st.integers(min_value=0, max_value=2**RANDOM_BITS - 1)


def reference_of(bits: int) -> Reference:
    return _printed(_symbols(bits))


# As they are drawn: with a letter, and with a digit that cannot be typed as a letter.
REFERENCES = BITS.map(reference_of).filter(
    lambda r: not r.replace("-", "").isdigit() and bool(set(r[:-2]) & set("23456789"))
)


def test_a_new_reference_has_the_printed_form_and_is_never_the_same() -> None:
    references = {new_reference() for _ in range(500)}
    assert len(references) == 500
    assert all(re.fullmatch(f"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]", reference) for reference in references)


@given(one=BITS, other=BITS)
def test_sixty_random_bits_are_all_in_the_reference(one: int, other: int) -> None:
    assert (reference_of(one) == reference_of(other)) == (one == other)


@given(reference=REFERENCES)
def test_a_reference_is_read_however_it_is_typed(reference: Reference) -> None:
    plain = reference.replace("-", "")
    for typed in (
        reference,
        reference.lower(),
        plain,
        reference.replace("-", " "),
        reference.replace("-", " - "),
        plain.replace("0", "O").replace("1", "I"),
        plain.lower().replace("1", "l"),
        f"  {reference}\n",
    ):
        assert read_reference(typed) == reference


@given(reference=REFERENCES)
def test_a_reference_is_found_inside_a_sentence(reference: Reference) -> None:
    assert read_reference(f"bonjour, ma référence c'est {reference.lower()}, merci d'avance") == reference
    assert read_reference(f"(réf. {reference})") == reference
    assert read_reference(f"merci {reference} a 5 {reference[:4]}") == reference


@given(reference=REFERENCES, position=st.integers(0, 12), symbol=st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(reference: Reference, position: int, symbol: str) -> None:
    plain = list(reference.replace("-", ""))
    if plain[position] != symbol:
        plain[position] = symbol
        assert read_reference("".join(plain)) is None


@given(reference=REFERENCES, positions=st.lists(st.integers(0, 11), min_size=2, max_size=2, unique=True))
def test_two_swapped_symbols_are_noticed(reference: Reference, positions: list[int]) -> None:
    plain = list(reference.replace("-", ""))
    first, second = positions
    if plain[first] != plain[second]:
        plain[first], plain[second] = plain[second], plain[first]
        assert read_reference("".join(plain)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "je n'ai pas reçu de référence",
        "0032475123456",
        "+32 475 12 34 56 00 00",
        "mon numéro c'est le 0475/12.34.56",
        "où en est ma demande de contact s'il vous plaît",
    ],
)
def test_words_and_phone_numbers_are_not_references(text: str) -> None:
    assert read_reference(text) is None


@given(text=st.text(max_size=120))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read_reference(text)
    assert found is None or re.fullmatch(f"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]", found)


@pytest.mark.parametrize(
    "text",
    ["profondeville", "elle me traite de mouton et elle part dans l'autre pièce",
     "ma coordinatrice a appelé", "le bon c'est 0478 65 43 21", "elle veut bien a",
     "081 22 45 67. le matin avant 11h si possible", "plutôt le matin avant 11h parce qu'après je travaille",
     "le soir après 16h30 svp", "il a 17ans, en 5e secondaire"],
)  # fmt: skip
def test_long_words_and_numbers_are_no_try_at_a_reference(text: str) -> None:
    assert not resembles_reference(text)


@pytest.mark.parametrize("text", ["Ah si, retrouvé. QKTM-ZRWP-HDLX-V", "elle est dans mes captures : KHTR-PLMW-QZDV-X"])
def test_capitals_in_the_groups_of_a_reference_are_a_try_without_any_digit(text: str) -> None:
    assert resembles_reference(text)
    assert not resembles_reference(text.lower())
