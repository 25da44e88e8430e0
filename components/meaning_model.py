"""Which of the known names the meaning of a text stands nearest to: a small network over sentence_vectors.py. It hears
the same thing in words that no example holds, where the lines of intent_model.py go by the words. Used by
talk_model.py."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from components.sentence_vectors import vectors_of, vectors_of_examples

Rows = NDArray[np.float32]

# Found on authors left out of the training (docs/decisions/0018).
_HIDDEN, _LEFT_OUT, _ROUNDS, _AT_ONCE, _STEP = 512, 0.3, 12, 256, 2e-3
# The vectors of one language lie close together: what they share is taken away, and the rest drawn out.
_SPREAD = 8.0


class MeaningModel:
    """`log_shares` has one row per text and one column per name, in the order of `names`."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._middle: Rows = np.zeros(0, dtype=np.float32)
        self._layers: list[Rows] = []

    def learn(
        self, texts: Sequence[str], named: Sequence[str], weights: Sequence[float], beside: csr_matrix | None = None
    ) -> None:
        """`beside`: what else is known of each text, shape (len(texts), columns)."""
        self.names = tuple(sorted(set(named)))
        vectors = vectors_of_examples(texts)
        self._middle = vectors.mean(axis=0)
        at = {name: column for column, name in enumerate(self.names)}
        rows = self._rows(vectors, beside)
        self._layers = _trained(rows, np.array([at[name] for name in named]), np.array(weights), len(self.names))

    def log_shares(self, texts: Sequence[str], beside: csr_matrix | None = None) -> Rows:
        """Logarithms of shares that sum to 1, shape (len(texts), len(names)); `beside` as it was learned."""
        hidden, hidden_offset, out, out_offset = self._layers
        found = np.maximum(self._rows(vectors_of(texts), beside) @ hidden + hidden_offset, 0.0) @ out + out_offset
        above = found - found.max(axis=1, keepdims=True)
        return np.asarray(above - np.log(np.exp(above).sum(axis=1, keepdims=True)))

    def _rows(self, vectors: Rows, beside: csr_matrix | None) -> Rows:
        apart = vectors - self._middle
        lengths = np.linalg.norm(apart, axis=1, keepdims=True)
        spread = apart / np.maximum(lengths, 1e-6) * _SPREAD
        return (spread if beside is None else np.hstack([spread, beside.toarray()])).astype(np.float32)


def _trained(rows: Rows, labels: NDArray[np.int64], weights: NDArray[np.float64], names: int) -> list[Rows]:
    """Slopes and offsets of both layers."""
    import tensorflow as tf  # what Rasa brings along; three seconds to load, and needed for training only

    tf.keras.utils.set_random_seed(0)
    network = tf.keras.Sequential(
        [
            tf.keras.layers.Dropout(_LEFT_OUT),
            tf.keras.layers.Dense(_HIDDEN, activation="relu"),
            tf.keras.layers.Dropout(_LEFT_OUT),
            tf.keras.layers.Dense(names),
        ]
    )
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(tf.keras.optimizers.Adam(_STEP), loss)
    shares = weights / weights.mean()
    network.fit(rows, labels, sample_weight=shares, batch_size=_AT_ONCE, epochs=_ROUNDS, verbose=0)
    return [np.asarray(weight, dtype=np.float32) for weight in network.get_weights()]
