"""The stand-in delivers to a webhook as Telegram does: with the secret, again until it is taken, in order per chat."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.auxil.telegram_stand_in import TelegramStandIn, until


@dataclass
class Hook:
    """A bot that only notes what it gets; it answers with the codes given, then 200."""

    url: str = ""
    codes: list[int] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        body: dict[str, Any] = await request.json()
        code = self.codes.pop(0) if self.codes else 200
        if code == 200:
            self.texts.append(body["message"]["text"])
        return Response(status_code=code)


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    listener = socket.create_server(("127.0.0.1", 0))
    hook.url = f"http://127.0.0.1:{listener.getsockname()[1]}/telegram"
    app = Starlette(routes=[Route("/telegram", hook.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
    serving = asyncio.create_task(server.serve([listener]))
    yield hook
    server.should_exit = True
    await serving


async def test_updates_come_with_the_secret_header(telegram: TelegramStandIn, client: Bot, hook: Hook) -> None:
    await client.set_webhook(hook.url, secret_token="un-secret")
    telegram.person(42).says("bonjour")
    await until(lambda: hook.texts)
    assert hook.secrets == ["un-secret"]
    assert (await client.get_webhook_info()).url == hook.url


async def test_what_is_not_answered_with_200_comes_again_in_order(
    telegram: TelegramStandIn, client: Bot, hook: Hook
) -> None:
    hook.codes = [503, 500]
    await client.set_webhook(hook.url)
    anne = telegram.person(42)
    for number in range(3):
        anne.says(f"message {number}")
    await until(lambda: len(hook.texts) == 3)
    assert hook.texts == ["message 0", "message 1", "message 2"]
    assert "Wrong response" in ((await client.get_webhook_info()).last_error_message or "")


async def test_polling_is_refused_while_a_webhook_is_set(client: Bot, hook: Hook) -> None:
    await client.set_webhook(hook.url)
    with pytest.raises(Conflict, match="webhook is active"):
        await client.get_updates()
    await client.delete_webhook()
    assert await client.get_updates() == ()


async def test_setting_a_webhook_ends_a_long_poll(client: Bot, hook: Hook) -> None:
    poll = asyncio.create_task(client.get_updates(timeout=5))
    await asyncio.sleep(0.2)
    await client.set_webhook(hook.url)
    with pytest.raises(Conflict, match="setWebhook"):
        await poll


@pytest.mark.parametrize(("url", "secret"), [("http://example.be/x", None), ("https://example.be/x", "pas bon")])
async def test_a_webhook_needs_https_and_a_plain_secret(client: Bot, url: str, secret: str | None) -> None:
    with pytest.raises(BadRequest):
        await client.set_webhook(url, secret_token=secret)
