"""What the trained parts of the pipeline share: one file of what was learned. Base of intent_classifier.py,
context_reader.py and answer_reader.py."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from pathlib import Path
from typing import Any, TypeVar

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_FILE = "learned.joblib"
Component = TypeVar("Component", bound="TrainedPart")


class TrainedPart(GraphComponent):
    """Learns once, with the word vectors at hand, and reads each message by itself."""

    # The settings that name the folders of examples which Rasa does not hand out itself.
    folders_of_examples: tuple[str, ...] = ("examples_in_context",)

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config = config
        self._storage, self._resource = storage, resource
        self.learned: Any = None

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa trains it anew when the examples that Rasa does not hand out itself change.

        Where Rasa takes the part from its cache it asks with the configuration of what stands in for it.
        """
        known = {**cls.get_default_config(), **config}
        files = [path for name in cls.folders_of_examples for path in sorted(Path(known[name]).glob("*.yml"))]
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    @classmethod
    def create(
        cls: type[Component],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Component:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls: type[Component],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Component:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.learned = joblib.load(folder / _FILE)
        return component

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        self.learned = self.learn(training_data, model)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.learned, folder / _FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        for message in messages:
            self.read(message, model)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    @abstractmethod
    def learn(self, training_data: TrainingData, model: SpacyModel) -> Any:
        """What is kept in the model, and found again in `learned`."""

    @abstractmethod
    def read(self, message: Message, model: SpacyModel) -> None:
        """Adds to the message what was found."""
