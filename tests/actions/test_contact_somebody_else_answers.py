"""« Et si c’est mon mari qui décroche ? », in the form: how to keep that from happening, and the question again."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at


@pytest.mark.parametrize(
    "words",
    [
        "mais ils vont dire quoi si c'est mon mari qui décroche ?",
        "et si c'est ma mère qui répond ?",
        "s'il décroche lui ?",
        "ils disent quoi si quelqu'un d'autre décroche ?",
        "et s'ils tombent sur mes enfants qui décrochent ?",
        "c'est ma belle-mère qui répond au fixe d'habitude, ils vont dire quoi ?",
    ],
)
@pytest.mark.parametrize("read_as", ["ask_confidentiality", "describe_concern", "out_of_scope"])
async def test_another_who_takes_the_call_is_answered(talk: Talk, words: str, read_as: str) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0475 12 34 33")
    said = await talk.hears(words, read_as)
    assert "promettre ce qui sera dit" in said
    assert "e-mail" in said
    assert talk.asked == "contact_when"
    assert talk.slots.get("contact_when") is None


async def test_who_answers_over_there_is_another_question(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0475 12 34 33")
    assert "promettre ce qui sera dit" not in await talk.hears("c'est qui qui répond au CAPREV ?", "ask_caprev")
