"""The Rasa component that weighs how urgent a message is and speaks to the rules by overriding its intent."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from casework.urgency import Urgency, judge
from components.decision import decide, outward_intent
from components.examples import typed_examples
from components.thresholds import read_thresholds
from components.urgency_model import UrgencyModel

_FILE = "urgency_model.joblib"
_GUESSES = 3


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class UrgencyDetector(GraphComponent):
    """Adds `urgency`, `calm_intent` and `guesses`; sets `intent` to urgent_*, check_urgency or nlu_fallback."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._thresholds = read_thresholds()
        self._model = UrgencyModel()

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
    ) -> UrgencyDetector:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> UrgencyDetector:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = joblib.load(folder / _FILE)
        return component

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        examples = typed_examples(training_data)
        urgent = [example.intent.startswith("urgent_") for example in examples]
        self._model.learn([example.text for example in examples], urgent, model.model.vocab)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        for message in messages:
            self._weigh(message, model)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _weigh(self, message: Message, model: SpacyModel) -> None:
        text: str = message.get("text") or ""
        ranking: list[dict[str, Any]] = message.get("intent_ranking")
        learned = float(self._model.scores([text], model.model.vocab)[0])
        urgency: Urgency = decide(learned, ranking, judge(text), self._thresholds)
        calm = [entry for entry in ranking if not entry["name"].startswith("urgent_")]
        intent = outward_intent(urgency, calm, ranking, self._thresholds)
        message.set("intent", intent, add_to_output=True)
        message.set("urgency", urgency.to_json(), add_to_output=True)
        message.set("calm_intent", calm[0]["name"], add_to_output=True)
        message.set("calm_confidence", calm[0]["confidence"], add_to_output=True)
        message.set("guesses", [entry["name"] for entry in calm[:_GUESSES]], add_to_output=True)
