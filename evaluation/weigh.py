"""`python -m evaluation weigh`: what each thing heard should count, and where the thresholds cut, on authors left out.

Prints the weights for components/data/urgency_weights.yml and a table for components/data/thresholds.yml; changes
neither. Takes some minutes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from components.french_vectors import load_vectors
from components.manner import manners_of, read_manners
from components.urgency_weights import urgency_weights
from evaluation.examples import training_examples
from evaluation.strangers import Heard, heard_by_strangers

_GROUPS = 6
_CUTS = (0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def main() -> int:
    vocab = load_vectors("fr_core_news_md").vocab
    parts = tqdm(heard_by_strangers(training_examples(), vocab, _GROUPS), total=_GROUPS, desc="authors left out")
    heard = [message for part in parts for message in part]
    _print_weights(heard)
    _print_cuts(heard)
    right = np.mean([one.message.label == one.intent for one in heard])
    print(f"\nintents, internal ones, on authors left out: {right:.3f} of {len(heard)}")
    return 0


def _print_weights(heard: Sequence[Heard]) -> None:
    names = ["learned", "rules", *read_manners()]
    fitted = LogisticRegression(C=1.0).fit(_table(heard), _urgent(heard))
    print(f"\nstart: {fitted.intercept_[0]:.2f}")
    for name, weight in zip(names, fitted.coef_[0], strict=True):
        print(f"{name}: {weight:.2f}")


def _print_cuts(heard: Sequence[Heard]) -> None:
    weights = urgency_weights()
    scores = np.array([weights.probability(one.message.text, one.margin, one.rules_score) for one in heard])
    urgent, rough = _urgent(heard), np.array([one.message.label == "out_of_scope" for one in heard])
    print("\nwith the weights of the file: cut, recall, false alarms, of which out of scope")
    for cut in _CUTS:
        over = scores >= cut
        print(f"{cut:.2f}  {over[urgent].mean():.3f}  {over[~urgent].mean():.3f}  {over[rough].mean():.3f}")


def _table(heard: Sequence[Heard]) -> NDArray[np.float64]:
    rows = [[one.margin, one.rules_score, *manners_of(one.message.text).values()] for one in heard]
    return np.array(rows, dtype=np.float64)


def _urgent(heard: Sequence[Heard]) -> NDArray[np.bool_]:
    return np.array([one.message.urgent for one in heard])
