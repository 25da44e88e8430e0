"""Many persons at once, each in order, whatever dies."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.inbox import Claim
from bot.line import Line
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.bot.world import URGENT, NotingChannel, World, make_settings, message, opened_line


def numbered(count: int) -> list[str]:
    return [f"{n + 1}. message {n}" for n in range(count)]


async def test_every_message_is_answered_once_and_each_person_in_order(world: World) -> None:
    for n in range(10):
        for chat in "abcdefgh":
            await world.say(chat, f"message {n}")
    await world.until_empty(limit=20)
    for chat in "abcdefgh":
        assert world.channel.texts(chat) == numbered(10)


async def test_a_slow_person_holds_nobody_up(world: World) -> None:
    slow = world.line.names.address(message("slow", "x")).person
    world.rasa.state.slow_senders[slow] = 3.0
    await world.say("slow", "bonjour")
    started = time.monotonic()
    for n in range(20):
        await world.say(f"p{n}", "message 0")
    await world.until(lambda: len(world.channel.sent) == 20)
    assert time.monotonic() - started < 2.5
    assert world.channel.texts("slow") == []


async def test_several_bot_processes_share_the_work_and_keep_the_order(line: Line, rasa: RasaStandIn) -> None:
    channel = NotingChannel()
    async with opened_line(line.settings) as other:
        one, two = World(line, rasa, channel), World(other, rasa, channel)
        async with one.running(), two.running():
            for n in range(10):
                for chat in "abcdef":
                    await one.say(chat, f"message {n}")
            await one.until_empty(limit=20)
    for chat in "abcdef":
        assert channel.texts(chat) == numbered(10)


async def test_a_dead_workers_message_is_answered_by_another_within_seconds(line: Line, rasa: RasaStandIn) -> None:
    # Given a worker that took the message up, sent the first of two bubbles and died
    await line.intake.put(message("anna", "deux"))
    claim = await line.inbox.claim()
    assert isinstance(claim, Claim)
    await line.inbox.mark(claim, claim.message, "reply0")
    # When another one runs
    world = World(line, rasa)
    async with world.running():
        await world.until_empty(limit=7)
    # Then only what was missing is sent
    assert world.channel.texts("anna") == ["deux"]


async def test_a_worker_that_stops_gives_its_turns_back_at_once(line: Line, rasa: RasaStandIn) -> None:
    rasa.state.slow = 1.5
    first = World(line, rasa)
    async with first.running():
        await first.say("anna", "bonjour")
        await first.until(lambda: rasa.state.asked)
    rasa.state.slow = 0
    async with opened_line(line.settings) as other:
        second = World(other, rasa)
        started = time.monotonic()
        async with second.running():
            assert await second.until_texts("anna", 1) == ["1. bonjour"]
        assert time.monotonic() - started < 3


@pytest.mark.parametrize("trouble", ["killed", "frozen"])
async def test_a_redis_in_trouble_loses_and_doubles_nothing_of_two_processes(
    own_redis: RedisServer, rasa: RasaStandIn, trouble: str
) -> None:
    rasa.state.slow = 0.02
    settings, channel = make_settings(own_redis.url, rasa.url), NotingChannel()
    async with opened_line(settings) as line, opened_line(settings) as other_line:
        world = World(line, rasa, channel)
        async with world.running(), World(other_line, rasa, channel).running():
            # Given messages of eight persons on their way
            for n in range(5):
                for chat in "abcdefgh":
                    await world.say(chat, f"message {n}")
            # When Redis goes away in the middle and comes back
            await (killed_for_a_while if trouble == "killed" else frozen_for_a_while)(own_redis)
            # Then every message that was taken in is answered once, in order
            await world.until_empty(limit=30)
            for chat in "abcdefgh":
                assert answers(world, chat) == numbered(5)


async def killed_for_a_while(redis: RedisServer) -> None:
    redis.kill()
    await asyncio.sleep(1)
    redis.start()


async def frozen_for_a_while(redis: RedisServer) -> None:
    """Longer than a lease lasts."""
    redis.freeze()
    await asyncio.sleep(7)
    redis.thaw()


def answers(world: World, chat: str) -> list[str]:
    """Without the lifelines and the introductions of late answers."""
    return [text for text in world.channel.texts(chat) if text[0].isdigit() and ". message" in text[:12]]


async def test_who_wrote_just_before_redis_died_gets_the_lifeline(own_redis: RedisServer, rasa: RasaStandIn) -> None:
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line:
        world = World(line, rasa)
        # Given two messages that are stored and that no worker has begun
        await world.say("anna", "bonjour")
        await world.say("karim", URGENT)
        own_redis.kill()
        async with world.running():
            # Then both hear from us, the urgent one with its numbers
            await world.until(lambda: world.channel.texts("anna") and world.channel.texts("karim"), limit=8)
            assert world.channel.texts("anna") == [line.content.text("lifeline_outage")]
            assert "\n112" in world.channel.texts("karim")[0]
            # And when Redis is back, the messages are answered
            own_redis.start()
            await world.until_empty(limit=20)
            assert answers_of(rasa) == {"bonjour", URGENT}


def answers_of(rasa: RasaStandIn) -> set[str]:
    return set(rasa.state.heard())


async def test_a_fault_of_our_own_does_not_end_the_work(line: Line, rasa: RasaStandIn) -> None:
    claim = line.inbox.claim

    async def broken() -> None:
        line.inbox.claim = claim  # type: ignore[method-assign]
        raise ZeroDivisionError

    line.inbox.claim = broken  # type: ignore[method-assign,assignment]
    world = World(line, rasa)
    async with world.running():
        await world.say("anna", "bonjour")
        assert await world.until_texts("anna", 1) == ["1. bonjour"]


async def test_the_workers_say_whether_they_are_alive(line: Line, rasa: RasaStandIn) -> None:
    world = World(line, rasa)
    assert not world.workers.are_alive()
    async with world.running():
        await world.until(world.workers.are_alive)
    assert not world.workers.are_alive()
