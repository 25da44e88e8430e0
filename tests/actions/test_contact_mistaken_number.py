"""After a sending: who mistyped the number puts it right in their own words, on the request that stands."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import Talk
from tests.actions.test_contact_afterwards import sent_here
from tests.actions.test_contact_told_after_sending import ACTIONS, stands


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("oh zut je crois que j ai mal mis c est 081 22 33 45 a la fin", "+3281223345"),
        ("oups mauvais numéro, c'est 0478 12 34 56", "+32478123456"),
        ("je me suis trompée de chiffre c'est 0478 12 34 56", "+32478123456"),
        ("mince j'ai inversé deux chiffres je pense, prenez plutôt 0478/12.34.56 svp merci beaucoup", "+32478123456"),
        ("aie jme suis gourré dans le num dsl, le bon 0478123456", "+32478123456"),
        ("pardon Madame, j'ai fait une faute dans mon téléphone, il faut lire zéro quatre cent septante-huit, douze, "
         "trente-quatre, cinquante-six", "+32478123456"),
    ],
)  # fmt: skip
async def test_a_mistyped_number_is_read_back_and_changed(
    talk: Talk, world: World, opener: CaseOpener, action: str, words: str, number: str
) -> None:
    await sent_here(talk, world)
    await talk.meets(action, words, "out_of_scope")
    assert (talk.slots["awaiting"], talk.slots["changing"]["values"], talk.followups) == (
        "change", {"phone": number}, [],
    )  # fmt: skip
    await talk.meets(action, "oui c'est ça", "affirm")
    assert (await stands(world, opener)).phone == number


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "words",
    [
        "je me suis trompée d'un chiffre, ça finit par 45",
        "zut j'ai mal tapé mon numéro",
        "y a un mauvais chiffre",
        "attendez je me suis gouré dans le num",
    ],
)
async def test_of_a_digit_that_is_wrong_the_whole_number_is_asked(
    talk: Talk, world: World, opener: CaseOpener, action: str, words: str
) -> None:
    await sent_here(talk, world)
    assert "Quel est votre numéro" in await talk.meets(action, words, "out_of_scope")
    assert "0478 12 34 56" in await talk.meets(action, "0478 12 34 56", "out_of_scope")
    await talk.meets(action, "oui", "affirm")
    assert (await stands(world, opener)).phone == "+32478123456"


@pytest.mark.parametrize("words", ["zut, il m'appelle avec le 0478 12 34 56", "son numéro c'est 0478 12 34 56, oups"])
async def test_the_number_of_another_person_changes_nothing(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    await talk.meets("action_respond", words, "out_of_scope")
    assert talk.slots.get("awaiting") != "change"


@pytest.mark.parametrize("action", ACTIONS[:2])
@pytest.mark.parametrize("words", ["vous m'écrivez quand ?", "on me répond quand ?", "ils me contactent quand"])
async def test_when_somebody_writes_begins_no_request(talk: Talk, world: World, action: str, words: str) -> None:
    await sent_here(talk, world)
    assert "pas le délai" in await talk.meets(action, words, "request_contact")
    assert talk.followups == []


@pytest.mark.parametrize("action", ACTIONS[:2])
@pytest.mark.parametrize("words", ["0478 12 34 56", "c'est le 0478 12 34 56 alors"])
async def test_a_bare_number_is_of_the_request_that_stands(talk: Talk, world: World, action: str, words: str) -> None:
    await sent_here(talk, world)
    assert "0478 12 34 56" in await talk.meets(action, words, "request_contact")
    assert (talk.slots["awaiting"], talk.followups) == ("change", [])
