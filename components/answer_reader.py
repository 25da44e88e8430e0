"""The Rasa component that hears which answer of the content a message asks for. Listed in config.yml.

An intent says what a question is about; of each subject there are up to fifteen answers. Where people say the words
that we expect, lists choose among them (casework/data/parts.yml); here the choice is learned from questions that were
written for each answer, and from whole talks: there the answer that was given before is known, and the same words ask
for something else after another one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from casework.asked import subject_of
from components.examples import examples_of_answers
from components.talk_model import TalkModel, answer_before
from components.trained_part import TrainedPart

Entry = dict[str, Any]


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
            "answers": 6,
            "subjects": 4,
            "weight_of_the_whole": 2.0,
        }

    def learn(self, training_data: TrainingData, model: SpacyModel) -> TalkModel:
        # « c’est quoi un incel ? », « et un jihadiste ? »: here the names are what is asked
        examples = examples_of_answers(Path(self.config["examples_of_answers"]))
        return TalkModel(masked=False).learn(examples, model.model.vocab)

    def read(self, message: Message, model: SpacyModel) -> None:
        shares = self.learned.shares([message.get("text") or ""], answer_before(message), model.model.vocab)[0]
        ranked = message.get("intent_ranking") or []
        subjects = list(dict.fromkeys(subject_of(entry["name"]) for entry in ranked))[: self.config["subjects"]]
        named = [_entry(answer, share) for answer, share in zip(self.learned.names, shares, strict=True)]
        within = {subject: best for subject in subjects if (best := self._best_within(named, subject))}
        first = sorted(named, key=_confidence, reverse=True)[: self.config["answers"]]
        message.set("asked", first, add_to_output=True)
        message.set("asked_within", within, add_to_output=True)

    def _best_within(self, named: list[Entry], subject: str) -> Entry | None:
        """None for a subject without answers of its own."""
        own = [entry for entry in named if subject_of(entry["name"]) == subject]
        if not own:
            return None
        whole = self.config["weight_of_the_whole"]
        weighed = [_entry(e["name"], e["confidence"] * (whole if e["name"] == subject else 1.0)) for e in own]
        best = max(weighed, key=_confidence)
        return _entry(best["name"], best["confidence"] / sum(map(_confidence, weighed)))


def _confidence(entry: Entry) -> float:
    return float(entry["confidence"])


def _entry(answer: str, confidence: float) -> Entry:
    return {"name": answer, "confidence": float(confidence)}
