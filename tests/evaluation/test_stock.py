from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evaluation.examples import Labelled
from evaluation.records import Training, keep, trainings
from evaluation.stock import STOCK_NAMES, data_digest, pipeline_of, yaml_of

EXAMPLES = [
    Labelled("merci : « oui » # et non", "thank", "a1", "clean"),
    Labelled("coucou", "greet", "a2", "sms"),
    Labelled("mrc", "thank", "a2", "sms"),
]


def test_the_examples_come_back_as_they_were_typed() -> None:
    blocks = yaml.safe_load(yaml_of(EXAMPLES))["nlu"]
    assert blocks == [
        {"intent": "greet", "examples": "- coucou\n"},
        {"intent": "thank", "examples": "- merci : « oui » # et non\n- mrc\n"},
    ]


def test_another_example_is_another_state_of_the_data() -> None:
    assert data_digest(EXAMPLES) == data_digest(list(EXAMPLES))
    assert data_digest(EXAMPLES) != data_digest(EXAMPLES[1:])


@pytest.mark.parametrize("name", STOCK_NAMES)
def test_the_epochs_are_set_wherever_there_are_some(name: str) -> None:
    pipeline = yaml.safe_load(pipeline_of(name, 7))["pipeline"]
    assert {component["epochs"] for component in pipeline if "epochs" in component} == {7}
    assert next(c for c in pipeline if c["name"] == "DIETClassifier")["epochs"] == 7


def test_what_was_trained_is_remembered_while_it_is_there(tmp_path: Path) -> None:
    training = Training("spacy", "spacy-0123.tar.gz", "abcd", 14000, 12, 1200.0, 2100.0)
    keep(training, tmp_path)
    assert trainings("spacy", tmp_path) == []
    (tmp_path / training.model).touch()
    assert trainings("spacy", tmp_path) == [training]
    assert trainings("rasa_init", tmp_path) == []
