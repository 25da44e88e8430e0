"""Who agrees and orders the sending, once everything was read or everything is right, is asked for nothing optional."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

FATHER = "je suis le papa, rappelez-moi au 0475 12 34 33 le soir, c'est pour mon fils"
REREAD = "vous savez me relire ce que vous avez mis ?"


@pytest.mark.parametrize("words", ["oui c'est bon envoyez", "d'accord, envoyez", "oui, vous pouvez envoyer"])
async def test_what_was_read_and_is_ordered_is_sent_at_once_with_its_reference(
    talk: Talk, world: World, words: str
) -> None:
    await talk.starts_form(FATHER)
    assert "rien n’est encore envoyé" in (await talk.hears(REREAD)).replace("\u00a0", " ")
    said = (await talk.hears(words, "affirm")).replace("\u00a0", " ")
    assert str(talk.slots["contact_reference"]) in said
    assert "Message vocal : Non" in said  # nothing of it stays unread
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize("size", [5, 6, 7, 8])
async def test_the_same_at_any_later_question(talk: Talk, world: World, size: int) -> None:
    await at(talk, *BY_PHONE[:size])
    await talk.hears(REREAD)
    said = await talk.hears("oui c'est bon envoyez", "affirm")
    assert str(talk.slots["contact_reference"]) in said


@pytest.mark.parametrize(
    "words", ["oui", "oui c'est exact", "envoyez", "oui envoyez, mais pas le soir", "oui envoyez ?"]
)
async def test_what_agrees_or_orders_alone_sends_nothing(talk: Talk, world: World, words: str) -> None:
    await talk.starts_form(FATHER)
    await talk.hears(REREAD)
    await talk.hears(words)
    assert await world.requests.all() == []


async def test_without_a_reading_in_the_turn_before_it_is_read_back_first(talk: Talk, world: World) -> None:
    await talk.starts_form(FATHER)
    await talk.hears(REREAD)
    await talk.hears("c'est gratuit ?", "ask_green_number")
    await talk.hears("oui c'est bon envoyez", "affirm")
    assert talk.asked == "contact_confirmed"
    assert await world.requests.all() == []


async def test_a_time_that_was_never_told_is_read_back_first(talk: Talk, world: World) -> None:
    await talk.starts_form("je suis le papa, rappelez-moi au 0475 12 34 33")
    await talk.hears(REREAD)
    await talk.hears("oui c'est bon envoyez", "affirm")
    assert talk.asked == "contact_confirmed"
    assert await world.requests.all() == []


async def test_a_number_that_is_missing_is_asked_for_whatever_was_read(talk: Talk, world: World) -> None:
    await talk.starts_form("je suis le papa, rappelez-moi le soir")
    await talk.hears(REREAD)
    await talk.hears("oui c'est bon envoyez", "affirm")
    assert await world.requests.all() == []
    assert talk.asked != "contact_confirmed"


@pytest.mark.parametrize(
    "words",
    [
        "oui tout est bon, je suis d'accord, envoyez",
        "oui tout est exact, envoyez",
        "oui tout est correct, vous pouvez envoyer",
        "oui tout est juste, envoyez",
    ],
)
async def test_where_the_age_is_asked_an_order_that_finds_all_right_is_sent_and_shown(
    talk: Talk, world: World, words: str
) -> None:
    await talk.starts_form("c'est pour moi, on peut m'appeler le soir ?")
    await talk.hears("oui")
    talk.slots |= {"contact_channel": "phone", "contact_phone": "+32475123433"}
    assert talk.asked == "contact_adult"
    said = (await talk.hears(words, "affirm")).replace("\u00a0", " ")
    assert "Message vocal : Non" in said
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize("words", ["c'est juste, envoyez", "c'est exact, vous pouvez envoyer"])
async def test_where_the_voicemail_is_asked_an_order_that_finds_all_right_leaves_it_out(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:5])
    said = (await talk.hears(words, "affirm")).replace("\u00a0", " ")
    assert "Message vocal : Non" in said


@pytest.mark.parametrize("words", ["oui c'est bon envoyez", "oui c bon envoyez", "oui c'est bon, vous pouvez envoyer"])
@pytest.mark.parametrize("size", [6, 7, 8])
async def test_who_finds_it_good_and_orders_has_it_sent_and_shown(
    talk: Talk, world: World, size: int, words: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    said = (await talk.hears(words, "affirm")).replace("\u00a0", " ")
    assert "Voici ce qui est envoyé" in said
    assert str(talk.slots["contact_reference"]) in said
    assert len(await world.requests.all()) == 1
