"""What is unconfirmed is said once, in whole parentheses."""

from __future__ import annotations

import pytest

from casework.said_once import say_unconfirmed_once

MARK = "(horaires à vérifier)"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([f"De 10h à minuit (horaires à confirmer) {MARK}."], ["De 10h à minuit (horaires à confirmer)."]),
        (
            [f"Le 107 ou le CAPREV (ouvert, jusqu’à 13h {MARK})."],
            ["Le 107 ou le CAPREV (ouvert, jusqu’à 13h, horaires à vérifier)."],
        ),
        ([f"Unia {MARK}, CAPREV {MARK}."], [f"Unia {MARK}, CAPREV."]),
        ([f"Unia {MARK}.", f"Le CAPREV (ouvert {MARK})."], [f"Unia {MARK}.", "Le CAPREV (ouvert)."]),
        ([f"Le CAPREV (ouvert {MARK}).", f"Unia {MARK}."], ["Le CAPREV (ouvert, horaires à vérifier).", "Unia."]),
        (["Rien à dire (vraiment)."], ["Rien à dire (vraiment)."]),
    ],
)
def test_doubt_is_said_once_and_parentheses_stay_whole(texts: list[str], said: list[str]) -> None:
    assert say_unconfirmed_once(texts) == said
