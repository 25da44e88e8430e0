"""How urgent a text sounds: one calibrated linear model, read on the whole text and on its sentences. Used by
urgency_detector.py and evaluation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from spacy.vocab import Vocab

from components.features import Features
from components.masks import mask
from components.normalizer import normalize


class UrgencyModel:
    """`scores` gives one number from 0 to 1 per text."""

    def __init__(self) -> None:
        self._features = Features()
        self._weights: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._offset = 0.0

    def learn(self, texts: Sequence[str], urgent: Sequence[bool], vocab: Vocab) -> UrgencyModel:
        rows = self._features.learn([mask(normalize(text)) for text in texts], vocab)
        line = LogisticRegression(C=20, solver="liblinear").fit(rows, list(urgent))
        self._weights = line.coef_[0].astype(np.float32)
        self._offset = float(line.intercept_[0])
        return self

    def scores(self, texts: Sequence[str], vocab: Vocab) -> NDArray[np.float32]:
        rows = self._features.of([mask(normalize(text)) for text in texts], vocab)
        return np.asarray(1 / (1 + np.exp(-(rows @ self._weights + self._offset))))
