"""The workers' side of the inbox: one message of each person at a time, fenced."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot import keys
from bot.inbox import Claim, Inbox, LeaseLost
from bot.line import Line
from tests.bot.world import message


async def taken(line: Line, inbox: Inbox | None = None) -> Claim:
    claim = await (inbox or line.inbox).claim()
    assert isinstance(claim, Claim), claim
    return claim


def words(line: Line, claim: Claim) -> str:
    from bot.messages import IncomingMessage

    held = claim.message
    return IncomingMessage.from_bytes(line.cipher.open(held.content, held.key)).text


async def test_one_persons_messages_are_taken_up_one_at_a_time_and_in_order(line: Line) -> None:
    for text in ("un", "deux", "trois"):
        await line.intake.put(message("anna", text))
    for text in ("un", "deux", "trois"):
        claim = await taken(line)
        assert words(line, claim) == text
        assert not isinstance(await line.inbox.claim(), Claim)
        await line.inbox.complete(claim)
    assert await line.inbox.claim() is None


async def test_who_has_waited_longest_comes_first(line: Line) -> None:
    for chat in ("anna", "karim"):
        for n in (1, 2):
            await line.intake.put(message(chat, f"{chat} {n}"))
            await asyncio.sleep(0.005)
    said = []
    for _ in range(4):
        claim = await taken(line)
        said.append(words(line, claim))
        await asyncio.sleep(0.005)
        await line.inbox.complete(claim)
    assert said == ["anna 1", "karim 1", "anna 2", "karim 2"]


async def test_a_dead_workers_person_is_taken_up_within_seconds_and_the_dead_one_is_fenced(line: Line) -> None:
    # Given a worker that took a message up and died
    await line.intake.put(message("anna", "bonjour"))
    dead = await taken(line)
    started = time.monotonic()
    # When another one asks until it gets the message
    while not isinstance(claim := await line.inbox.claim(), Claim):
        assert isinstance(claim, float)
        assert time.monotonic() - started < 7
        await asyncio.sleep(min(claim, 0.2))
    # Then it came within the lease, and nothing of the dead one's is accepted any more
    assert claim.message.entry == dead.message.entry
    assert claim.token > dead.token
    for refused in (
        line.inbox.renew(dead),
        line.inbox.mark(dead, dead.message, "reply0"),
        line.inbox.rest(dead, 0, failed=False),
        line.inbox.complete(dead),
    ):
        with pytest.raises(LeaseLost):
            await refused
    await line.inbox.complete(claim)


async def test_a_renewed_lease_is_kept(line: Line) -> None:
    inbox = Inbox(line.redis, idle=60, lease=0.4)
    await line.intake.put(message("anna", "bonjour"))
    claim = await taken(line, inbox)
    for _ in range(5):
        await asyncio.sleep(0.15)
        assert await inbox.renew(claim) == 1
        assert not isinstance(await inbox.claim(), Claim)


async def test_a_holder_who_was_only_cut_off_keeps_the_lease(line: Line) -> None:
    # Given a lease that ended while its holder could not reach Redis
    await line.intake.put(message("anna", "bonjour"))
    holder = await taken(line)
    await line.redis.zadd(keys.READY, {holder.person: 0})
    # When somebody else looks for work first, and the holder renews within the grace
    assert not isinstance(await line.inbox.claim(), Claim)
    await line.inbox.renew(holder)
    # Then it is still the holder, and has a whole lease again
    await line.redis.zadd(keys.READY, {holder.person: 0})
    assert not isinstance(await line.inbox.claim(), Claim)
    await line.inbox.complete(holder)


async def test_nothing_of_a_message_is_left_once_it_is_answered(line: Line) -> None:
    await line.intake.put(message("anna", "bonjour"))
    claim = await taken(line)
    await line.inbox.mark(claim, claim.message, "reply0", buttons={"abc": b"sealed"})
    await line.inbox.complete(claim)
    left = {key.decode() for key in await line.redis.keys("*")}
    person = claim.person
    assert left == {
        keys.seen(claim.message.key), keys.FENCE, keys.address(person), keys.buttons(person), keys.INBOX,
    }  # fmt: skip
    assert await line.redis.xlen(keys.INBOX) == 0


async def test_a_new_message_wakes_a_person_whose_turn_rests(line: Line) -> None:
    await line.intake.put(message("anna", "un"))
    await line.inbox.rest(await taken(line), 60, failed=True)
    assert not isinstance(await line.inbox.claim(), Claim)
    await line.intake.put(message("anna", "deux"))
    claim = await taken(line)
    assert words(line, claim) == "un"
    assert claim.message.tries == 1


async def test_a_new_message_does_not_break_a_lease(line: Line) -> None:
    await line.intake.put(message("anna", "un"))
    claim = await taken(line)
    await line.intake.put(message("anna", "deux"))
    assert not isinstance(await line.inbox.claim(), Claim)
    assert await line.inbox.renew(claim) == 2
    assert [words_of.key for words_of in await line.inbox.others_waiting(claim)] != []


async def test_a_claim_that_a_frozen_redis_runs_too_late_holds_nobodys_lease(line: Line) -> None:
    # Given a claim on its way, whose sender has long given up (the clock of its deadline lies behind)
    await line.intake.put(message("anna", "bonjour"))
    line.inbox._server_clock_ahead = time.time() - time.monotonic() - 60
    assert await line.inbox.claim() is None
    # Then nobody holds it, and the next claim gets it
    assert await line.redis.hlen(keys.HOLDER) == 0
    assert isinstance(await line.inbox.claim(), Claim)


async def test_waiting_for_something_new_ends_at_once_when_it_comes(line: Line) -> None:
    waiting = asyncio.create_task(line.inbox.wait_for_new("0-0", 1.5))
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await line.intake.put(message("anna", "bonjour"))
    assert await waiting != "0-0"
    assert time.monotonic() - started < 0.5
