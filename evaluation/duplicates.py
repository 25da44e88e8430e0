"""`python -m evaluation duplicates`: how many examples say nearly the same, and whether any says what a test says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from casework.text import fold
from evaluation.examples import evaluation_messages, training_examples

NEAR = 0.6
_GRAM = 4
_ROWS_AT_ONCE = 400
_LONG = 5
_SHOWN = 30


@dataclass(frozen=True)
class Pair:
    """Places in the two lists, and the Jaccard index of their 4-grams of characters."""

    left: int
    right: int
    likeness: float


def grams(text: str) -> set[str]:
    """The runs of four characters of the folded text; a shorter one is its own only run."""
    folded = fold(text) or text.strip()
    return {folded[at : at + _GRAM] for at in range(max(1, len(folded) - _GRAM + 1))}


def nearest(left: Sequence[str], right: Sequence[str] | None = None) -> Iterator[Pair]:
    """For each left text the likest right one; without `right`, the likest other left one."""
    counter = CountVectorizer(analyzer=grams, dtype=np.float32)
    columns = counter.fit_transform([*left, *(right or [])])
    rows, others = columns[: len(left)], columns[len(left) :] if right is not None else columns
    for start in range(0, len(left), _ROWS_AT_ONCE):
        likeness = _likeness(rows[start : start + _ROWS_AT_ONCE], others)
        if right is None:
            likeness[np.arange(len(likeness)), start + np.arange(len(likeness))] = 0
        best = likeness.argmax(axis=1)
        yield from (Pair(start + at, int(b), float(likeness[at, b])) for at, b in enumerate(best))


def report() -> int:
    """0; what is too near is for reading: a « yo » or a « merci » is bound to be found on both sides."""
    examples = [example.text for example in training_examples()]
    alike = [pair for pair in nearest(examples) if pair.likeness > NEAR]
    print(
        f"{len(alike)} of {len(examples)} examples ({len(alike) / len(examples):.1%}) have a near-duplicate,"
        f" Jaccard over {NEAR}"
    )
    _show(alike, examples, examples)
    tests = [message.text for message in evaluation_messages()]
    leaks = [pair for pair in nearest(tests, examples) if pair.likeness > NEAR]
    spoken = sum(len(tests[pair.left].split()) >= _LONG for pair in leaks)
    print(f"\n{len(leaks)} of {len(tests)} messages of the development sets have a near-duplicate among the examples,")
    print(f"{spoken} of them with {_LONG} words or more")
    _show(leaks, tests, examples)
    return 0


def _likeness(rows: csr_matrix, others: csr_matrix) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Jaccard of each row with each other one: common runs over all runs."""
    common = (rows @ others.T).toarray()
    sizes = np.asarray(rows.sum(axis=1)) + np.asarray(others.sum(axis=1)).T
    return np.asarray(common / (sizes - common), dtype=np.float32)


def _show(pairs: Sequence[Pair], left: Sequence[str], right: Sequence[str]) -> None:
    once = {frozenset((left[pair.left], right[pair.right])): pair for pair in pairs}
    for pair in sorted(once.values(), key=lambda pair: -pair.likeness)[:_SHOWN]:
        print(f"  {pair.likeness:.2f}  {left[pair.left][:90]}\n        {right[pair.right][:90]}")
