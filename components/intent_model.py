"""Which intent a text has: one linear separator per intent over features.py. Used by intent_classifier.py."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC
from spacy.vocab import Vocab

from components.features import Features
from components.normalizer import normalize


class IntentModel:
    """`confidences` gives one row per text, summing to 1, in the order of `intents`."""

    def __init__(self, sharpness: float) -> None:
        self.intents: tuple[str, ...] = ()
        self._sharpness = sharpness
        self._features = Features()
        self._weights: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)
        self._offsets: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def learn(self, texts: Sequence[str], intents: Sequence[str], vocab: Vocab) -> IntentModel:
        rows = self._features.learn([normalize(text) for text in texts], vocab)
        separators = LinearSVC(C=0.7).fit(rows, intents)
        self.intents = tuple(str(name) for name in separators.classes_)
        self._weights = np.ascontiguousarray(separators.coef_.T, dtype=np.float32)
        self._offsets = separators.intercept_.astype(np.float32)
        return self

    def margins(self, texts: Sequence[str], vocab: Vocab) -> NDArray[np.float32]:
        """Signed distances, shape (len(texts), len(intents))."""
        rows: csr_matrix = self._features.of([normalize(text) for text in texts], vocab)
        return np.asarray(rows @ self._weights + self._offsets)

    def confidences(self, texts: Sequence[str], vocab: Vocab) -> NDArray[np.float32]:
        scaled = self._sharpness * self.margins(texts, vocab)
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))
