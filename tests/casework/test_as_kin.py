"""Who writes of their own family is a relative, whatever trade they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.as_kin import AsKinIsInvalid, load_as_kin
from casework.dialogue_words import load_dialogue_words

WORDS = load_dialogue_words()


@pytest.mark.parametrize(
    "text",
    [
        "je suis gendarme mais je viens à titre privé, pour mon cousin",
        "éducatrice de métier, et la tante d'un gamin de 14 ans, mon neveu",
        "je bosse à l'hôpital mais c'est pas pour le travail. ma copine a changé",
        "je suis prof et maman d'une fille de 15 ans",
        "en tant que maman je vous écris, je suis assistante sociale",
        "je suis pharmacien, on cherche de l'aide pour mon beau-frère",
        "je suis avocate, je vous écris plutôt comme sœur",
        "je suis animateur, mon voisin me fait peur",
    ],
)
def test_a_trade_that_is_only_mentioned_makes_nobody_a_worker(text: str) -> None:
    assert WORDS.context_in(text)["speaker"] == "relative"
    assert WORDS.context_in(text)["private"] == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "je suis prof, et mon neveu est aussi mon élève",
        "je suis coach, un de mes joueurs est un ami de mon fils",
        "infirmière à domicile, mon patient ne parle plus que de ça, comme mon frère avant lui",
        "je suis éducateur, mon mari me dit de ne rien faire",
        "je suis assistante sociale, j'ai reçu le père et la mère d'un élève",
        "je suis prof, un de mes élèves dessine des croix",
        "coordinateur en AMO, un garçon qui vient chez nous a changé, je l'oriente ou pas, en tant que pro",
        "il ne sort plus, même pas pour le travail. je suis son éducateur, je suis éducateur en AMO",
    ],
)
def test_with_somebody_met_in_the_job_it_is_one(text: str) -> None:
    assert WORDS.context_in(text)["speaker"] == "professional"
    assert "private" not in WORDS.context_in(text)


def test_a_nurse_whose_colleague_advised_her_still_writes_of_her_husband() -> None:
    text = "je sors de ma nuit, je suis infirmière. mon mari ne croit plus à rien, une collègue m'a parlé de vous"
    assert WORDS.context_in(text)["speaker"] == "relative"


def test_who_writes_of_themselves_stays_so() -> None:
    assert WORDS.context_in("c'est pas pour mon travail, c'est pour moi")["speaker"] == "self"


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "as_kin.yml"
    file.write_text("families: {kin: [frere]}\nprivately: ['(a) titre prive']\n", encoding="utf-8")
    with pytest.raises(AsKinIsInvalid):
        load_as_kin(file)
