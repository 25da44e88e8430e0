"""The French spaCy model with its word vectors only: no tagger, lemmatizer or NER runs on a message. For config.yml."""

from __future__ import annotations

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from spacy.language import Language


def load_vectors(model_name: str) -> Language:
    """The model without any pipe. Raises OSError when it is not installed."""
    return spacy.load(model_name, exclude=spacy.info(model_name)["components"])


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MODEL_LOADER], is_trainable=False, model_from="FrenchVectors")
class FrenchVectors(SpacyNLP):
    """Hands the vectors to the components that ask for a model; leaves messages as they are."""

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        return SpacyModel(model=load_vectors(spacy_model_name), model_name=spacy_model_name)
