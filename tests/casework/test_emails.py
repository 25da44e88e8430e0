from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.emails import read_email


@pytest.mark.parametrize(
    "typed",
    [
        "anne.dupont@gmail.com",
        "  anne.dupont@gmail.com  ",
        "anne.dupont@GMAIL.com",
        "c'est anne.dupont@gmail.com.",
        "mon adresse : anne.dupont@gmail.com, merci",
        "<anne.dupont@gmail.com>",
        "anne.dupont arobase gmail.com",
        "anne.dupont (at) gmail.com",
        "« anne.dupont@gmail.com »",
        "par mail svp anne.dupont@gmail.com le matin",
    ],
)
def test_an_address_is_read_alone_or_in_a_sentence(typed: str) -> None:
    assert read_email(typed) == "anne.dupont@gmail.com"


@pytest.mark.parametrize(
    "typed", ["", "non", "anne.dupont", "anne@", "@gmail.com", "anne@gmail", "anne dupont@", "a..b@gmail.com", "@@"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert read_email(typed) is None


@given(text=st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read_email(text)
    assert found is None or "@" in found


def test_of_two_addresses_the_one_put_right_counts() -> None:
    assert read_email("anne@amo.be, euh pardon, anne.petit@amo.be") == "anne.petit@amo.be"
    assert read_email("anne@amo.be ou petit@amo.be") == "anne@amo.be"
