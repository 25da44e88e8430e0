"""The Rasa component that names the intent of a message and ranks the others. Listed in config.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.examples import plain_examples_in_context, typed_examples
from components.intent_model import WEIGHTS, IntentModel, confidences
from components.long_text import parts_of
from components.second_question import behind_courtesy, pieces_of, second_question
from components.trained_part import TrainedPart


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class IntentClassifier(TrainedPart):
    """Sets `intent`, `intent_ranking` and `also` (a second question, or None).

    For the urgency detector: `urgent_margin`, of the whole text, and `urgent_margin_of_parts`, the highest among the
    parts of a long one.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"sharpness": 5.0, "ranking_length": 10, "examples_in_context": "nlu_data/in_context"}

    def learn(self, training_data: TrainingData, model: SpacyModel) -> IntentModel:
        examples = [
            *typed_examples(training_data), *plain_examples_in_context(Path(self.config["examples_in_context"]))
        ]  # fmt: skip
        texts, intents = [e.text for e in examples], [e.intent for e in examples]
        return IntentModel().learn(texts, intents, model.model.vocab, WEIGHTS)

    def read(self, message: Message, model: SpacyModel) -> None:
        text: str = message.get("text") or ""
        parts, pieces = parts_of(text), pieces_of(text)
        margins = self.learned.margins([text, *parts, *pieces], model.model.vocab)
        shares = confidences(margins, self.config["sharpness"])
        best = [(self.learned.intents[row.argmax()], float(row.max())) for row in shares]
        ranking = [
            {"name": self.learned.intents[at], "confidence": float(shares[0][at])} for at in (-shares[0]).argsort()
        ]
        heard = best[1 + len(parts) :]
        if behind := behind_courtesy(best[0][0], heard):
            ranking = [{"name": behind[0], "confidence": behind[1]}, *(e for e in ranking if e["name"] != behind[0])]
        urgent = self.learned.urgent_margins(margins[: 1 + len(parts)])
        message.set("intent", ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking[: self.config["ranking_length"]], add_to_output=True)
        message.set("also", second_question(ranking[0]["name"], heard), add_to_output=True)
        message.set("urgent_margin", float(urgent[0]))
        message.set("urgent_margin_of_parts", float(urgent[1:].max()) if parts else None)
