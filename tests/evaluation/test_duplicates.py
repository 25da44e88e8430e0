from __future__ import annotations

import pytest

from evaluation.duplicates import NEAR, grams, nearest


def test_short_texts_are_their_own_only_run() -> None:
    assert grams("OK") == {"ok"}
    assert grams("Merci") == {"merc", "erci"}


def test_one_word_changed_is_a_near_duplicate() -> None:
    texts = [
        "Mon fils ne me parle plus depuis des semaines",
        "Où se trouve la gare ?",
        "Mon fils ne me parle plus depuis des années",
    ]
    pairs = list(nearest(texts))
    assert [(pair.left, pair.right) for pair in pairs if pair.likeness > NEAR] == [(0, 2), (2, 0)]


def test_likeness_is_shared_runs_over_all_runs() -> None:
    (pair,) = nearest(["abcde"], ["zzzz", "abcdf"])
    assert (pair.right, pair.likeness) == (1, pytest.approx(1 / 3))


def test_a_text_without_letters_is_like_itself_alone() -> None:
    (pair,) = nearest(["😊"], ["🙏", "😊"])
    assert (pair.right, pair.likeness) == (1, pytest.approx(1.0))
