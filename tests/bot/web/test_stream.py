from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from bot.messages import Bubble, ButtonId, ShownButton
from bot.web.stream import CURSOR
from casework.opening_hours import BRUSSELS
from casework.replies import ContactCard
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.bot.web.small_web import SmallWeb, Visitor, text_of
from tests.bot.world import make_settings, opened_line


async def opened(web: SmallWeb) -> Visitor:
    visitor = web.visitor()
    await visitor.open()
    return visitor


def bubble(n: int) -> Bubble:
    return Bubble(f"turn:{n}", f"Réponse {n}.", (ShownButton("Oui", ButtonId("abc")),))


async def send(web: SmallWeb, visitor: Visitor, *numbers: int) -> None:
    session = web.web.sessions.read(visitor.http.cookies["relais"])
    assert session
    for n in numbers:
        await web.web.channel.send(web.web.address(session), bubble(n))


async def test_both_sides_of_a_conversation_come_back_in_order(web: SmallWeb) -> None:
    visitor = await opened(web)
    await visitor.say("bonjour")
    await send(web, visitor, 1, 2)
    events = await visitor.events()
    assert [event["type"] for event in events] == ["numbers", "said", "bubble", "bubble", "ready"]
    assert [text_of(event) for event in events[1:4]] == ["bonjour", "Réponse 1.", "Réponse 2."]
    assert events[2]["buttons"] == [{"title": "Oui", "id": "abc"}]


async def test_a_connection_that_broke_goes_on_where_it_left_off(web: SmallWeb) -> None:
    visitor = await opened(web)
    await send(web, visitor, 1, 2, 3)
    first = [event for event in await visitor.events() if event["type"] == "bubble"]
    rest = [e for e in await visitor.events(after=first[0]["cursor"]) if e["type"] == "bubble"]
    assert [text_of(event) for event in rest] == ["Réponse 2.", "Réponse 3."]
    assert not [e for e in await visitor.events(after=rest[-1]["cursor"]) if e["type"] == "bubble"]


async def test_a_place_that_is_none_begins_at_the_beginning(web: SmallWeb) -> None:
    visitor = await opened(web)
    await send(web, visitor, 1)
    for place in ("x", "1", "-", "$", "9" * 40 + "-1", "0-0\r\nx: y"):
        assert not CURSOR.fullmatch(place)
    assert [e["type"] for e in await visitor.events(after="nonsense")] == ["numbers", "bubble", "ready"]


async def test_an_open_page_hears_at_once(web: SmallWeb) -> None:
    visitor = await opened(web)
    listening = asyncio.create_task(visitor.events("bubble"))
    await asyncio.sleep(0.2)
    await send(web, visitor, 1)
    assert text_of((await asyncio.wait_for(listening, 1))[-1]) == "Réponse 1."


async def test_what_another_process_wrote_is_found_too(web: SmallWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.stream.LOOK_EVERY", 0.2)
    visitor = await opened(web)
    listening = asyncio.create_task(visitor.events("bubble"))
    await asyncio.sleep(0.1)
    session = web.web.sessions.read(visitor.http.cookies["relais"])
    assert session
    elsewhere = SmallWeb(web.line)
    await elsewhere.web.channel.send(elsewhere.web.address(session), bubble(1))
    assert text_of((await asyncio.wait_for(listening, 2))[-1]) == "Réponse 1."


async def test_a_card_says_the_number_its_opening_and_its_week(web: SmallWeb) -> None:
    web.clock.fixed = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)
    visitor = await opened(web)
    session = web.web.sessions.read(visitor.http.cookies["relais"])
    assert session
    contact = ContactCard("CAPREV", "+3280011172")
    await web.web.channel.send(web.web.address(session), Bubble("turn:1", "Voici.", (), contact))
    card = (await visitor.events())[1]["blocks"][-1]["card"]
    assert (card["to"], card["state"]) == ("tel:+3280011172", "open")
    assert "jusqu’à 13h" in card["opening"]
    assert "Lundi" in card["hours"]


async def test_the_same_number_does_not_stand_twice_in_one_bubble(web: SmallWeb) -> None:
    contact = ContactCard("CAPREV", "+3280011172")
    event = web.web.events.of_bubbles([Bubble("x", "Appelez :\n0800 111 72\nMerci.", (), contact)])[0]
    assert [next(iter(block)) for block in event["blocks"]] == ["p", "card", "p"]


async def test_the_header_learns_when_the_green_number_opens(web: SmallWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.stream.HEARTBEAT_EVERY", 0.1)
    monkeypatch.setattr("bot.web.stream.LOOK_EVERY", 0.1)
    visitor = await opened(web)
    web.clock.fixed = datetime(2026, 11, 24, 8, 59, tzinfo=BRUSSELS)
    listening = asyncio.create_task(visitor.events("typing"))
    await asyncio.sleep(0.3)
    web.clock.fixed = datetime(2026, 11, 24, 9, 0, tzinfo=BRUSSELS)
    await asyncio.sleep(0.4)
    session = web.web.sessions.read(visitor.http.cookies["relais"])
    assert session
    await web.web.channel.typing(web.web.address(session))
    told = [event["numbers"][0]["state"] for event in await listening if event["type"] == "numbers"]
    assert told == ["closed", "open"]


async def test_in_an_outage_the_page_is_told_and_hears_what_comes_past_redis(
    own_redis: RedisServer, rasa: RasaStandIn
) -> None:
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line, SmallWeb(line).opened() as web:
        visitor = await opened(web)
        listening = asyncio.create_task(visitor.events("bubble"))
        await asyncio.sleep(0.2)
        own_redis.kill()
        await send(web, visitor, 1)
        heard = await listening
        own_redis.start()
        await web.web.channel.pay_what_is_owed()
        later = await visitor.events()
    assert text_of(heard[-1]) == "Réponse 1."
    assert [e["id"] for e in later if e["type"] == "bubble"] == [heard[-1]["id"]]


async def test_with_nobody_there_a_bubble_in_an_outage_is_not_taken_for_sent(
    own_redis: RedisServer, rasa: RasaStandIn
) -> None:
    from bot.channel import ChannelIsDown

    async with opened_line(make_settings(own_redis.url, rasa.url)) as line, SmallWeb(line).opened() as web:
        visitor = await opened(web)
        own_redis.kill()
        with pytest.raises(ChannelIsDown):
            await send(web, visitor, 1)


async def test_one_conversation_cannot_hold_streams_without_end(web: SmallWeb) -> None:
    visitor = await opened(web)
    most = web.web.limits.values.streams["session"]
    listening = [asyncio.create_task(visitor.events("erased")) for _ in range(most)]
    await asyncio.sleep(0.3)
    answer = await visitor.get("/web/flux")
    assert answer.status_code == 429
    assert answer.headers["retry-after"]
    web.streams.close()
    await asyncio.gather(*listening)
    assert web.web.bells._listeners == {}
    assert web.web.bells._addresses == {}


async def test_without_a_session_there_is_nothing_to_follow(web: SmallWeb) -> None:
    assert (await web.visitor().get("/web/flux")).status_code == 401


async def test_nobody_hears_anothers_conversation(web: SmallWeb) -> None:
    one, other = await opened(web), await opened(web)
    await send(web, one, 1)
    assert not [event for event in await other.events() if event["type"] == "bubble"]


async def test_a_page_learns_that_the_dialogue_has_erased_what_was_before(web: SmallWeb) -> None:
    visitor = await opened(web)
    session = web.web.sessions.read(visitor.http.cookies["relais"])
    assert session
    await web.line.outbox.append(web.web.address(session).person, "erased:1", {"type": "erased"})
    assert (await visitor.events("forgotten"))[-1]["type"] == "forgotten"
