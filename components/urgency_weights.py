"""What each thing heard counts towards urgency (data/urgency_weights.yml). Read by decision.py."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from components.manner import manners_of, read_manners

_FILE = Path(__file__).parent / "data" / "urgency_weights.yml"


class WeightsAreInvalid(ValueError):
    """A weight is missing or unknown, or a manner has none."""


@dataclass(frozen=True)
class UrgencyWeights:
    """`part_discount`: by how much a part of a long message counts less than the whole; `reason`: for the staff."""

    start: float
    learned: float
    rules: float
    manner: dict[str, float]
    part_discount: float
    reason: str

    def probability(self, text: str, margin: float, rules_score: float, part_margin: float | None = None) -> float:
        """From 0 to 1. Margins are log odds (components/intent_model.py), `rules_score` is from 0 to 1."""
        said = self.rules * rules_score + sum(self.manner[name] * times for name, times in manners_of(text).items())
        whole = self.start + self.learned * margin + said
        heard = whole
        if part_margin is not None:
            heard = max(whole, self.start + self.learned * part_margin + said - self.part_discount)
        return 1 / (1 + math.exp(-heard))


@lru_cache(maxsize=1)
def urgency_weights() -> UrgencyWeights:
    """Those of the file. Raises WeightsAreInvalid."""
    return read_urgency_weights()


def read_urgency_weights(path: Path = _FILE) -> UrgencyWeights:
    """Raises WeightsAreInvalid."""
    listed: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        weights = UrgencyWeights(**listed)
    except TypeError as error:
        raise WeightsAreInvalid(f"{path.name}: {error}") from None
    if set(weights.manner) != set(read_manners()):
        raise WeightsAreInvalid(f"{path.name}: one weight for every manner of manner.yml")
    return weights
