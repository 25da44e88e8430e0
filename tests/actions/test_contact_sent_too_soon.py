"""Who orders to send while something needed is open is told first that nothing is sent yet, and then asked for it."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import at

NOT_YET = "Pas encore envoyé"
ORDERS = ["oui tout est juste, vous pouvez envoyer", "c'est bon envoyez", "envoyez maintenant svp", "envoyez"]
OPEN = [
    (("oui",), "role"),
    (("oui", "proche"), "channel"),
    (("oui", "proche", "par téléphone"), "phone"),
    (("oui", "proche", "par mail"), "email"),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("before", "line"), OPEN)
async def test_it_is_said_first_that_nothing_is_sent(
    talk: Talk, world: World, before: tuple[str, ...], line: str, order: str
) -> None:
    await at(talk, *before)
    said = await talk.hears(order)
    assert said.replace("\u00a0", " ").startswith(f"{NOT_YET} : il me manque une réponse.")
    assert talk.asked == f"contact_{line}"
    assert await world.requests.all() == []


@pytest.mark.parametrize(
    ("before", "line", "then"),
    [((), "consent", "role"), (("oui", "c'est pour moi"), "adult", "channel")],
)
async def test_its_yes_answers_what_is_answered_by_one(
    talk: Talk, before: tuple[str, ...], line: str, then: str
) -> None:
    await at(talk, *before)
    said = await talk.hears(ORDERS[0])
    assert said.startswith(NOT_YET)
    assert (talk.slots[f"contact_{line}"], talk.asked) == ("yes", f"contact_{then}")


@pytest.mark.parametrize(("before", "line"), [((), "consent"), (("oui", "c'est pour moi"), "adult")])
async def test_an_order_alone_is_no_yes(talk: Talk, before: tuple[str, ...], line: str) -> None:
    await at(talk, *before)
    assert (await talk.hears("envoyez")).startswith(NOT_YET)
    assert (talk.slots.get(f"contact_{line}"), talk.asked) == (None, f"contact_{line}")


async def test_an_answer_beside_the_order_is_taken(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears("je suis sa tante, envoyez")
    assert talk.slots["contact_role"] == "relative"
