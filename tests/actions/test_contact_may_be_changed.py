"""« on peut encore le changer ? » behind an answer: the answer is taken, and the question has a sentence of its own."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at
from tests.actions.test_contact_afterwards import sent_here

YES_EACH_LINE = "Oui, chaque ligne peut encore être changée"


@pytest.mark.parametrize(
    ("before", "words", "line", "value"),
    [
        (7, "Namur. On peut encore le changer ?", "commune", "Namur"),
        (7, "Namur, mais je pourrai la changer plus tard ?", "commune", "Namur"),
        (6, "Anne. je pourrai changer après ?", "name", "Anne"),
        (3, "0475 12 34 33. on peut encore le changer ?", "phone", "+32475123433"),
        (4, "le soir. On peut encore le changer ?", "when", "le soir"),
    ],
)
@pytest.mark.parametrize("intent", ["out_of_scope", "withdraw_request"])
async def test_the_answer_is_taken_and_the_question_answered(
    talk: Talk, before: int, words: str, line: str, value: str, intent: str
) -> None:
    await at(talk, *BY_PHONE[:before])
    said = await talk.hears(words, intent)
    assert talk.slots[f"contact_{line}"] == value
    assert said.startswith(YES_EACH_LINE)
    assert talk.asked != f"contact_{line}"


async def test_a_wish_that_is_asked_is_done_and_not_explained(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:5])
    said = await talk.hears("finalement l’après-midi. on peut encore le changer ?")
    assert talk.slots["contact_when"] == "l’après-midi"
    assert YES_EACH_LINE not in said


async def test_it_is_told_once_all_is_sent(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    assert YES_EACH_LINE in await talk.hears("on peut encore changer ?")
