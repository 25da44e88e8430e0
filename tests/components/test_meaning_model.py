from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from components.meaning_model import MeaningModel

ABOUT = {
    "cost": ["combien ça coûte ?", "c'est payant ?", "faut payer ?", "quel est le prix ?", "c'est gratuit ?"],
    "hours": [
        "vous ouvrez quand ?",
        "à quelle heure je peux appeler ?",
        "c'est ouvert le soir ?",
        "jusqu'à quelle heure ?",
    ],
}


@pytest.fixture(scope="module")
def model() -> MeaningModel:
    texts = [text for said in ABOUT.values() for text in said]
    named = [name for name, said in ABOUT.items() for _ in said]
    learned = MeaningModel()
    learned.learn(texts, named, [1.0] * len(texts), csr_matrix((len(texts), 0)))
    return learned


@pytest.mark.parametrize(
    ("text", "name"), [("ça va me ruiner ?", "cost"), ("y a quelqu'un le samedi matin ?", "hours")]
)
def test_what_no_example_says_in_these_words_is_heard(model: MeaningModel, text: str, name: str) -> None:
    shares = model.log_shares([text], csr_matrix((1, 0)))[0]
    assert model.names[shares.argmax()] == name


def test_shares_sum_to_one(model: MeaningModel) -> None:
    shares = np.exp(model.log_shares(["bonjour", "c'est cher ?"], csr_matrix((2, 0))))
    assert shares.shape == (2, len(model.names))
    assert np.allclose(shares.sum(axis=1), 1.0, atol=1e-5)
