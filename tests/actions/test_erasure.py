"""A wish to erase is read the same wherever it is said."""

from __future__ import annotations

import pytest

from actions.erasure import Erasure, erasure_in
from actions.world import World
from tests.actions.conftest import Talk


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("et supprimez ce que j'ai écrit ici, je suis tenue au secret moi", Erasure(named=True, ordered=True)),
        ("enlevez d'ici ce que j'ai raconté", Erasure(ordered=True)),
        ("vous supprimez ce que j'ai écrit quand ?", Erasure(named=True)),
        ("effacez", Erasure(named=True)),
        ("mon fils a disparu", Erasure()),
        ("", Erasure()),
    ],
)
def test_it_is_named_or_ordered(world_without_redis: World, text: str, said: Erasure) -> None:
    assert erasure_in(world_without_redis, text) == said


@pytest.mark.parametrize(
    ("words", "intent"),
    [("oui, supprimez", "affirm"), ("supprimez tout ce que j'ai écrit ici", "ask_confidentiality")],
)
async def test_who_orders_it_is_asked_once(talk: Talk, words: str, intent: str) -> None:
    await talk.hears("bonjour", "greet")
    assert "Voulez-vous tout effacer" in await talk.hears(words, intent)
    assert talk.slots["awaiting"] == "erase"


async def test_a_question_about_erasing_erases_nothing(talk: Talk) -> None:
    await talk.hears("vous supprimez ce que j'ai écrit quand ?", "ask_confidentiality")
    assert talk.slots.get("awaiting") != "erase"


@pytest.mark.parametrize("words", ["oui je suis sûr, effacez tout", "oui oui effacez tout ce que vous avez svp"])
async def test_who_is_asked_and_orders_it_again_is_not_asked_a_second_time(talk: Talk, words: str) -> None:
    await talk.hears("effacez tout", "erase_my_data")
    said = await talk.hears(words, "erase_my_data")
    assert "Voulez-vous" not in said
    assert "efface" in said
