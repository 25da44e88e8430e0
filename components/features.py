"""A text in numbers: character and word n-grams, and the mean of its word vectors. Used by intent_model.py."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from spacy.vocab import Vocab

from components.normalizer import words

_VECTOR_WEIGHT = 0.7


class Features:
    """Learns vocabulary and weights from normalised texts; rows come out in the order of the texts."""

    def __init__(self) -> None:
        self._ngrams = [
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32),
            TfidfVectorizer(
                tokenizer=words,
                token_pattern=None,
                lowercase=False,
                ngram_range=(1, 3),
                sublinear_tf=True,
                min_df=2,
                dtype=np.float32,
            ),
        ]
        self._rarity: dict[str, float] = {}

    def learn(self, texts: Sequence[str], vocab: Vocab) -> csr_matrix:
        """Fits on the texts and gives their rows (len(texts), features)."""
        columns = [ngrams.fit_transform(texts) for ngrams in self._ngrams]
        single = self._ngrams[1]
        self._rarity = {word: float(single.idf_[at]) for word, at in single.vocabulary_.items() if " " not in word}
        return self._with_vectors(columns, texts, vocab)

    def of(self, texts: Sequence[str], vocab: Vocab) -> csr_matrix:
        """The rows of new texts, shape (len(texts), features)."""
        return self._with_vectors([ngrams.transform(texts) for ngrams in self._ngrams], texts, vocab)

    def _with_vectors(self, columns: list[csr_matrix], texts: Sequence[str], vocab: Vocab) -> csr_matrix:
        meaning = np.stack([self._meaning(text, vocab) for text in texts]) * _VECTOR_WEIGHT
        return hstack([*columns, csr_matrix(meaning)], format="csr")

    def _meaning(self, text: str, vocab: Vocab) -> NDArray[np.float32]:
        """The mean of the word vectors, rare words counting more; length 1, or 0 without any known word."""
        rarest = max(self._rarity.values(), default=1.0)
        total = np.zeros(vocab.vectors_length, dtype=np.float32)
        for word in words(text):
            lexeme = vocab[word]
            if lexeme.has_vector:
                total += lexeme.vector / (lexeme.vector_norm + 1e-6) * self._rarity.get(word, rarest)
        length = float(np.linalg.norm(total))
        return total / length if length else total
