"""Replies for those who fetch them."""

from __future__ import annotations

import asyncio

from bot import keys
from bot.line import Line
from bot.messages import Address, Bubble, FinishedTurn, MessageKey
from bot.outbox import LONGEST_OUTBOX, OutboxChannel
from casework.pseudonyms import Pseudonym

ANNA = Address("web", "1", "chat", Pseudonym("anna"))


def bubble(id: str, text: str = "bonjour") -> Bubble:
    return Bubble(id, text)


async def test_items_are_read_in_order_from_a_cursor(line: Line) -> None:
    channel = OutboxChannel("web", line.outbox)
    for n in range(3):
        await channel.send(ANNA, bubble(f"b{n}", f"texte {n}"))
    items = await line.outbox.read(ANNA.person)
    assert [item.data["text"] for item in items] == ["texte 0", "texte 1", "texte 2"]
    assert [item.data["id"] for item in await line.outbox.read(ANNA.person, items[0].cursor)] == ["b1", "b2"]
    assert await line.outbox.last_cursor(ANNA.person) == items[-1].cursor


async def test_a_bubble_that_is_sent_again_after_a_crash_is_there_once(line: Line) -> None:
    channel = OutboxChannel("web", line.outbox)
    for id in ("b1", "b2", "b1"):
        await channel.send(ANNA, bubble(id))
    assert len(await line.outbox.read(ANNA.person)) == 2


async def test_an_outbox_is_sealed_capped_and_leaves_with_the_conversation(line: Line) -> None:
    channel = OutboxChannel("web", line.outbox)
    for n in range(LONGEST_OUTBOX + 5):
        await channel.send(ANNA, bubble(f"b{n}", "mon secret"))
    key = keys.outbox(ANNA.person)
    assert await line.redis.xlen(key) == LONGEST_OUTBOX
    assert b"secret" not in await line.redis.dump(key)
    assert 0 < await line.redis.ttl(key) <= 24 * 3600


async def test_a_reader_that_waits_gets_the_item_at_once(line: Line) -> None:
    waiting = asyncio.create_task(line.outbox.read(ANNA.person, wait=1.5))
    await asyncio.sleep(0.1)
    await OutboxChannel("web", line.outbox).send(ANNA, bubble("b1"))
    assert len(await asyncio.wait_for(waiting, 0.5)) == 1


async def test_the_end_of_a_turn_stands_behind_its_bubbles(line: Line) -> None:
    channel = OutboxChannel("web", line.outbox)
    await channel.send(ANNA, bubble("b1"))
    await channel.finished(ANNA, FinishedTurn(MessageKey("m1"), "answer", {"intent": "greet"}))
    end = (await line.outbox.read(ANNA.person))[-1].data
    assert end == {"type": "finished", "message": "m1", "parse": {"intent": "greet"}}


async def test_an_erased_outbox_keeps_only_the_last_turn_for_a_minute(line: Line) -> None:
    channel = OutboxChannel("web", line.outbox)
    await channel.send(ANNA, bubble("old", "avant"))
    await asyncio.sleep(0.01)
    seconds, micros = await line.redis.time()
    await channel.send(ANNA, bubble("new", "C’est effacé."))
    await line.outbox.erase_before(ANNA.person, f"{seconds * 1000 + micros // 1000}-0")
    left = [item.data for item in await line.outbox.read(ANNA.person)]
    assert [data["text"] for data in left if data["type"] == "bubble"] == ["C’est effacé."]
    assert {"type": "erased"} in left  # an open page clears itself
    assert await line.redis.ttl(keys.outbox(ANNA.person)) <= 60
