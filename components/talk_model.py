"""What a text asks for in the light of the answer that was given just before. Used by answer_reader.py and
context_reader.py."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.nlu.training_data.message import Message
from spacy.vocab import Vocab

from components.examples import Example, weights_of
from components.intent_model import IntentModel, Margins, confidences
from components.last_answers import LastAnswers
from components.meaning_model import MeaningModel
from components.talk_in_rasa import LAST_ANSWER

# How much the meaning of the whole text counts beside its words. Found on authors left out (docs/decisions/0018): one
# of the best answers heard first in 0.639 of 1,646 calm turns, in 0.586 without it; with 0.1 and 0.2 nearly as often.
_OF_THE_MEANING = 0.15
# The log shares of the meaning draw the names further apart: what is heard with 0.8 is as often right with both.
_SHARPNESS, _SHARPNESS_WITH_MEANING = 5.0, 3.0


class TalkModel:
    """`shares` has one row per text and one column per name, in the order of `names`."""

    def __init__(self, *, masked: bool = True, by_meaning: bool = True) -> None:
        """`masked`: as in IntentModel; `by_meaning`: the meaning of the whole text is read beside its words."""
        self._texts = IntentModel(masked=masked)
        self._meaning = MeaningModel() if by_meaning else None
        self._last_answers = LastAnswers()

    @property
    def names(self) -> tuple[str, ...]:
        return self._texts.intents

    def learn(self, examples: Sequence[Example], vocab: Vocab) -> TalkModel:
        texts, named = [example.text for example in examples], [example.intent for example in examples]
        weights, before = weights_of(examples), self._last_answers.learn([example.after for example in examples])
        self._texts.learn(texts, named, vocab, of_each=weights, beside=before)
        if self._meaning:
            self._meaning.learn(texts, named, weights, before)
        return self

    def shares(self, texts: Sequence[str], before: str, vocab: Vocab) -> Margins:
        """How sure each name is of each text, rows that sum to 1, shape (len(texts), len(names)); `before`: the answer
        that was given, "" for none."""
        last = self._last_answers.of([before] * len(texts))
        by_words = self._texts.margins(texts, vocab, last)
        if self._meaning is None:
            return confidences(by_words, _SHARPNESS)
        by_both = by_words + _OF_THE_MEANING * self._meaning.log_shares(texts, last)
        return confidences(by_both, _SHARPNESS_WITH_MEANING)


def answer_before(message: Message) -> str:
    """What talk_in_rasa.py told of the talk; "" where nothing was answered yet."""
    return str((message.get("metadata") or {}).get(LAST_ANSWER) or "")
