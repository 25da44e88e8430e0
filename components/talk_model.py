"""What a text asks for in the light of the answer that was given just before. Used by answer_reader.py and
context_reader.py."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.nlu.training_data.message import Message
from spacy.vocab import Vocab

from components.examples import Example, weights_of
from components.intent_model import IntentModel, Margins
from components.last_answers import LastAnswers
from components.talk_in_rasa import LAST_ANSWER


class TalkModel:
    """`margins` has one row per text and one column per name, in the order of `names`."""

    def __init__(self, *, masked: bool = True) -> None:
        """`masked`: as in IntentModel."""
        self._texts = IntentModel(masked=masked)
        self._last_answers = LastAnswers()

    @property
    def names(self) -> tuple[str, ...]:
        return self._texts.intents

    def learn(self, examples: Sequence[Example], vocab: Vocab) -> TalkModel:
        self._texts.learn(
            [example.text for example in examples],
            [example.intent for example in examples],
            vocab,
            of_each=weights_of(examples),
            beside=self._last_answers.learn([example.after for example in examples]),
        )
        return self

    def margins(self, texts: Sequence[str], before: str, vocab: Vocab) -> Margins:
        """Signed distances, shape (len(texts), len(names)); `before`: the answer that was given, "" for none."""
        return self._texts.margins(texts, vocab, self._last_answers.of([before] * len(texts)))


def answer_before(message: Message) -> str:
    """What talk_in_rasa.py told of the talk; "" where nothing was answered yet."""
    return str((message.get("metadata") or {}).get(LAST_ANSWER) or "")
