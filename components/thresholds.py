"""The numbers that turn scores into decisions, from data/thresholds.yml. Read by urgency_detector.py and evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "thresholds.yml"


class ThresholdsAreInvalid(ValueError):
    """A threshold is missing, unknown, not between 0 and 1, or `unsure` is not under `urgent`."""


@dataclass(frozen=True)
class Thresholds:
    urgent: float
    unsure: float
    doubted: float
    understood: float


def read_thresholds(path: Path = _FILE) -> Thresholds:
    """Raises ThresholdsAreInvalid."""
    try:
        thresholds = Thresholds(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except TypeError as error:
        raise ThresholdsAreInvalid(f"{path.name}: {error}") from None
    values = (thresholds.urgent, thresholds.unsure, thresholds.doubted, thresholds.understood)
    if not all(0 <= value <= 1 for value in values) or thresholds.unsure >= thresholds.urgent:
        raise ThresholdsAreInvalid(f"{path.name}: values from 0 to 1, `unsure` under `urgent`")
    return thresholds
