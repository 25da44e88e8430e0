"""Webhook mode: only Telegram gets in, what is not stored is posted again, nobody polls."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette

from bot.telegram import hook as hook_module
from bot.telegram.hook import SECRET_HEADER
from bot.telegram.status import Way
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.auxil.telegram_stand_in import TelegramStandIn, until
from tests.bot.telegram.gate import Gate, client_of, running_gate

SECRET = "un-secret-assez-long"


@contextlib.asynccontextmanager
async def hooked(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn) -> AsyncIterator[tuple[Gate, str]]:
    """A gate that Telegram posts to, and its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/telegram"
    more = {"TELEGRAM_WEBHOOK_URL": url, "TELEGRAM_WEBHOOK_SECRET": SECRET}
    async with running_gate(telegram, redis_url, rasa, more=more) as gate:
        app = Starlette(routes=gate.door.routes)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none", lifespan="off"))
        serving = asyncio.create_task(server.serve([listener]))
        await until(lambda: telegram.webhook.url)
        try:
            yield gate, url
        finally:
            telegram.webhook.forget()
            server.should_exit = True
            await serving


@pytest_asyncio.fixture
async def hook(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn) -> AsyncIterator[tuple[Gate, str]]:
    async with hooked(telegram, redis_url, rasa) as opened:
        yield opened


async def test_a_message_is_answered_without_any_poll(hook: tuple[Gate, str]) -> None:
    gate, _ = hook
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts == ["1. bonjour"])
    assert gate.telegram.calls("getUpdates") == []
    assert (gate.door.status.way, gate.door.is_alive()) == (Way.WEBHOOK, True)


async def test_telegram_is_given_the_secret_and_the_kinds_we_read(hook: tuple[Gate, str]) -> None:
    gate, url = hook
    (call,) = gate.telegram.calls("setWebhook")
    assert (call.params["url"], call.params["secret_token"]) == (url, SECRET)
    assert "callback_query" in call.params["allowed_updates"]


@pytest.mark.parametrize("secret", [None, "", "un-secret-assez-lonh", SECRET + "x", "é"])
async def test_who_does_not_know_the_secret_stays_out(hook: tuple[Gate, str], secret: str | None) -> None:
    gate, url = hook
    update = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": {"id": 42, "type": "private"}}}
    headers = [] if secret is None else [(SECRET_HEADER.encode(), secret.encode())]
    async with httpx.AsyncClient() as http:
        answer = await http.post(url, json=update, headers=headers)
    assert (answer.status_code, answer.content) == (403, b"")
    assert await gate.waiting() == 0


async def test_what_is_no_update_is_refused(hook: tuple[Gate, str]) -> None:
    _, url = hook
    async with httpx.AsyncClient(headers={SECRET_HEADER: SECRET}) as http:
        assert (await http.post(url, content=b"<html>")).status_code == 400
        assert (await http.post(url, json=["x"])).status_code == 400
        assert (await http.get(url)).status_code == 405


async def test_the_same_update_posted_twice_is_one_turn(hook: tuple[Gate, str]) -> None:
    gate, url = hook
    anne = gate.telegram.person(42)
    gate.telegram.webhook.forget()
    anne.says("bonjour")
    (update,) = gate.telegram.world.updates.pending()
    async with httpx.AsyncClient(headers={SECRET_HEADER: SECRET}) as http:
        codes = [(await http.post(url, json=update)).status_code for _ in range(3)]
    await until(lambda: anne.texts)
    await asyncio.sleep(0.3)
    assert (codes, gate.rasa.state.heard()) == ([200, 200, 200], ["bonjour"])


async def test_with_redis_dead_telegram_keeps_it_and_the_person_gets_the_lifeline(
    telegram: TelegramStandIn, own_redis: RedisServer, rasa: RasaStandIn
) -> None:
    async with hooked(telegram, own_redis.url, rasa) as (gate, _):
        own_redis.kill()
        anne = telegram.person(42)
        anne.says("un")
        anne.says("deux")
        await until(lambda: anne.texts)
        assert "112" in anne.texts[0]
        own_redis.start()
        await until(lambda: gate.rasa.state.heard() == ["un", "deux"], within=15)


async def test_a_webhook_that_somebody_took_away_is_set_again(
    telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook_module, "LOOK_EVERY", 0.2)
    async with hooked(telegram, redis_url, rasa) as (_, url):
        async with client_of(telegram) as somebody:
            await somebody.delete_webhook()
        await until(lambda: telegram.webhook.url == url)
