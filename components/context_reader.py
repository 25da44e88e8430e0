"""The Rasa component that reads a short message in the light of what was just said. Listed in config.yml.

What « oui mais il est là » or « et après ? » means depends on the turn before, which understanding does not see. So
each message is read once for each such moment, and the actions take the reading of the moment they are in."""

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

from components.examples import digest_of_examples_in_context, examples_in_context
from components.intent_model import IntentModel, confidences

_FILE = "context_models.joblib"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class ContextReader(GraphComponent):
    """Adds `in_context`: for each moment (`after_alarm`, `follow_up`) the best reading, `{"name", "confidence"}`;
    nothing for a message of more words than `longest`."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._models: dict[str, IntentModel] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"examples": "nlu_data/in_context", "sharpness": 5.0, "longest": 22}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa trains this part anew when its own examples change."""
        return digest_of_examples_in_context(Path(config["examples"]))

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
    ) -> ContextReader:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ContextReader:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._models = joblib.load(folder / _FILE)
        return component

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        for moment, examples in examples_in_context(Path(self._config["examples"])).items():
            texts, readings = [e.text for e in examples], [e.intent for e in examples]
            self._models[moment] = IntentModel().learn(texts, readings, model.model.vocab)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._models, folder / _FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        for message in messages:
            message.set("in_context", self._read(message.get("text") or "", model), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _read(self, text: str, model: SpacyModel) -> dict[str, dict[str, Any]]:
        if not text or len(text.split()) > self._config["longest"]:
            return {}
        return {moment: self._best(known, text, model) for moment, known in self._models.items()}

    def _best(self, known: IntentModel, text: str, model: SpacyModel) -> dict[str, Any]:
        shares = confidences(known.margins([text], model.model.vocab), self._config["sharpness"])[0]
        return {"name": known.intents[shares.argmax()], "confidence": float(shares.max())}
