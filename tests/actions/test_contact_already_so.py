"""At the read-back something is said that stands so already: it is said to, and that nothing is sent yet."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

EARLY = ("oui", "proche", "0475 12 34 33, après 16h, moi c'est Karim, j'habite Jambes")
SAID = [
    ("non ne m'écrivez pas ici c'est la tablette de ma fille", "Vous écrire ici\u00a0: Non"),
    ("pas de message sur le répondeur svp", "Message vocal\u00a0: Non"),
    ("j'habite Jambes hein", "Commune\u00a0: Jambes"),
    ("c'est bien le 0475 12 34 33", "Téléphone\u00a0: 0475 12 34 33"),
]


@pytest.mark.parametrize(("words", "line"), SAID)
@pytest.mark.parametrize("answers", [EARLY, BY_PHONE])
async def test_what_stands_so_is_named_in_one_line_and_the_next_step_is_to_send(
    talk: Talk, answers: tuple[str, ...], words: str, line: str
) -> None:
    await at(talk, *answers)
    if answers is BY_PHONE:
        line, words = line.replace("Jambes", "Namur"), words.replace("Jambes", "Namur")
    said = await talk.hears(words, "deny")
    assert line in said.replace(" :", "\u00a0:")
    assert "Rien n’est encore envoyé" in said
    assert "Voici votre demande" not in said
    assert "Envoyer" in talk.titles
    assert talk.slots["contact_confirmed"] is None


async def test_no_answer_at_the_read_back_stands_twice_in_a_row(talk: Talk) -> None:
    await at(talk, *EARLY)
    heard = [await talk.hears(words, "deny") for words in (SAID[0][0], "ne m'écrivez pas ici", SAID[1][0], SAID[1][0])]
    assert all(first != second for first, second in pairwise(heard))
    questions = [said.splitlines()[-1] for said in heard]
    assert all(first != second for first, second in pairwise(questions))
    assert "envoyer" in questions[1]


async def test_what_stands_so_beside_another_line_changes_only_that_line(talk: Talk) -> None:
    await at(talk, *EARLY)
    said = await talk.hears("ne m'écrivez pas ici. et plutôt le matin", "deny")
    assert talk.slots["contact_when"] == "le matin"
    assert "Voici votre demande" in said


@pytest.mark.parametrize(
    ("time", "words"),
    [("Le matin", "appelez-moi le matin"), ("Le soir", "appelez-moi le soir"), ("après 16h", "appelez-moi après 16h")],
)
async def test_a_time_that_stands_so_is_said_as_it_is_read_back(talk: Talk, time: str, words: str) -> None:
    await at(talk, *BY_PHONE[:4], time, *BY_PHONE[5:])
    assert f"« Quand : {time} »" in (await talk.hears(words)).replace("\u00a0", " ")
