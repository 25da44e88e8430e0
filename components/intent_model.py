"""Which intent a text has: one linear separator per intent over features.py. Used by intent_classifier.py."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC
from spacy.vocab import Vocab

from components.features import Features
from components.masks import mask
from components.normalizer import normalize

# Both found on authors left out of the training (python -m evaluation weigh).
_SOFTNESS = 0.4
_CLOSE_ENOUGH = 1e-2  # to the best line: liblinear's own 1e-4 takes twice the rounds and moves no first answer of 1,813
_SHARPNESS_OF_URGENCY = 3.0
# A fifth of the examples is foreign to the subject; people who write to a helpline are so less often. Found on whole
# conversations by authors left out: with 1.0 a turn that leans on the one before is called foreign twice as often.
WEIGHTS: Mapping[str, float] = {"out_of_scope": 0.5}
_URGENT, _THE_OTHERS = "urgent_", ""

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
        beside: csr_matrix | None = None,
    ) -> IntentModel:
        """`weights`: how much the examples of an intent count in its own separator; 1 where it is not named; `of_each`:
        how much each example counts, shape (len(texts),); `beside`: what else is known of each, shape (len(texts),
        columns)."""
        rows = _side_by_side(self._features.learn(self._read(texts), vocab), beside)
        self.intents = tuple(sorted(set(intents)))
        learned = _separators(rows, np.array(intents), self.intents, weights or {}, of_each)
        slopes, offsets = zip(*learned.values(), strict=True)
        self._weights = np.ascontiguousarray(np.stack(slopes).T, dtype=np.float32)
        self._offsets = np.array(offsets, dtype=np.float32)
        return self

    def margins(self, texts: Sequence[str], vocab: Vocab, beside: csr_matrix | None = None) -> Margins:
        """Signed distances, shape (len(texts), len(intents)); `beside` as it was learned."""
        rows = _side_by_side(self._features.of(self._read(texts), vocab), beside)
        return np.asarray(rows @ self._weights + self._offsets)

    def _read(self, texts: Sequence[str]) -> list[str]:
        normal = [normalize(text) for text in texts]
        return [mask(text) for text in normal] if self._masked else normal

    def urgent_margins(self, margins: Margins) -> Margins:
        """How far the urgent intents together stand above the calm ones: log odds, shape (len(margins),)."""
        urgent = np.array([name.startswith(_URGENT) for name in self.intents])
        scaled = _SHARPNESS_OF_URGENCY * margins
        return np.asarray(_log_sum(scaled[:, urgent]) - _log_sum(scaled[:, ~urgent]))


def _side_by_side(rows: csr_matrix, beside: csr_matrix | None) -> csr_matrix:
    return rows if beside is None else hstack([rows, beside], format="csr")


def _separators(
    rows: csr_matrix,
    intents: NDArray[np.str_],
    names: Sequence[str],
    weights: Mapping[str, float],
    of_each: Sequence[float] | None,
) -> dict[str, tuple[Margins, float]]:
    """Name -> slopes and offset of the line between its examples and all others.

    A share of the names for each core (liblinear lets go of the interpreter's lock), and those of a share in one call:
    each call copies all rows first, a quarter of the time where every name has a call of its own.
    """
    rows = rows.astype(np.float64)  # as liblinear takes it: no thread changes what all of them read
    rows.sort_indices()

    def separated(share: Sequence[str]) -> dict[str, tuple[Margins, float]]:
        told = np.where(np.isin(intents, share), intents, _THE_OTHERS)
        own = {name: weights.get(str(name), 1.0) for name in set(told)}
        model = LinearSVC(C=_SOFTNESS, class_weight=own, tol=_CLOSE_ENOUGH, random_state=0)
        return _lines(model.fit(rows, told, sample_weight=of_each))

    cores = os.cpu_count() or 1
    shares = [share for at in range(cores) if (share := names[at::cores])]
    with ThreadPoolExecutor(cores) as threads:
        found = {name: line for lines in threads.map(separated, shares) for name, line in lines.items()}
    return {name: found[name] for name in names}


def _lines(model: LinearSVC) -> dict[str, tuple[Margins, float]]:
    """One line for each class; between two classes liblinear draws only that of the second."""
    slopes, offsets, classes = model.coef_, model.intercept_, [str(name) for name in model.classes_]
    if len(classes) == 2:
        slopes, offsets = np.stack([-slopes[0], slopes[0]]), np.array([-offsets[0], offsets[0]])
    return {name: (slopes[at], float(offsets[at])) for at, name in enumerate(classes)}


def confidences(margins: Margins, sharpness: float) -> Margins:
    """Rows that sum to 1; the sharper, the more the best one takes."""
    powers = np.exp(sharpness * (margins - margins.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _log_sum(scaled: Margins) -> Margins:
    highest = scaled.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(scaled - highest).sum(axis=1)) + highest[:, 0])
