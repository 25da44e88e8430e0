from __future__ import annotations

import pytest

from evaluation.others import read_stock


def test_a_stock_pipeline_is_urgent_when_its_best_intent_is() -> None:
    parse = read_stock(
        [
            {"name": "urgent_attack", "confidence": 0.4},
            {"name": "ask_hate", "confidence": 0.35},
            {"name": "urgent_danger", "confidence": 0.25},
        ]
    )
    assert parse["urgency"]["level"] == "urgent"
    assert parse["urgency"]["score"] == pytest.approx(0.65)


def test_a_stock_pipeline_may_be_torn_and_still_calm() -> None:
    parse = read_stock([{"name": "ask_hate", "confidence": 0.6}, {"name": "urgent_danger", "confidence": 0.4}])
    assert parse["urgency"] == {"level": "none", "score": 0.4}
