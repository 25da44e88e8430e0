"""The Rasa component that names the intent of a message and ranks the others. Listed in config.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.examples import (
    Example,
    examples_of_answers,
    plain_examples_in_context,
    typed_examples,
)
from components.intent_model import Margins
from components.intent_shares import IntentShares
from components.long_text import parts_of
from components.second_question import (
    behind_courtesy,
    behind_greeting,
    clauses_of,
    is_story,
    pieces_of,
    second_question,
    wish_in_a_story,
)  # fmt: skip
from components.trained_part import TrainedPart


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrenchVectors"
)
class IntentClassifier(TrainedPart):
    """Sets `intent`, `intent_ranking` and `also` (a second question, or None).

    For the urgency detector: `urgent_margin`, of the whole text, and `urgent_margin_of_parts`, the highest among the
    parts of a long one.
    """

    folders_of_examples = ("examples_in_context", "examples_of_answers")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "ranking_length": 10,
            "examples_in_context": "nlu_data/in_context",
            "examples_of_answers": "nlu_data/answers",
            "subjects_of_answers": ["self_concern"],
        }

    def learn(self, training_data: TrainingData, model: SpacyModel) -> IntentShares:
        examples = [
            *typed_examples(training_data), *plain_examples_in_context(Path(self.config["examples_in_context"])),
            *self._told_for_an_answer(),
        ]  # fmt: skip
        return IntentShares().learn(examples, model.model.vocab)

    def _told_for_an_answer(self) -> Iterator[Example]:
        """Of few subjects the answers bring tales that the intents lack: elsewhere they made no difference."""
        for example in examples_of_answers(Path(self.config["examples_of_answers"])):
            subject = example.intent.split("/")[0]
            if subject in self.config["subjects_of_answers"] and not example.is_second:
                yield Example(example.text, subject)

    def read(self, message: Message, model: SpacyModel) -> None:
        text: str = message.get("text") or ""
        parts, pieces, behind = parts_of(text), pieces_of(text), behind_greeting(text)
        learned: IntentShares = self.learned
        texts = [text, *parts, *pieces, *([behind] if behind else [])]
        margins = learned.by_words.margins(texts, model.model.vocab)
        whole = learned.of_whole(text, margins)
        best = self._best([*whole, *learned.of_parts(margins[1:])])
        ranking = [{"name": learned.intents[at], "confidence": float(whole[0][at])} for at in (-whole[0]).argsort()]
        after_parts = best[1 + len(parts) :]
        heard = after_parts[: len(pieces)]
        if meant := behind_courtesy(best[0][0], after_parts) or self._wish(best[0][0], text, model):
            ranking = [{"name": meant[0], "confidence": meant[1]}, *(e for e in ranking if e["name"] != meant[0])]
        urgent = learned.by_words.urgent_margins(margins[: 1 + len(parts)])
        message.set("intent", ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking[: self.config["ranking_length"]], add_to_output=True)
        message.set("also", second_question(ranking[0]["name"], heard), add_to_output=True)
        message.set("urgent_margin", float(urgent[0]))
        message.set("urgent_margin_of_parts", float(urgent[1:].max()) if parts else None)

    def _best(self, shares: Iterable[Margins]) -> list[tuple[str, float]]:
        """Of each row of shares."""
        return [(self.learned.intents[row.argmax()], float(row.max())) for row in shares]

    def _wish(self, main: str, text: str, model: SpacyModel) -> tuple[str, float] | None:
        clauses = clauses_of(text) if is_story(main) else []
        if not clauses:
            return None
        margins = self.learned.by_words.margins(clauses, model.model.vocab)
        return wish_in_a_story(self._best(self.learned.of_parts(margins)))
