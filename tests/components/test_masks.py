"""Creeds, camps and origins are read as one, also by the reader of whole sentences."""

from __future__ import annotations

import pytest

from components.masks import without_creeds


@pytest.mark.parametrize(
    "told",
    [
        ("Il est musulman et il va souvent dans une mosquée.", "Il est catholique et il va souvent dans une église."),
        ("elle lit le coran toute la nuit", "elle lit la bible toute la nuit"),
        ("un salafiste lui parle", "un évangéliste lui parle"),
    ],
)
def test_whichever_the_creed_the_same_sentence_is_read(told: tuple[str, str]) -> None:
    one, other = (without_creeds(text) for text in told)
    assert one == other
    assert " x" not in f" {one}"


def test_where_no_creed_is_named_the_sentence_is_read_as_it_was_typed() -> None:
    assert without_creeds("Et le CAPREV, il garde QUOI de moi ?") == "Et le CAPREV, il garde QUOI de moi ?"
