"""What the workers count on: a bubble arrives, or a clear word about why not, within ten seconds."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn
from bot.messages import Address, Bubble, ButtonId, ShownButton
from bot.telegram.channel import TelegramChannel, keyboard
from bot.telegram.client import TelegramClient
from bot.telegram.retry import SEND_WITHIN
from bot.telegram.setting import TelegramSetting
from casework.pseudonyms import Pseudonym
from casework.replies import ContactCard
from tests.auxil.telegram_stand_in import Person, TelegramStandIn, until
from tests.bot.telegram.gate import Gate

ANNE = Address("telegram", "700000001", "42", Pseudonym("p" * 26))
HELLO = Bubble("1:reply0", "Bonjour.")
CAPREV = ContactCard("CAPREV", "+3280011172")


def button(title: str, id: str = "a" * 20) -> ShownButton:
    return ShownButton(title, ButtonId(id))


@pytest_asyncio.fixture
async def channel(telegram: TelegramStandIn) -> AsyncIterator[TelegramChannel]:
    async with TelegramClient(TelegramSetting(telegram.token, "700000001", telegram.api_url, None)) as client:
        yield TelegramChannel(client, within=3.0)


@pytest.fixture
def anne(telegram: TelegramStandIn) -> Person:
    person = telegram.person(42)
    person.says("bonjour")
    return person


async def test_who_has_blocked_us_is_gone(channel: TelegramChannel, anne: Person) -> None:
    anne.blocks_the_bot()
    with pytest.raises(PersonIsGone):
        await channel.send(ANNE, HELLO)


@pytest.mark.usefixtures("telegram")
async def test_who_never_was_there_is_gone(channel: TelegramChannel) -> None:
    with pytest.raises(PersonIsGone):
        await channel.send(ANNE, HELLO)


async def test_a_wait_that_telegram_asks_for_is_handed_on(
    channel: TelegramChannel, anne: Person, telegram: TelegramStandIn
) -> None:
    telegram.faults.refuse("sendMessage", 429, retry_after=7)
    with pytest.raises(TryAgainIn) as wait:
        await channel.send(ANNE, HELLO)
    assert wait.value.seconds == 7


async def test_a_short_wait_is_waited(channel: TelegramChannel, anne: Person, telegram: TelegramStandIn) -> None:
    telegram.faults.refuse("sendMessage", 429, retry_after=1)
    await channel.send(ANNE, HELLO)
    assert anne.texts == ["Bonjour."]


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_passing_fault_is_tried_again(
    channel: TelegramChannel, anne: Person, telegram: TelegramStandIn, code: int
) -> None:
    telegram.faults.refuse("sendMessage", code, times=2)
    telegram.faults.drop("sendMessage")
    await channel.send(ANNE, HELLO)
    assert anne.texts == ["Bonjour."]


def test_the_workers_are_promised_ten_seconds() -> None:
    assert SEND_WITHIN < 10


async def test_a_hang_is_given_up_in_time(channel: TelegramChannel, anne: Person, telegram: TelegramStandIn) -> None:
    telegram.faults.hang("sendMessage", 4)
    began = time.monotonic()
    with pytest.raises(ChannelIsDown):
        await channel.send(ANNE, HELLO)
    assert time.monotonic() - began < 3.5


async def test_telegram_being_away_is_said_in_time(
    channel: TelegramChannel, anne: Person, telegram: TelegramStandIn
) -> None:
    telegram.stop()
    began = time.monotonic()
    with pytest.raises(ChannelIsDown):
        await channel.send(ANNE, HELLO)
    assert time.monotonic() - began < 3.5
    telegram.start()


async def test_no_error_tells_the_token_or_the_words(
    channel: TelegramChannel, anne: Person, telegram: TelegramStandIn
) -> None:
    telegram.faults.refuse("sendMessage", 401, times=-1)
    with pytest.raises(ChannelIsDown) as error:
        await channel.send(ANNE, HELLO)
    assert telegram.token not in repr(error.value)
    assert "Bonjour" not in repr(error.value)
    assert error.value.__cause__ is None


async def test_a_keyboard_that_telegram_refuses_does_not_cost_the_words(channel: TelegramChannel, anne: Person) -> None:
    await channel.send(ANNE, Bubble("1", "Choisissez.", (button("Oui", "x" * 65),)))
    assert (anne.texts, anne.buttons) == (["Choisissez."], [])


async def test_the_longest_bubble_and_twenty_buttons_are_taken(channel: TelegramChannel, anne: Person) -> None:
    buttons = tuple(button(f"Choix {n}", f"{n:020}") for n in range(20))
    await channel.send(ANNE, Bubble("1", "é" * channel.longest_text, buttons))
    assert len(anne.buttons) == 20


def test_short_titles_stand_side_by_side_and_long_ones_are_not_cut() -> None:
    pair = keyboard((button("Oui"), button("Non"), button("Plus tard")))
    alone = keyboard((button("Être recontacté par le CAPREV"), button("Non")))
    assert pair is not None
    assert alone is not None
    assert [len(row) for row in pair.inline_keyboard] == [2, 1]
    assert [len(row) for row in alone.inline_keyboard] == [1, 1]
    assert keyboard(()) is None


async def test_a_number_in_full_gets_a_card(channel: TelegramChannel, anne: Person) -> None:
    await channel.send(ANNE, Bubble("1", "0800 111 72", contact=CAPREV))
    assert anne.contacts == [{"phone_number": "+3280011172", "first_name": "CAPREV"}]


@pytest.mark.parametrize("phone", ["112", "101", "107", "116000", "+112"])
async def test_a_short_number_stays_a_line_of_text(channel: TelegramChannel, anne: Person, phone: str) -> None:
    """A card would show « +112 », which calls nobody."""
    await channel.send(ANNE, Bubble("1", f"Appelez le\n{phone}", contact=ContactCard("Urgences", phone)))
    assert anne.contacts == []
    assert phone in anne.texts[0].splitlines()


@pytest.mark.parametrize("code", [400, 429, 502])
async def test_a_card_that_fails_does_not_bring_the_words_twice(
    channel: TelegramChannel, anne: Person, telegram: TelegramStandIn, code: int
) -> None:
    telegram.faults.refuse("sendContact", code, times=-1, retry_after=30)
    await channel.send(ANNE, Bubble("1", "0800 111 72", contact=CAPREV))
    assert (anne.texts, anne.contacts) == (["0800 111 72"], [])


async def test_links_show_no_preview(channel: TelegramChannel, anne: Person, telegram: TelegramStandIn) -> None:
    await channel.send(ANNE, Bubble("1", "https://extremismes-violents.cfwb.be/"))
    assert telegram.calls("sendMessage")[-1].params["link_preview_options"] == {"is_disabled": True}


async def test_an_answer_too_long_for_one_message_comes_in_two(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("mot " * 1020)
    await until(lambda: len(anne.texts) == 2)
    assert all(len(text) <= 4000 for text in anne.texts)
    assert " ".join(anne.texts).count("mot") == 1020
