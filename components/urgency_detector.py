"""The Rasa component that weighs how urgent a message is and speaks to the rules by overriding its intent."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from casework.urgency import Urgency, judge
from components.decision import decide, outward_intent
from components.each_message import EachMessage
from components.thresholds import read_thresholds
from components.urgency_weights import urgency_weights

_GUESSES, _OF_ONESELF = 3, "ask_support_for_me"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class UrgencyDetector(EachMessage):
    """Adds `urgency`, `calm_intent`, `guesses` and how sure each is (`guessed`); sets `intent` to urgent_*,
    check_urgency or nlu_fallback."""

    def __init__(self) -> None:
        self._thresholds = read_thresholds()
        self._weights = urgency_weights()

    def read(self, message: Message) -> None:
        text: str = message.get("text") or ""
        ranking: list[dict[str, Any]] = message.get("intent_ranking")
        rules = judge(text)
        probability = self._weights.probability(
            text, message.get("urgent_margin"), rules.score, message.get("urgent_margin_of_parts")
        )
        urgency = decide(probability, ranking, rules, self._thresholds, self._weights.reason)
        calm = [entry for entry in ranking if not entry["name"].startswith("urgent_")]
        intent = outward_intent(urgency, calm, ranking, self._thresholds)
        message.set("intent", intent, add_to_output=True)
        message.set("urgency", urgency.to_json(), add_to_output=True)
        message.set("calm_intent", self._calm_reading(urgency, calm[0]), add_to_output=True)
        message.set("calm_confidence", calm[0]["confidence"], add_to_output=True)
        message.set("guesses", [entry["name"] for entry in calm[:_GUESSES]], add_to_output=True)
        message.set("guessed", calm[:_GUESSES], add_to_output=True)

    def _calm_reading(self, urgency: Urgency, best: dict[str, Any]) -> str:
        """Beside a doubt about a wish to die a mere guess is none: « j’en peux plus, il me pourrit la vie » is told of
        oneself."""
        is_guess = best["confidence"] < self._thresholds.understood
        return _OF_ONESELF if is_guess and urgency.kind == "suicide" else str(best["name"])
