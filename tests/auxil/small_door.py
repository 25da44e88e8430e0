"""Asks the channel over HTTP, as the bot does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from rasa.core.agent import Agent

from tests.auxil.small_rasa import SECRET, open_door, small_channel


class Door:
    """`turn` numbers its messages m1, m2…; `say` expects an answer."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self._http = url, http
        self._count = 0

    async def post(self, path: str, body: Any, secret: str = SECRET) -> tuple[int, Any]:
        async with self._http.post(f"{self.url}/{path}", json=body, headers={"X-Relais-Secret": secret}) as answer:
            return answer.status, await answer.json()

    async def turn(self, **body: Any) -> tuple[int, Any]:
        self._count += 1
        return await self.post("turn", {"id": f"m{self._count}", "sender": "anna", **body})

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        status, answer = await self.turn(text=text, **more)
        assert status == 200, answer
        return dict(answer)

    async def health(self) -> int:
        async with self._http.get(f"{self.url}/health") as answer:
            return answer.status


@asynccontextmanager
async def opened_door(agent: Agent, **settings: Any) -> AsyncIterator[Door]:
    """`settings`: those of the channel, such as `production`."""
    async with open_door(agent, small_channel(**settings)) as url, aiohttp.ClientSession() as http:
        yield Door(url, http)
