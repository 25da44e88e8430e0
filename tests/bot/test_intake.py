"""The way into the inbox: stored once, before anybody acknowledges it."""

from __future__ import annotations

import asyncio

import pytest

from bot import keys
from bot.intake import InboxIsDown, Taken
from bot.line import Line
from bot.messages import Kind
from tests.auxil.redis_server import RedisServer
from tests.bot.world import URGENT, World, make_settings, message, opened_line


async def test_a_repeat_is_recognised_after_a_day(line: Line) -> None:
    said = message("anna", "bonjour")
    assert await line.intake.put(said) is Taken.NEW
    remembered = await line.redis.ttl(keys.seen(line.names.message_key(said)))
    assert remembered > 24 * 3600
    assert await line.intake.put(said) is Taken.REPEAT
    assert await line.redis.xlen(keys.INBOX) == 1


async def test_a_repeat_is_recognised_after_the_answer(world: World) -> None:
    said = await world.say("anna", "bonjour")
    await world.until_empty()
    assert await world.line.intake.put(said) is Taken.REPEAT
    await asyncio.sleep(0.2)
    assert world.channel.texts("anna") == ["1. bonjour"]


async def test_the_same_message_handed_in_at_the_same_moment_is_stored_once(line: Line) -> None:
    said = message("anna", "bonjour")
    taken = await asyncio.gather(*(line.intake.put(said) for _ in range(20)))
    assert taken.count(Taken.NEW) == 1
    assert await line.redis.xlen(keys.INBOX) == 1


async def test_what_is_stored_can_be_read_by_no_one_without_the_key(line: Line) -> None:
    await line.intake.put(message("chat-4711", "mon fils Karim", id="chat-4711:1"))
    for key in await line.redis.keys("*"):
        held = await line.redis.dump(key)
        assert b"Karim" not in held + key
        assert b"chat-4711" not in held + key


async def test_an_acknowledged_message_survives_a_killed_redis(own_redis: RedisServer) -> None:
    async with opened_line(make_settings(own_redis.url, "http://127.0.0.1:1")) as line:
        await line.intake.put(message("anna", "bonjour"))
        own_redis.kill()
        own_redis.start()
        assert await line.redis.xlen(keys.INBOX) == 1


async def test_without_redis_nothing_is_taken_in(own_redis: RedisServer) -> None:
    async with opened_line(make_settings(own_redis.url, "http://127.0.0.1:1")) as line:
        own_redis.kill()
        with pytest.raises(InboxIsDown):
            await line.intake.put(message("anna", "bonjour"))


async def test_a_frozen_redis_is_noticed_within_three_seconds(own_redis: RedisServer) -> None:
    async with opened_line(make_settings(own_redis.url, "http://127.0.0.1:1")) as line:
        own_redis.freeze()
        with pytest.raises(InboxIsDown):
            await asyncio.wait_for(line.intake.put(message("anna", "bonjour")), 3.5)


async def test_a_correction_takes_the_place_of_a_message_that_still_waits(line: Line, world_later: World) -> None:
    # Given a message that nobody has taken up
    said = message("anna", "mon fis")
    await line.intake.put(said)
    # When it is corrected, twice the same
    correction = message("anna", "mon fils", id="edit-1")
    assert await line.intake.correct(correction, said.id) is Taken.CORRECTED
    # Then the worker reads the correction, and only that
    async with world_later.running():
        await world_later.until_empty()
    assert world_later.channel.texts("anna") == ["1. mon fils"]


async def test_a_correction_that_was_answered_is_known_when_it_is_handed_in_again(
    line: Line, world_later: World
) -> None:
    said = message("anna", "mon fis")
    await line.intake.put(said)
    correction = message("anna", "mon fils", id="edit-1")
    assert await line.intake.correct(correction, said.id) is Taken.CORRECTED
    async with world_later.running():
        await world_later.until_empty()
        assert await line.intake.correct(correction, said.id) is Taken.REPEAT
        await world_later.until_empty()
    assert world_later.channel.texts("anna") == ["1. mon fils"]


async def test_a_correction_that_comes_too_late_is_answered_kindly_and_is_no_second_turn(world: World) -> None:
    said = await world.say("anna", "mon fis")
    await world.until_texts("anna", 1)
    await world.until_empty()
    correction = message("anna", "mon fils", id="edit-1")
    assert await world.line.intake.correct(correction, said.id) is Taken.NEW
    assert await world.line.intake.correct(correction, said.id) is Taken.REPEAT
    texts = await world.until_texts("anna", 2)
    assert texts[1] == world.line.content.text("correction_too_late")
    assert world.rasa.state.heard() == ["mon fis"]


async def test_a_late_correction_that_is_urgent_is_taken_as_a_message(world: World) -> None:
    said = await world.say("anna", "il va mal")
    await world.until_texts("anna", 1)
    await world.until_empty()
    await world.line.intake.correct(message("anna", URGENT, id="edit-1"), said.id)
    await world.until_texts("anna", 2)
    assert world.rasa.state.heard()[1] == URGENT


async def test_each_person_has_an_address_that_leaves_with_the_conversation(line: Line) -> None:
    said = message("chat-4711", "bonjour", kind=Kind.TEXT)
    await line.intake.put(said)
    key = keys.address(line.names.address(said).person)
    sealed = await line.redis.get(key)
    assert sealed is not None
    assert line.cipher.open(sealed, key) == b'["test", "1", "chat-4711"]'
    assert 0 < await line.redis.ttl(key) <= 24 * 3600
