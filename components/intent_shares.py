"""How sure each intent is of a text: by its words, and of a whole message by its meaning as well. Used by
intent_classifier.py; docs/decisions/0020 says why."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.vocab import Vocab

from components.examples import Example, weights_of
from components.intent_model import WEIGHTS, IntentModel, Margins, confidences
from components.masks import without_creeds
from components.meaning_model import MeaningModel

# Found on the turns of blind conversations (docs/decisions/0020): of 532 calm ones 510 right, 507 by the words alone,
# and the log share of the right intent -0.143 a turn, -0.154 by the words alone.
_OF_THE_MEANING = 0.1
_SHARPNESS, _SHARPNESS_WITH_MEANING = 5.0, 4.0


class IntentShares:
    """`by_words` has the intents, in the order of all columns, and the margins that urgency is worked out from."""

    def __init__(self) -> None:
        self.by_words = IntentModel()
        self._meaning = MeaningModel()

    @property
    def intents(self) -> tuple[str, ...]:
        return self.by_words.intents

    def learn(self, examples: Sequence[Example], vocab: Vocab) -> IntentShares:
        texts, named = [example.text for example in examples], [example.intent for example in examples]
        weights = weights_of(examples)
        self.by_words.learn(texts, named, vocab, WEIGHTS, weights)
        self._meaning.learn([without_creeds(text) for text in texts], named, weights)
        return self

    def of_whole(self, text: str, margins: Margins) -> Margins:
        """Of one message, its `margins` being those of its words: shares that sum to 1, shape (1, len(intents))."""
        shares = self._meaning.log_shares([without_creeds(text)])
        return confidences(margins[:1] + _OF_THE_MEANING * shares, _SHARPNESS_WITH_MEANING)

    def of_parts(self, margins: Margins) -> Margins:
        """Of parts of a message by their words alone: reading their meaning takes as long as that of a message."""
        return confidences(margins, _SHARPNESS)
