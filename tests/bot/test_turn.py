"""One turn: the answer, the lifeline, the late answer, and what is given up."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest

from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn
from bot.inbox import Claim
from bot.line import Line
from bot.messages import Address, Bubble, Kind
from casework.counts import counted
from casework.leftovers import DUE
from casework.opening_hours import BRUSSELS
from casework.sealing import ChatCipher, new_chat_key
from tests.auxil.rasa_stand_in import Fault, RasaStandIn
from tests.bot.world import URGENT, World, message


async def count_of(line: Line, name: str) -> int:
    today = datetime.now(BRUSSELS).date()
    return (await counted(line.redis, name, today, today))[today]


# The answer


async def test_the_answer_comes_bubble_by_bubble_with_its_card(world: World) -> None:
    await world.say("anna", "deux")
    await world.until_texts("anna", 2)
    first, second = world.channel.bubbles("anna")
    assert (first.text, second.text) == ("1. un", "deux")
    assert second.contact is not None
    assert second.contact.phone == "+3280011172"
    assert first.id != second.id


async def test_rasa_is_told_who_where_and_what_and_never_a_chat_id(world: World) -> None:
    at = datetime(2026, 12, 25, 10, tzinfo=timezone.utc)
    said = await world.say("chat-4711", "bonjour", at=at)
    await world.until_texts("chat-4711", 1)
    asked = world.rasa.state.asked[0]
    assert asked == {
        "id": world.line.names.message_key(said), "sender": world.line.names.address(said).person,
        "channel": "test", "text": "bonjour", "at": at.isoformat(),
    }  # fmt: skip
    assert "4711" not in json.dumps(asked)


async def test_somebody_who_waits_sees_that_an_answer_is_being_prepared(world: World) -> None:
    world.rasa.state.slow = 0.3
    await world.say("anna", "bonjour")
    await world.until_texts("anna", 1)
    assert world.channel.typed == ["anna"]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/start", {"payload": "/start_conversation"}),
        ("/start abc123", {"payload": "/start_conversation"}),
        ("/Aide@relais_bot", {"payload": "/ask_capabilities"}),
        ("/urgence", {"payload": "/urgent_menu"}),
        ("/restart", {"text": "restart"}),
        ('/ask_signs{"x": "y"}', {"text": 'ask_signs{"x": "y"}'}),
        (" //  /session_start", {"text": "session_start"}),
        ("/contact appelez ma mère", {"text": "contact appelez ma mère"}),
        ("oui / non", {"text": "oui / non"}),
    ],
)
async def test_a_typed_slash_reaches_rasa_only_as_a_command_of_ours(
    world: World, typed: str, asked: dict[str, str]
) -> None:
    await world.say("anna", typed)
    await world.until_texts("anna", 1)
    told = world.rasa.state.asked[0]
    assert {name: told[name] for name in ("text", "payload") if name in told} == asked


@pytest.mark.parametrize("text", ["", "   ", "/", " / / ", "\x00"])
async def test_a_message_without_words_gets_a_kind_sentence(world: World, text: str) -> None:
    await world.say("anna", text)
    assert await world.until_texts("anna", 1) == [world.line.content.text("nothing_to_read")]
    assert world.rasa.state.asked == []


@pytest.mark.parametrize("what", ["voice", "photo", "video", "sticker", "file", "location", "contact", "other", "?"])
async def test_what_is_not_text_gets_a_kind_answer_without_rasa(world: World, what: str) -> None:
    await world.say("anna", what, kind=Kind.UNREADABLE)
    key = "cannot_read_other" if what == "?" else f"cannot_read_{what}"
    assert await world.until_texts("anna", 1) == [world.line.content.text(key)]
    assert world.rasa.state.asked == []


# Buttons


async def test_a_tapped_button_says_its_payload_and_never_shows_it(world: World) -> None:
    await world.say("anna", "boutons")
    await world.until_texts("anna", 1)
    buttons = world.channel.bubbles("anna")[0].buttons
    assert [button.title for button in buttons] == ["Les signes", "Parler"]
    assert "ask" not in buttons[0].id + buttons[1].id
    await world.say("anna", buttons[1].id, kind=Kind.BUTTON)
    await world.until_texts("anna", 2)
    assert world.rasa.state.heard() == ["boutons", '/ask{"value":"x/y"}']


@pytest.mark.parametrize("id", ["/ask_signs", "unknown", "", '/ask{"value":"x/y"}', "a" * 64])
async def test_a_button_that_was_never_shown_gets_a_kind_sentence_with_the_menu(world: World, id: str) -> None:
    await world.say("anna", id, kind=Kind.BUTTON)
    await world.until_texts("anna", 1)
    bubble = world.channel.bubbles("anna")[0]
    assert bubble.text == world.line.content.text("dead_button")
    assert len(bubble.buttons) == len(world.line.commands.menu)
    assert world.rasa.state.asked == []


async def test_the_buttons_of_the_menu_work(world: World) -> None:
    await world.say("anna", "unknown", kind=Kind.BUTTON)
    await world.until_texts("anna", 1)
    await world.say("anna", world.channel.bubbles("anna")[0].buttons[0].id, kind=Kind.BUTTON)
    await world.until_texts("anna", 2)
    assert world.rasa.state.heard() == [world.line.commands.menu[0].payload]


async def test_somebody_elses_button_is_dead(world: World) -> None:
    await world.say("anna", "boutons")
    await world.until_texts("anna", 1)
    await world.say("karim", world.channel.bubbles("anna")[0].buttons[0].id, kind=Kind.BUTTON)
    assert await world.until_texts("karim", 1) == [world.line.content.text("dead_button")]


# The lifeline


@pytest.mark.parametrize("fault", ["unavailable", "empty", "broken"])
async def test_when_rasa_fails_an_honest_sentence_with_numbers_comes_at_once(world: World, fault: Fault) -> None:
    world.rasa.state.fault = fault
    started = time.monotonic()
    await world.say("anna", "bonjour")
    texts = await world.until_texts("anna", 1)
    assert time.monotonic() - started < 2
    assert texts[0] == world.line.content.text("lifeline_first")
    assert "\n112" in texts[0]
    assert "\n0800 111 72" in texts[0]


async def test_when_rasa_is_dead_an_urgent_message_gets_the_urgent_text(world: World) -> None:
    world.rasa.state.fault = "unavailable"
    await world.say("anna", URGENT)
    texts = await world.until_texts("anna", 2)
    assert "\n112" in texts[0]
    assert "0800 32 123" in texts[0]
    assert "0800 111 72" in texts[1]
    assert "Êtes-vous en sécurité" in texts[1]


async def test_when_rasa_is_dead_the_command_urgence_gets_the_urgent_text(world: World) -> None:
    world.rasa.state.fault = "unavailable"
    await world.say("anna", "/urgence")
    assert "\n112" in (await world.until_texts("anna", 2))[0]


async def test_when_rasa_is_dead_a_tap_on_not_safe_gets_the_urgent_text(world: World) -> None:
    # Given the urgent text with its question
    world.rasa.state.fault = "unavailable"
    await world.say("anna", URGENT)
    await world.until_texts("anna", 2)
    question = world.channel.bubbles("anna")[1]
    # When « Non » is tapped
    no = next(button for button in question.buttons if button.title == "Non")
    await world.say("anna", no.id, kind=Kind.BUTTON)
    # Then the numbers come again
    texts = await world.until_texts("anna", 4)
    assert "\n112" in texts[2]


async def test_every_waiting_message_gets_its_lifeline_and_never_the_same_twice_in_a_row(world: World) -> None:
    world.rasa.state.fault = "unavailable"
    for n in range(4):
        await world.say("anna", f"message {n}")
    await world.say("anna", URGENT)
    texts = await world.until_texts("anna", 6)
    assert all("112" in text for text in texts[:5])
    assert all(one != next for one, next in pairwise(texts))
    assert "Êtes-vous en sécurité" in texts[5]


async def test_somebody_who_writes_while_a_turn_rests_gets_the_lifeline_at_once(world: World) -> None:
    world.rasa.state.fault = "unavailable"
    await world.say("anna", "message 0")
    await world.until_texts("anna", 1)
    await asyncio.sleep(2)
    started = time.monotonic()
    await world.say("anna", URGENT)
    await world.until_texts("anna", 3)
    assert time.monotonic() - started < 3


async def test_a_frozen_rasa_is_waited_for_8_seconds_and_the_next_person_does_not_wait_again(world: World) -> None:
    world.rasa.state.fault = "frozen"
    started = time.monotonic()
    await world.say("anna", URGENT)
    await world.say("anna", "message 1")
    await world.until_texts("anna", 3, limit=10)
    assert 7.5 < time.monotonic() - started < 9.5
    started = time.monotonic()
    await world.say("karim", "bonjour")
    await world.until_texts("karim", 1)
    assert time.monotonic() - started < 4


async def test_a_message_behind_a_slow_one_gets_the_lifeline_after_8_seconds(line: Line, rasa: RasaStandIn) -> None:
    world = World(line, rasa, lifeline_after=1.0, look_every=0.2, fair_try=0.0)
    rasa.state.slow = 3
    async with world.running():
        await world.say("anna", "bonjour")
        await world.say("anna", URGENT)
        started = time.monotonic()
        await world.until(lambda: any("Êtes-vous en sécurité" in text for text in world.channel.texts("anna")))
        assert time.monotonic() - started < 2
        await world.until_empty(limit=10)
    assert rasa.state.heard() == ["bonjour", URGENT]


async def test_a_restart_does_not_repeat_the_lifeline(line: Line, rasa: RasaStandIn) -> None:
    rasa.state.fault = "unavailable"
    first = World(line, rasa)
    async with first.running():
        await first.say("anna", "bonjour")
        await first.until_texts("anna", 1)
    second = World(line, rasa)
    async with second.running():
        before = rasa.state.health_asked
        await second.until(lambda: rasa.state.health_asked > before, limit=10)
        await asyncio.sleep(0.3)
        assert second.channel.texts("anna") == []


async def test_a_message_that_is_old_after_a_restart_gets_its_answer_and_no_lifeline(world: World) -> None:
    world.rasa.state.slow = 1.5
    before = datetime.now(timezone.utc) - timedelta(seconds=30)
    await world.say("anna", "bonjour", sent_at=before, received_at=before)
    await world.until_empty()
    assert world.channel.texts("anna") == ["1. bonjour"]


# Another try


async def test_a_late_answer_is_sent_once_and_introduced(world: World) -> None:
    world.rasa.state.fault = "unavailable"
    await world.say("anna", "un")
    await world.say("anna", "deuxième")
    await world.until_texts("anna", 2)
    world.rasa.state.fault = None
    await world.until_empty(limit=10)
    late = [world.line.content.text("late_answer", again=n) for n in range(2)]
    assert world.channel.texts("anna")[2:] == [late[0], "1. un", late[1], "2. deuxième"]
    assert await count_of(world.line, "turns_late") == 2


async def test_an_answer_that_rasa_had_already_given_is_not_run_twice(world: World) -> None:
    # Given a Rasa that answers after our patience has ended
    world.rasa.state.slow = 8.5
    await world.say("anna", "bonjour")
    await world.until_texts("anna", 1, limit=9)
    world.rasa.state.slow = 0
    await world.until_empty(limit=10)
    # Then it was asked twice with the same id, and ran once
    assert len({asked["id"] for asked in world.rasa.state.asked}) == 1
    assert world.rasa.state.heard() == ["bonjour"]
    assert world.channel.texts("anna")[-1] == "1. bonjour"


async def test_a_turn_is_dropped_and_counted_two_minutes_after_receipt(world: World) -> None:
    world.rasa.state.faulty_texts["poison"] = "empty"
    await world.say("anna", "poison")
    await world.until_texts("anna", 1)
    await world.say("anna", "après")
    await asyncio.sleep(1)
    assert world.rasa.state.heard() == []
    world.clock.ahead = timedelta(seconds=121)
    # Then the next message is taken up, and nobody hears of the first again
    await world.until_empty(limit=10)
    assert world.rasa.state.heard() == ["après"]
    assert await count_of(world.line, "turns_dropped") == 1
    assert await world.line.redis.keys("{relais}:turn:*") == []


async def test_a_question_that_rasa_will_never_accept_does_not_hold_up_the_next(world: World) -> None:
    world.rasa.state.faulty_texts["impossible"] = "refusing"
    await world.say("anna", "impossible")
    await world.say("anna", "après")
    await world.until_empty()
    assert world.rasa.state.heard() == ["après"]


async def test_the_lifeline_begins_anew_after_an_answer_in_time(world: World) -> None:
    first = world.line.content.text("lifeline_first")
    for n in range(2):
        world.rasa.state.fault = "unavailable"
        await world.say("anna", f"message {n}")
        await world.until(lambda n=n: world.channel.texts("anna").count(first) == n + 1)  # type: ignore[misc]
        world.rasa.state.fault = None
        await world.until_empty(limit=10)
        await world.say("anna", "et maintenant ?")
        await world.until_empty()


# Old messages


async def test_what_is_over_ten_minutes_old_gets_one_sentence_and_no_answer(world: World) -> None:
    old = datetime.now(timezone.utc) - timedelta(minutes=11)
    for n in range(3):
        await world.say("anna", f"vieux {n}", sent_at=old)
    await world.say("anna", "nouveau")
    await world.until_empty()
    assert world.channel.texts("anna") == [world.line.content.text("can_read_again"), "1. nouveau"]
    assert world.rasa.state.heard() == ["nouveau"]
    assert await count_of(world.line, "messages_too_old") == 3


async def test_what_is_old_and_urgent_gets_the_urgent_text_once(world: World) -> None:
    old = datetime.now(timezone.utc) - timedelta(hours=2)
    await world.say("anna", URGENT, sent_at=old)
    await world.say("anna", URGENT, sent_at=old)
    await world.until_empty()
    texts = world.channel.texts("anna")
    assert len(texts) == 2
    assert "\n112" in texts[0]


# Erasure


async def test_an_erased_person_is_forgotten_everywhere_before_they_are_told(world: World) -> None:
    # Given a person with buttons and an address
    said = await world.say("anna", "boutons")
    await world.until_texts("anna", 1)
    await world.until_empty()
    old_button = world.channel.bubbles("anna")[0].buttons[0]
    # When they erase their data
    await world.say("anna", "/effacer")
    await world.until_empty()
    # Then Rasa has forgotten, and nothing here knows the person but the sentence's own button
    person = world.line.names.address(said).person
    assert world.rasa.state.forgotten == [person]
    assert world.channel.texts("anna")[-1] == "C’est effacé."
    left = [key.decode() for key in await world.line.redis.keys(f"*{person}*")]
    assert left == [f"{{relais}}:buttons:{person}"]
    # And it is noted that their traces must leave Redis's file
    assert await world.line.redis.exists(DUE)
    assert old_button.id.encode() not in await world.line.redis.hkeys(left[0])


async def test_an_erasure_that_fails_is_not_called_done(world: World, line: Line) -> None:
    # Given a Rasa that dies between the answer and the erasure
    async def failing(sender: str) -> None:
        line.rasa.forget = forget  # type: ignore[method-assign]
        raise RasaFailed("refused")

    from bot.rasa_client import RasaFailed

    forget = line.rasa.forget
    line.rasa.forget = failing  # type: ignore[method-assign,assignment]
    await world.say("anna", "/effacer")
    await world.until_empty(limit=10)
    # Then the lifeline comes first, and the confirmation only once it is true
    texts = world.channel.texts("anna")
    assert texts[0] == line.content.text("lifeline_first")
    assert texts[-1] == "C’est effacé."
    assert len(world.rasa.state.forgotten) == 1


# Channels in trouble


def troubled(world: World, *errors: Exception) -> None:
    left = list(errors)

    def trouble(address: Address, bubble: Bubble) -> None:
        if left:
            raise left.pop(0)

    world.channel.trouble = trouble


async def test_somebody_who_has_blocked_us_is_let_go(world: World) -> None:
    troubled(world, PersonIsGone())
    said = await world.say("anna", "bonjour")
    await world.until_empty()
    assert world.channel.sent == []
    person = world.line.names.address(said).person
    assert await world.line.redis.keys(f"*{person}*") == []
    assert await count_of(world.line, "persons_gone") == 1


async def test_a_channel_that_asks_us_to_wait_gets_the_same_bubble_later(world: World) -> None:
    troubled(world, TryAgainIn(1))
    started = time.monotonic()
    await world.say("anna", "bonjour")
    assert await world.until_texts("anna", 1) == ["1. bonjour"]
    assert time.monotonic() - started >= 1
    assert world.rasa.state.heard() == ["bonjour"]


@pytest.mark.parametrize("error", [ChannelIsDown(), RuntimeError("a text of the person")])
async def test_an_answer_waits_for_a_channel_that_is_down(world: World, error: Exception) -> None:
    troubled(world, error, error)
    await world.say("anna", "bonjour")
    assert await world.until_texts("anna", 1, limit=8) == ["1. bonjour"]


async def test_after_ten_minutes_without_a_channel_the_person_hears_that_we_read_again(world: World) -> None:
    troubled(world, ChannelIsDown())
    await world.say("anna", "bonjour")
    world.clock.ahead = timedelta(minutes=11)
    assert await world.until_texts("anna", 1) == [world.line.content.text("can_read_again")]


# What cannot be


async def test_a_message_that_no_key_opens_is_counted_and_let_go(line: Line, rasa: RasaStandIn) -> None:
    await line.intake.put(message("anna", "bonjour"))
    stranger = ChatCipher.from_setting(new_chat_key())
    object.__setattr__(line, "cipher", stranger)
    world = World(line, rasa)
    async with world.running():
        await world.until_empty()
    assert await count_of(line, "messages_unreadable") == 1


async def test_a_fault_of_our_own_leaves_nobody_without_a_number(world: World, line: Line) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    line.rasa.ask = broken  # type: ignore[method-assign,assignment]
    await world.say("anna", "bonjour")
    assert await world.until_texts("anna", 1) == [line.content.text("lifeline_first")]


async def test_a_worker_that_was_asleep_says_nothing_after_another_has_taken_over(
    line: Line, rasa: RasaStandIn
) -> None:
    # Given a claim whose holder slept through its lease
    await line.intake.put(message("anna", "bonjour"))
    asleep = await line.inbox.claim()
    assert isinstance(asleep, Claim)
    asleep.renewed_at -= 60
    await line.redis.zadd("{relais}:ready", {asleep.person: 0})
    world = World(line, rasa)
    async with world.running():
        await world.until_texts("anna", 1)
        # When it wakes up
        await world.workers._do(asleep)
    # Then the person hears only one of the two
    assert world.channel.texts("anna") == ["1. bonjour"]
