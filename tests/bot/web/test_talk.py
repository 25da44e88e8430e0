from __future__ import annotations

import asyncio

import pytest

from bot import keys
from bot.web.limits import Limits, LimitValues, Rate
from bot.web.talk import OPENING
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.bot.web.small_web import SmallWeb, text_of, until
from tests.bot.world import URGENT, make_settings, opened_line


async def test_a_first_visit_gets_an_unguessable_cookie_that_ends_with_the_browser(web: SmallWeb) -> None:
    answer = await web.visitor().open()
    (cookie,) = answer.headers.get_list("set-cookie")
    assert answer.json() == {"new": True}
    assert cookie.startswith("relais=")
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert not any(part in cookie for part in ("Max-Age", "expires", "Domain"))


async def test_with_tls_the_cookie_never_travels_without_it(embedded: SmallWeb) -> None:
    visitor = embedded.visitor("10.0.0.2")
    answer = await visitor.post("/web/ouverture", {}, x_forwarded_proto="https", x_forwarded_for="198.51.100.1")
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-relais=")
    assert "Secure" in cookie


async def test_with_tls_a_cookie_that_a_neighbouring_site_set_is_none(embedded: SmallWeb) -> None:
    visitor = embedded.visitor("10.0.0.2")
    visitor.http.cookies["relais"] = embedded.new_session().token
    body = {"id": "message-1", "text": "bonjour"}
    proxied = {"x_forwarded_for": "198.51.100.1"}
    assert (await visitor.post("/web/messages", body, x_forwarded_proto="https", **proxied)).status_code == 401
    assert (await visitor.post("/web/messages", body, x_forwarded_proto="http", **proxied)).status_code == 202


async def test_looking_at_the_page_makes_no_session(web: SmallWeb) -> None:
    visitor = web.visitor()
    for path in ("/", "/vie-privee", "/web/static/chat.js"):
        assert "set-cookie" not in (await visitor.get(path)).headers


async def test_the_assistant_speaks_first_and_only_once(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor = web.visitor()
    async with web.answering():
        await visitor.open()
        first = await visitor.events("bubble")
        again = await visitor.open()
        await visitor.say("bonjour")
        await until(lambda: len(rasa.state.turns) == 2)
    assert text_of(first[-1]) == "1. /start_conversation"
    assert again.json() == {"new": False}
    assert "set-cookie" not in again.headers
    assert rasa.state.heard() == ["/start_conversation", "bonjour"]


async def test_two_pages_that_open_at_once_begin_one_conversation(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor = web.visitor()
    await visitor.open()
    await asyncio.gather(visitor.open(), visitor.open())
    assert await web.line.redis.xlen(keys.INBOX) == 1


async def test_a_message_that_comes_again_is_taken_in_once(web: SmallWeb) -> None:
    visitor = web.visitor()
    await visitor.open()
    answers = [await visitor.say("bonjour", id="the-same-id") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202] * 3
    assert [answer.json()["taken"] for answer in answers] == ["new", "repeat", "repeat"]


async def test_the_same_id_of_two_persons_is_two_messages(web: SmallWeb) -> None:
    one, other = web.visitor(), web.visitor()
    for visitor in (one, other):
        await visitor.open()
        assert (await visitor.say("bonjour", id="the-same-id")).json() == {"taken": "new"}


async def test_a_tapped_button_is_what_it_stood_for(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor = web.visitor()
    async with web.answering():
        await visitor.open()
        await visitor.say("boutons", id="message-1")
        bubble = next(e for e in await visitor.events("bubble", limit=8) if e["type"] == "bubble")
        while not bubble["buttons"]:
            bubble = (await visitor.events("bubble", after=bubble["cursor"]))[-1]
        await visitor.say("Les signes", id="message-2", button=bubble["buttons"][0]["id"])
        await until(lambda: "/ask_signs" in rasa.state.heard())
    assert "/ask" not in str(bubble["buttons"])


async def test_a_made_up_button_reaches_nobody(web: SmallWeb, rasa: RasaStandIn) -> None:
    visitor = web.visitor()
    async with web.answering():
        await visitor.open()
        await visitor.say("Les signes", button="aaaaaaaaaaaaaaaaaaaa")
        await until(lambda: len(rasa.state.turns) == 1)
        assert (await visitor.say("x", id="message-2", button="/erase_my_data")).status_code == 400
    assert rasa.state.heard() == ["/start_conversation"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"id": "message-1", "text": "x" * 4001}, 413),
        ({"id": "message-1", "text": "x" * 40_000}, 413),
        ({"id": "message-1", "text": "  \n "}, 400),
        ({"id": "message-1"}, 400),
        ({"id": "short", "text": "x"}, 400),
        ({"id": "with space and more", "text": "x"}, 400),
        ({"text": "x"}, 400),
        (["no object"], 400),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_kind_sentence(web: SmallWeb, body: object, status: int) -> None:
    visitor = web.visitor()
    await visitor.open()
    answer = await visitor.post("/web/messages", body)
    assert answer.status_code == status
    assert text_of(answer.json()).endswith((".", "…"))


async def test_a_message_without_a_session_is_refused(web: SmallWeb) -> None:
    assert (await web.visitor().say("bonjour")).status_code == 401


async def test_another_site_cannot_write_in_a_persons_name(web: SmallWeb) -> None:
    visitor = web.visitor()
    await visitor.open()
    for path in ("/web/ouverture", "/web/messages", "/web/quitter", "/web/effacer"):
        assert (await visitor.post(path, {}, sec_fetch_site="cross-site")).status_code == 403
        assert (await visitor.post(path, {}, content_type="text/plain")).status_code == 415


async def test_who_writes_too_fast_is_asked_to_wait_and_told_the_numbers(web: SmallWeb) -> None:
    visitor = web.visitor()
    await visitor.open()
    answers = [await visitor.say("encore", id=f"message-{n}") for n in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 3 <= len(refused) <= 4
    assert int(refused[0].headers["retry-after"]) >= 1
    assert "112" in text_of(refused[0].json())


async def test_an_urgent_message_is_let_in_whatever_was_written_before(web: SmallWeb) -> None:
    visitor = web.visitor()
    await visitor.open()
    while (await visitor.say("encore", id=_new_id())).status_code == 202:
        pass
    assert web.line.lifeline.urgent_kind(web.web.message(web.new_session(), "", URGENT))
    assert (await visitor.say(URGENT, id=_new_id())).status_code == 202


async def test_urgent_words_that_wait_behind_others_are_answered_before_they_are_stored(web: SmallWeb) -> None:
    visitor = web.visitor()
    await visitor.open()
    stored = await web.line.redis.xlen(keys.INBOX)
    urgent, calm = [await visitor.say(text, id=_new_id(), waiting=True) for text in (URGENT, "bonjour")]
    assert "tel:112" in urgent.text
    assert calm.json() == {"bubbles": []}
    assert await web.line.redis.xlen(keys.INBOX) == stored


async def test_one_who_floods_takes_nothing_from_another_at_another_address(web: SmallWeb) -> None:
    flood, other = web.visitor("203.0.113.7"), web.visitor("198.51.100.9")
    await flood.open()
    for _ in range(100):
        await flood.say("encore", id=_new_id())
    await other.open()
    assert (await other.say("bonjour")).status_code == 202


async def test_opening_and_erasing_again_and_again_comes_to_an_end(web: SmallWeb) -> None:
    visitor = web.visitor()
    answers = [await visitor.open() for _ in range(14)]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert (await visitor.post("/web/effacer")).status_code == 429


async def test_one_address_cannot_open_conversations_without_end(web: SmallWeb) -> None:
    values = web.web.limits.values
    few = LimitValues(values.longest, values.most_bytes, {**values.rates, "sessions_address": Rate(3, 60)},
                      values.session_days, values.streams)  # fmt: skip
    object.__setattr__(web.web, "limits", Limits(few))
    statuses = [(await web.visitor().open()).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert (await web.visitor("198.51.100.9").open()).status_code == 200


async def test_with_redis_down_the_page_gets_the_lifeline_at_once(own_redis: RedisServer, rasa: RasaStandIn) -> None:
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line, SmallWeb(line).opened() as web:
        visitor = web.visitor()
        await visitor.open()
        own_redis.kill()
        calm, urgent, same = [
            await visitor.say(text, id=id)
            for text, id in (("bonjour", "message-1"), (URGENT, "message-2"), (URGENT, "message-2"))
        ]
    assert [answer.status_code for answer in (calm, urgent, same)] == [503] * 3
    assert len(calm.json()["bubbles"]) == 1
    assert "tel:112" in urgent.text
    assert same.json()["bubbles"] == []


async def test_a_first_visit_in_an_outage_gets_a_session_and_the_lifeline(
    own_redis: RedisServer, rasa: RasaStandIn
) -> None:
    async with opened_line(make_settings(own_redis.url, rasa.url)) as line, SmallWeb(line).opened() as web:
        own_redis.kill()
        visitor = web.visitor()
        first = await visitor.open()
        own_redis.start()
        later = await visitor.open()
    assert first.status_code == 503
    assert first.json()["bubbles"]
    assert "set-cookie" in first.headers
    assert later.json() == {"new": False}


async def test_a_message_that_waited_in_the_page_is_as_old_as_its_words(web: SmallWeb) -> None:
    visitor = web.visitor()
    async with web.answering():
        await visitor.open()
        await visitor.say("bonjour", age=3600)
        texts = [text_of(event) for event in await visitor.events("bubble", limit=8)]
        while not any("de nouveau" in text for text in texts):
            texts = [text_of(e) for e in await visitor.events("ready") if e["type"] == "bubble"]
            await asyncio.sleep(0.05)


async def test_quitting_takes_the_cookie_away(web: SmallWeb) -> None:
    visitor = web.visitor()
    await visitor.open()
    answer = await visitor.post("/web/quitter")
    assert answer.status_code == 204
    assert "relais" not in visitor.http.cookies
    assert (await visitor.say("bonjour")).status_code == 401


async def test_a_frame_gets_its_token_in_its_hand_and_no_cookie(embedded: SmallWeb) -> None:
    visitor = embedded.visitor()
    answer = await visitor.open(frame=True)
    token = answer.json()["session"]
    assert "set-cookie" not in answer.headers
    body = {"id": "message-1", "text": "bonjour"}
    assert (await visitor.post("/web/messages", body)).status_code == 401
    assert (await visitor.post("/web/messages", body, x_relais_session=token)).status_code == 202


async def test_the_opening_is_a_command_that_the_bot_knows(web: SmallWeb) -> None:
    assert web.line.commands.payload_of(OPENING) == "/start_conversation"


_count = iter(range(1_000_000))


def _new_id() -> str:
    return f"message-{next(_count)}"
