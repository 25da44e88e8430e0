"""The Rasa component that names the intent of a message and ranks the others. Listed in config.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.examples import digest_of_examples_in_context, plain_examples_in_context, typed_examples
from components.intent_model import WEIGHTS, IntentModel, confidences
from components.long_text import parts_of
from components.second_question import pieces_of, second_question

_FILE = "intent_model.joblib"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class IntentClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` and `also` (a second question, or None).

    For the urgency detector: `urgent_margin`, of the whole text, and `urgent_margin_of_parts`, the highest among the
    parts of a long one.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = IntentModel()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"sharpness": 5.0, "ranking_length": 10, "examples_in_context": "nlu_data/in_context"}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa trains this part anew when the examples that it does not hand out itself change."""
        return digest_of_examples_in_context(Path(config["examples_in_context"]))

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = joblib.load(folder / _FILE)
        return component

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        examples = [
            *typed_examples(training_data), *plain_examples_in_context(Path(self._config["examples_in_context"]))
        ]  # fmt: skip
        self._model.learn([e.text for e in examples], [e.intent for e in examples], model.model.vocab, WEIGHTS)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        for message in messages:
            self._classify(message, model)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _classify(self, message: Message, model: SpacyModel) -> None:
        text: str = message.get("text") or ""
        parts, pieces = parts_of(text), pieces_of(text)
        margins = self._model.margins([text, *parts, *pieces], model.model.vocab)
        shares = confidences(margins, self._config["sharpness"])
        best = [(self._model.intents[row.argmax()], float(row.max())) for row in shares]
        ranking = [
            {"name": self._model.intents[at], "confidence": float(shares[0][at])} for at in (-shares[0]).argsort()
        ]
        urgent = self._model.urgent_margins(margins[: 1 + len(parts)])
        message.set("intent", ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        message.set("also", second_question(best[0][0], best[1 + len(parts) :]), add_to_output=True)
        message.set("urgent_margin", float(urgent[0]))
        message.set("urgent_margin_of_parts", float(urgent[1:].max()) if parts else None)
