"""A nurse who writes of her brother, an inspector who writes of his niece: answered as family, turn after turn."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

NURSE = "Bonjour, je suis infirmière et la sœur d'un détenu. On veut l'accueillir chez maman quand il sortira."
LIBRARIAN = "je travaille à la bibliothèque mais c'est pas pour le boulot, c'est ma meilleure amie qui m'inquiète"


@pytest.mark.parametrize("intent", ["describe_concern", "ask_referral"])
async def test_no_sector_is_asked_of_who_writes_privately(talk: Talk, intent: str) -> None:
    said = await talk.hears(
        "je suis inspecteur de police mais j'écris à titre privé. C'est pour ma nièce de 15 ans, elle ne parle plus "
        "que de la fin du monde, vers qui me tourner",
        intent,
    )
    assert "secteur" not in said
    assert talk.slots["context"]["speaker"] == "relative"


async def test_a_family_that_prepares_a_return_gets_no_workers_text(talk: Talk) -> None:
    said = await talk.hears(NURSE, "ask_returnee")
    assert "métier" not in said
    assert "secret professionnel" not in said


@pytest.mark.parametrize("first", [NURSE, LIBRARIAN])
@pytest.mark.parametrize(
    "later", ["comme infirmière j'ai l'habitude, je suis infirmière depuis dix ans", "j'en ai parlé au boulot"]
)
async def test_it_stays_so_when_the_trade_is_named_again(talk: Talk, first: str, later: str) -> None:
    await talk.hears(first, "describe_concern")
    await talk.hears(later, "describe_concern")
    assert talk.slots["context"]["speaker"] == "relative"
    said = await talk.hears("je lui parle comment alors", "ask_how_to_talk")
    assert "votre rôle" not in said


async def test_a_pupil_named_later_makes_a_worker_again(talk: Talk) -> None:
    await talk.hears("je suis prof, mon frère m'inquiète", "describe_concern")
    await talk.hears("et j'ai autre chose : je suis prof et un de mes élèves dit pareil", "describe_concern")
    assert talk.slots["context"]["speaker"] == "professional"
