"""The Rasa component that reads a short message in the light of what was just said. Listed in config.yml.

What « oui mais il est là » or « et après ? » means depends on the turn before, of which understanding is told no more
than the answer that was given. So each message is read once for each such moment, and the actions take the reading of
the moment they are in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from casework.text import sentences
from components.examples import examples_in_context
from components.talk_model import TalkModel, answer_before
from components.trained_part import TrainedPart

_BUT = re.compile(r"[\s,;]+(?=mais\s)", re.IGNORECASE)


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class ContextReader(TrainedPart):
    """Adds `in_context`: for each moment (`after_alarm`, `follow_up`, `in_form`, `child`) the best reading, `{"name",
    "confidence"}`, and under `ranking` the first `readings`, the best one among them.

    Of a message of more words than `longest`, a story, each sentence is read, and only for the moments of
    `read_in_stories`: « … il est rentré. c’est fini, on est tous en sécurité ».
    In the moments of `read_by_meaning` the meaning counts beside the words: where that was measured.
    For the moments of `read_each_sentence` each sentence of several is read, too: `parts`, `[{"text", "name",
    "confidence"}]`; of a story nothing else: « … et 14h je suis en soins. vous appelez qui en premier »."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "examples_in_context": "nlu_data/in_context",
            "read_by_meaning": ["after_alarm", "child", "in_form"],
            "longest": 22,
            "read_in_stories": ["after_alarm"],
            "readings": 6,
            "read_each_sentence": ["in_form"],
        }

    def learn(self, training_data: TrainingData, model: SpacyModel) -> dict[str, TalkModel]:
        """A model for each moment."""
        return {
            moment: TalkModel(by_meaning=moment in self.config["read_by_meaning"]).learn(examples, model.model.vocab)
            for moment, examples in examples_in_context(Path(self.config["examples_in_context"])).items()
        }

    def read(self, message: Message, model: SpacyModel) -> None:
        text: str = message.get("text") or ""
        before = answer_before(message)
        is_short = len(text.split()) <= self.config["longest"]
        texts = [text] if is_short else self._short_sentences(text)
        moments = [m for m in self.learned if is_short or m in self.config["read_in_stories"]]
        readings = {moment: self._best(self.learned[moment], texts, before, model) for moment in moments if any(texts)}
        for moment in self.config["read_each_sentence"]:
            if moment in self.learned and (parts := self._each(self.learned[moment], text, before, model)):
                readings.setdefault(moment, {})["parts"] = parts
        message.set("in_context", readings, add_to_output=True)

    def _each(self, known: TalkModel, text: str, before: str, model: SpacyModel) -> list[dict[str, Any]]:
        """The reading of each sentence, « mais » beginning another, where there are several."""
        told = [part for one in sentences(text) for part in _BUT.split(one)]
        if len(told) < 2:
            return []
        return [{"text": one, **self._best(known, [one], before, model)} for one in told]

    def _short_sentences(self, text: str) -> list[str]:
        return [one for one in sentences(text) if len(one.split()) <= self.config["longest"]]

    def _best(self, known: TalkModel, texts: list[str], before: str, model: SpacyModel) -> dict[str, Any]:
        """The surest one."""
        shares = known.shares(texts, before, model.model.vocab)
        row = shares[shares.max(axis=1).argmax()]
        first = (-row).argsort()[: self.config["readings"]]
        ranking = [{"name": known.names[at], "confidence": float(row[at])} for at in first]
        return {**ranking[0], "ranking": ranking}
