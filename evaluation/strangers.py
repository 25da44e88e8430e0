"""How the learned model hears authors that it has not seen: each group of authors is left out in turn. For weigh.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.vocab import Vocab

from casework.urgency import judge
from components.intent_model import WEIGHTS, IntentModel
from evaluation.examples import Labelled


@dataclass(frozen=True)
class Heard:
    """One message as heard by a model that never saw its author: log odds of urgency, the rules, the best intent."""

    message: Labelled
    margin: float
    rules_score: float
    intent: str


def groups_of_authors(examples: Sequence[Labelled], groups: int) -> list[set[str]]:
    """Authors shared out so that the groups are of about the same size, the busiest first."""
    shared: list[set[str]] = [set() for _ in range(groups)]
    sizes = [0] * groups
    for author, written in Counter(example.author for example in examples).most_common():
        smallest = int(np.argmin(sizes))
        shared[smallest].add(author)
        sizes[smallest] += written
    return shared


def heard_by_strangers(examples: Sequence[Labelled], vocab: Vocab, groups: int = 6) -> Iterator[list[Heard]]:
    """A list for each group of authors."""
    for left_out in groups_of_authors(examples, groups):
        seen = [example for example in examples if example.author not in left_out]
        unseen = [example for example in examples if example.author in left_out]
        model = IntentModel().learn([e.text for e in seen], [e.label for e in seen], vocab, WEIGHTS)
        margins = model.margins([e.text for e in unseen], vocab)
        urgent, best = model.urgent_margins(margins), margins.argmax(axis=1)
        rules = [judge(e.text) for e in unseen]
        yield [
            Heard(message, float(urgent[at]), rules[at].score, model.intents[best[at]])
            for at, message in enumerate(unseen)
        ]
