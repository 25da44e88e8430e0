from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.figures import (
    Share,
    brier,
    expected_calibration_error,
    macro_f1,
    percentile,
    recall_at,
    recall_curve,
    reliability,
    share_of,
)

SCORES = np.array([0.9, 0.8, 0.8, 0.4, 0.2, 0.1])
TRUTHS = np.array([True, False, True, True, False, False])


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = Share(282, 300).interval
    assert low == pytest.approx(0.9072, abs=1e-4)
    assert high == pytest.approx(0.9617, abs=1e-4)


def test_ten_of_ten_is_not_certainty() -> None:
    assert Share(10, 10).interval == (pytest.approx(0.7225, abs=1e-4), 1.0)


def test_a_share_of_nothing_is_unknown() -> None:
    assert math.isnan(Share(0, 0).value)
    assert Share(0, 0).interval == (0.0, 1.0)


@given(st.integers(1, 2000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def test_a_share_counts_what_is_true() -> None:
    assert share_of([True, False, True]) == Share(2, 3)


def test_macro_f1_weighs_rare_labels_like_frequent_ones() -> None:
    expected, heard = ["a"] * 8 + ["b"] * 2, ["a"] * 10
    assert macro_f1(expected, heard) == pytest.approx((2 * 8 / 18 + 0) / 2)


def test_macro_f1_leaves_out_labels_that_nobody_expected() -> None:
    assert macro_f1(["a", "a"], ["a", "c"]) == pytest.approx(2 / 3)


def test_brier_is_the_mean_squared_distance() -> None:
    assert brier(np.array([1.0, 0.5, 0.0]), np.array([True, False, False])) == pytest.approx(0.25 / 3)


def test_probabilities_that_hold_have_no_calibration_error() -> None:
    scores, truths = np.array([0.75] * 4), np.array([True, True, True, False])
    assert expected_calibration_error(scores, truths) == pytest.approx(0)


def test_calibration_error_weighs_each_bin_by_its_messages() -> None:
    scores, truths = np.array([0.95, 0.05, 0.05, 0.05]), np.array([False, False, False, False])
    assert expected_calibration_error(scores, truths) == pytest.approx((0.95 + 3 * 0.05) / 4)


def test_certainty_has_a_bin_too() -> None:
    (last,) = reliability(np.array([1.0, 0.97]), np.array([True, True]))
    assert (last.was, last.count) == (1.0, 2)


def test_the_curve_takes_equal_scores_together() -> None:
    rung, hits = recall_curve(SCORES, TRUTHS)
    assert rung.tolist() == pytest.approx([0, 0, 1 / 3, 1 / 3, 2 / 3, 1])
    assert hits.tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1, 1, 1])


def test_recall_is_read_off_without_exceeding_the_false_alarms() -> None:
    assert recall_at(0.03, SCORES, TRUTHS) == pytest.approx(1 / 3)
    assert recall_at(0.34, SCORES, TRUTHS) == pytest.approx(1)


def test_the_median_is_the_fiftieth_percentile() -> None:
    assert percentile([1.0, 9.0, 2.0], 50) == 2.0
