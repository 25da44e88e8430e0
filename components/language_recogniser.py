"""The Rasa component that knows a message in another language, and which. Stands after the classifier in config.yml."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from components.each_message import EachMessage
from components.language import foreign_language, nearest_language

_INTENT = "other_language"
_SURE = 0.9


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageRecogniser(EachMessage):
    """Puts other_language first when the words are clearly not French; adds `language` (a code, or None)."""

    def read(self, message: Message) -> None:
        text: str = message.get("text") or ""
        ranking: list[dict[str, Any]] = message.get("intent_ranking")
        language = foreign_language(text)
        if language:
            first = {"name": _INTENT, "confidence": max(_SURE, ranking[0]["confidence"])}
            ranking = [first, *(entry for entry in ranking if entry["name"] != _INTENT)]
            message.set("intent", first, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        elif ranking[0]["name"] == _INTENT:
            language = nearest_language(text)
        message.set("language", language, add_to_output=True)
