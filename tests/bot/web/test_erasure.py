from __future__ import annotations

import asyncio
from pathlib import Path

from bot import keys
from bot.web.sessions import Session
from casework.requests import ContactRequest, RequestStore
from casework.sealing import CaseSealer, new_case_keys
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.bot.web.small_web import SmallWeb, Visitor, until
from tests.bot.world import make_settings, opened_line


async def talked(web: SmallWeb) -> tuple[Visitor, Session]:
    """A visitor with a few turns behind them."""
    visitor = web.visitor()
    async with web.answering():
        await visitor.open()
        await visitor.say("boutons", id="message-1")
        for _ in range(200):
            events = await visitor.events()
            if sum(event["type"] == "bubble" for event in events) == 2:
                break
            await asyncio.sleep(0.02)
    session = web.web.sessions.read(visitor.http.cookies["relais"])
    assert session
    return visitor, session


async def test_erasing_leaves_nothing_of_the_person(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor, session = await talked(web)
    person = web.web.address(session).person
    await visitor.say("encore en attente", id="message-2")
    answer = await visitor.post("/web/effacer")
    assert answer.status_code == 200
    assert rasa.state.forgotten == [person]
    found = [key.decode() async for key in web.line.redis.scan_iter(f"*{person}*")]
    assert found == []
    assert await web.line.redis.xlen(keys.INBOX) == 0
    assert "relais" not in visitor.http.cookies


async def test_erasing_touches_nobody_else(web: SmallWeb) -> None:
    visitor, _ = await talked(web)
    other, other_session = await talked(web)
    await visitor.post("/web/effacer")
    assert [event["type"] for event in await other.events()].count("bubble") == 2
    assert await web.line.redis.exists(keys.buttons(web.web.address(other_session).person))


async def test_a_worker_in_the_middle_of_a_turn_says_nothing_more(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor, session = await talked(web)
    person = web.web.address(session).person
    rasa.state.slow = 1.0
    async with web.answering():
        await visitor.say("lent", id="message-2")
        await until(lambda: len(rasa.state.asked) == 3)
        assert (await visitor.post("/web/effacer")).status_code == 200
        await asyncio.sleep(2)
        assert not await web.line.redis.exists(keys.outbox(person))


async def test_a_request_that_has_not_gone_yet_is_withdrawn(web: SmallWeb) -> None:
    visitor, session = await talked(web)
    store, sealer = RequestStore(web.line.redis), CaseSealer.from_setting(new_case_keys()[1])
    reference = await store.create("a-key", _request(web, session), sealer)
    answer = await visitor.post("/web/effacer")
    assert await store.status(reference) == "retire"
    assert "Il ne reste rien" in answer.text


async def test_a_request_that_has_gone_is_named_honestly(web: SmallWeb) -> None:
    visitor, session = await talked(web)
    store, sealer = RequestStore(web.line.redis), CaseSealer.from_setting(new_case_keys()[1])
    reference = await store.create("a-key", _request(web, session), sealer)
    await web.line.redis.hset(f"{{relais}}:case:{reference}", "status", "transmis")
    assert "déjà transmise" in (await visitor.post("/web/effacer")).text


async def test_with_rasa_down_the_page_is_told_that_it_is_not_all(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor, _ = await talked(web)
    rasa.state.fault = "unavailable"
    answer = await visitor.post("/web/effacer")
    assert answer.status_code == 503
    assert "pas pu tout effacer" in answer.text
    rasa.state.fault = None
    assert (await visitor.post("/web/effacer")).status_code == 200


async def test_with_redis_down_the_page_is_told_that_it_is_not_all(own_redis: RedisServer, rasa: RasaStandIn) -> None:
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line, SmallWeb(line).opened() as web:
        visitor, _ = await talked(web)
        own_redis.kill()
        assert (await visitor.post("/web/effacer")).status_code == 503


async def test_what_was_said_cannot_be_read_in_redis(own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path) -> None:
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line, SmallWeb(line).opened() as web:
        visitor = web.visitor()
        async with web.answering():
            await visitor.open()
            await visitor.say("un ornithorynque mauve", id="message-1")
            await asyncio.sleep(1)
        token = visitor.http.cookies["relais"]
    kept = b"".join(path.read_bytes() for path in own_redis.folder.rglob("*") if path.is_file())
    assert len(kept) > 500
    for planted in ("ornithorynque", token, token[:32]):
        assert planted.encode() not in kept


def _request(web: SmallWeb, session: Session) -> ContactRequest:
    return ContactRequest(
        recipient="caprev", role="relative", channel="chat", source_channel="web", write_here=True,
        person=web.web.address(session).person,
    )  # fmt: skip
