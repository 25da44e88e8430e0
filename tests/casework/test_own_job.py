"""Who tells their own work, and what else they say."""

from __future__ import annotations

import pytest

from casework.dialogue_words import load_dialogue_words
from casework.own_job import load_own_job

JOB, WORDS = load_own_job(), load_dialogue_words()


@pytest.mark.parametrize(
    ("text", "told", "besides"),
    [
        ("éducateur en AMO", "éducateur en AMO", ""),
        ("salut, je bosse dans une maison de quartier", "je bosse dans une maison de quartier", ""),
        ("bonjour je suis la nouvelle directrice, un élève m'inquiète", "bonjour je suis la nouvelle directrice",
         "un élève m'inquiète"),
        ("en tant qu'infirmière je veux savoir", "", "en tant qu'infirmière je veux savoir"),
        ("mon fils est éducateur en AMO", "", "mon fils est éducateur en AMO"),
        ("je suis suivi par un psychologue", "", "je suis suivi par un psychologue"),
        ("quel est le numéro du CPAS ?", "", "quel est le numéro du CPAS"),
    ],
)  # fmt: skip
def test_the_writers_work_is_told_apart_from_the_rest(text: str, told: str, besides: str) -> None:
    assert JOB.told_in(text) == told
    assert JOB.besides(text) == besides


@pytest.mark.parametrize(
    "text",
    ["éducateur en AMO", "moi prof à Jambes", "jsuis veilleur de nuit dans un foyer",
     "bjr, infi indé sur Jambes", "je suis AS en maison de repos", "aide familiale chez une dame de 80 ans",
     "je conduis le car scolaire sur Mettet", "formatrice en soudage, public adulte", "kiné indépendante à Namur",
     "je passe 2x/jour chez un monsieur"],
)  # fmt: skip
def test_who_tells_a_trade_is_a_worker(text: str) -> None:
    assert WORDS.context_in(text)["speaker"] == "professional"


@pytest.mark.parametrize(
    "text",
    [
        "l'infirmière passe 2x chez ma mère",
        "je prends le bus scolaire",
        "mon fils est éducateur",
        "je suis suivie par un psy",
        "le prof de ma fille m'a appelée",
    ],
)
def test_who_speaks_of_somebody_elses_trade_is_not(text: str) -> None:
    assert WORDS.context_in(text).get("speaker") != "professional"


@pytest.mark.parametrize(
    "text",
    [
        "le référent radicalisme de la ville il fait quoi",
        "référent de la police ?",
        "médecin de garde",
        "psy gratuit à Namur",
    ],
)
def test_who_asks_for_a_trade_does_not_tell_their_own(text: str) -> None:
    assert JOB.told_in(text) == ""


@pytest.mark.parametrize(
    "text", ["je suis institutrice pensionnée", "je suis une ancienne éducatrice", "je suis policier à la retraite"]
)
def test_a_job_that_is_over_is_no_work_of_today(text: str) -> None:
    assert JOB.told_in(text) == ""
    assert WORDS.context_in(text).get("speaker") != "professional"
