"""Which intent a text has: one linear separator per intent over features.py. Used by intent_classifier.py."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC
from spacy.vocab import Vocab

from components.features import Features
from components.masks import mask
from components.normalizer import normalize

# Both found on authors left out of the training (python -m evaluation weigh).
_SOFTNESS = 0.4
_SHARPNESS_OF_URGENCY = 3.0
# A fifth of the examples is foreign to the subject; people who write to a helpline are so less often. Found on whole
# conversations by authors left out: with 1.0 a turn that leans on the one before is called foreign twice as often.
WEIGHTS: Mapping[str, float] = {"out_of_scope": 0.5}
_URGENT = "urgent_"

Margins = NDArray[np.float32]


class IntentModel:
    """`margins` has one row per text and one column per intent, in the order of `intents`."""

    def __init__(self, *, masked: bool = True) -> None:
        """`masked`: words of any creed, camp or origin are read as one (masks.py)."""
        self.intents: tuple[str, ...] = ()
        self._masked = masked
        self._features = Features()
        self._weights: Margins = np.zeros((0, 0), dtype=np.float32)
        self._offsets: Margins = np.zeros(0, dtype=np.float32)

    def learn(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        vocab: Vocab,
        weights: Mapping[str, float] | None = None,
        of_each: Sequence[float] | None = None,
    ) -> IntentModel:
        """`weights`: how much the examples of an intent count in its own separator; 1 where it is not named; `of_each`:
        how much each example counts, shape (len(texts),)."""
        rows = self._features.learn(self._read(texts), vocab)
        self.intents = tuple(sorted(set(intents)))
        learned = _separators(rows, np.array(intents), self.intents, weights or {}, of_each)
        self._weights = np.ascontiguousarray(np.stack([each.coef_[0] for each in learned]).T, dtype=np.float32)
        self._offsets = np.array([each.intercept_[0] for each in learned], dtype=np.float32)
        return self

    def margins(self, texts: Sequence[str], vocab: Vocab) -> Margins:
        """Signed distances, shape (len(texts), len(intents))."""
        rows = self._features.of(self._read(texts), vocab)
        return np.asarray(rows @ self._weights + self._offsets)

    def _read(self, texts: Sequence[str]) -> list[str]:
        normal = [normalize(text) for text in texts]
        return [mask(text) for text in normal] if self._masked else normal

    def urgent_margins(self, margins: Margins) -> Margins:
        """How far the urgent intents together stand above the calm ones: log odds, shape (len(margins),)."""
        urgent = np.array([name.startswith(_URGENT) for name in self.intents])
        scaled = _SHARPNESS_OF_URGENCY * margins
        return np.asarray(_log_sum(scaled[:, urgent]) - _log_sum(scaled[:, ~urgent]))


def _separators(
    rows: csr_matrix,
    intents: NDArray[np.str_],
    names: Sequence[str],
    weights: Mapping[str, float],
    of_each: Sequence[float] | None,
) -> list[LinearSVC]:
    """One for each name, its examples against all others; as many at a time as there are cores (liblinear lets go of
    the interpreter's lock)."""

    rows = rows.astype(np.float64)  # as liblinear takes it: no thread changes what all of them read
    rows.sort_indices()

    def separator(name: str) -> LinearSVC:
        own = {True: weights.get(name, 1.0), False: 1.0}
        separated = LinearSVC(C=_SOFTNESS, class_weight=own, random_state=0)
        return separated.fit(rows, intents == name, sample_weight=of_each)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(separator, names))


def confidences(margins: Margins, sharpness: float) -> Margins:
    """Rows that sum to 1; the sharper, the more the best one takes."""
    powers = np.exp(sharpness * (margins - margins.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _log_sum(scaled: Margins) -> Margins:
    highest = scaled.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(scaled - highest).sum(axis=1)) + highest[:, 0])
