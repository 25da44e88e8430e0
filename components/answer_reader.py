"""The Rasa component that hears which answer of the content a message asks for. Listed in config.yml.

An intent says what a question is about; of each subject there are up to fifteen answers. Where people say the words
that we expect, lists choose among them (casework/data/parts.yml); here the choice is learned from questions that were
written for each answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from casework.asked import subject_of
from components.examples import examples_of_answers, weights_of
from components.intent_model import IntentModel, Margins, confidences
from components.trained_part import TrainedPart


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class AnswerReader(TrainedPart):
    """Adds `asked`: the first `answers`, `{"name", "confidence"}` each, and `asked_within`: for each of the first
    `subjects` intents of the ranking its best answer, the confidence being its share among those of that subject.

    Most people ask a general question, and each answer has as many examples as the next: in its subject the general
    answer counts `weight_of_the_whole` times."""

    folders_of_examples = ("examples_of_answers",)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "examples_of_answers": "nlu_data/answers",
            "sharpness": 5.0,
            "answers": 6,
            "subjects": 4,
            "weight_of_the_whole": 2.0,
        }

    def learn(self, training_data: TrainingData, model: SpacyModel) -> IntentModel:
        examples = examples_of_answers(Path(self.config["examples_of_answers"]))
        # « c’est quoi un incel ? », « et un jihadiste ? »: here the names are what is asked
        return IntentModel(masked=False).learn(
            [e.text for e in examples],
            [e.intent for e in examples],
            model.model.vocab,
            of_each=weights_of(examples),
        )

    def read(self, message: Message, model: SpacyModel) -> None:
        shares = confidences(
            self.learned.margins([message.get("text") or ""], model.model.vocab), self.config["sharpness"]
        )[0]
        ranked = message.get("intent_ranking") or []
        subjects = list(dict.fromkeys(subject_of(entry["name"]) for entry in ranked))[: self.config["subjects"]]
        within = {subject: best for subject in subjects if (best := self._best_within(shares, subject))}
        first = (-shares).argsort()[: self.config["answers"]]
        message.set("asked", [_entry(self.learned.intents[at], shares[at]) for at in first], add_to_output=True)
        message.set("asked_within", within, add_to_output=True)

    def _best_within(self, shares: Margins, subject: str) -> dict[str, Any] | None:
        """None for a subject without answers of its own."""
        own = [at for at, answer in enumerate(self.learned.intents) if answer.split("/")[0] == subject]
        if not own:
            return None
        whole = [self.config["weight_of_the_whole"] if self.learned.intents[at] == subject else 1.0 for at in own]
        weighed = shares[own] * np.array(whole)
        return _entry(self.learned.intents[own[weighed.argmax()]], weighed.max() / weighed.sum())


def _entry(answer: str, confidence: float) -> dict[str, Any]:
    return {"name": answer, "confidence": float(confidence)}
