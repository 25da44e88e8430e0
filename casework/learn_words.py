"""Learns which words and pairs of words speak for urgency. Run by hand; it prints `data/urgency_words.yml`:

    python -m casework.learn_words --never components/data/neutral_words.yml messages.jsonl…

Each line of a file is `{"text": …, "label": …}`; a label that begins with `urgent_` is urgent. A logistic regression
in plain Python (this room has no scientific library), with the same result at every run. Words of religion, origin
and ideology (`--never`, groups of words) can never be learned.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from casework.text import plain
from casework.urgency import features, read_sentences
from casework.urgency_rules import load_rules

KEPT = 400
SEEN_IN_AT_LEAST = 3
EPOCHS = 40
RATE = 0.05
# « en », « la »: small words that only stand inside a name of several words.
SHORTEST_NAME = 3
# How strongly weights are pulled to zero: found on messages by two authors, tried on two others.
SHRINKAGE = 0.02
# Rules and words are added up: one unit of the regression is worth this many points.
POINTS = 1.4

Example = tuple[frozenset[str], bool]


def learn(examples: Sequence[Example], kept: int = KEPT) -> tuple[float, dict[str, float]]:
    """The starting points of any message, and the points of each of the words that tell most."""
    counts = Counter(feature for found, _ in examples for feature in found)
    frequent = {feature for feature, count in counts.items() if count >= SEEN_IN_AT_LEAST}
    _, weights = _regression([(found & frequent, urgent) for found, urgent in examples])
    telling = sorted(weights, key=lambda feature: -abs(weights[feature]) * math.sqrt(counts[feature]))[:kept]
    start, weights = _regression([(found & frozenset(telling), urgent) for found, urgent in examples])
    return round(start * POINTS, 2), {each: round(weights[each] * POINTS, 2) for each in sorted(telling)}


def _regression(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Stochastic gradient descent with a step of its own for each weight (Adagrad)."""
    order = random.Random(20261123)
    shuffled, start = list(examples), 0.0
    weights: dict[str, float] = dict.fromkeys(sorted({feature for found, _ in examples for feature in found}), 0.0)
    squares: dict[str, float] = dict.fromkeys(weights, 1.0)
    for _ in range(EPOCHS):
        order.shuffle(shuffled)
        for found, urgent in shuffled:
            error = float(urgent) - 1 / (1 + math.exp(-start - sum(weights[feature] for feature in found)))
            start += RATE * 0.1 * error
            for feature in found:
                slope = error - SHRINKAGE * weights[feature]
                squares[feature] += slope * slope
                weights[feature] += RATE * slope / math.sqrt(squares[feature])
    return start, weights


def read_examples(paths: Iterable[Path], never: frozenset[str]) -> list[Example]:
    rules = load_rules()
    lines = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [
        (
            _allowed(features(read_sentences(line["text"], rules)), never | rules.words.never_learned),
            line["label"].startswith("urgent_"),
        )
        for line in lines
    ]


def _allowed(found: frozenset[str], never: frozenset[str]) -> frozenset[str]:
    return frozenset(feature for feature in found if not _holds(feature, never))


def _holds(feature: str, never: frozenset[str]) -> bool:
    """Also in the plural and the feminine."""
    return any(word in never or word.rstrip("es") in never for word in feature.split())


def read_never(path: Path) -> frozenset[str]:
    """Every word of every group, phrases word by word."""
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = {word for group in groups.values() for phrase in group for word in plain(phrase).split()}
    return frozenset(word for word in words if len(word) > SHORTEST_NAME)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--never", type=Path, required=True)
    parser.add_argument("messages", type=Path, nargs="+")
    given = parser.parse_args()
    examples = read_examples(given.messages, read_never(given.never))
    start, words = learn(examples)
    print("# Written by casework.learn_words; see there. Points that a word or a pair of words adds or takes away.")
    print(yaml.safe_dump({"learned_from": len(examples), "start": start, "words": words}, allow_unicode=True))


if __name__ == "__main__":
    main()
