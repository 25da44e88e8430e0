"""Webhook delivery: each update is posted with the secret header until the bot answers 2xx, in order per chat."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from tests.auxil.telegram_stand_in import limits, objects
from tests.auxil.telegram_stand_in.updates import UpdateQueue

Json = dict[str, Any]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Lives in the server's event loop. Telegram waits longer between attempts; tests have no time for that."""

    def __init__(self, queue: UpdateQueue, retry_after: float = 0.2) -> None:
        self._queue = queue
        self._retry_after = retry_after
        self._task: asyncio.Task[None] | None = None
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived = asyncio.Event()
        self.url = ""
        self.secret: str | None = None
        self.max_connections = 40
        self.last_error: Json = {}
        self.attempts = 0
        queue.on_arrival(self._wake)

    def set(self, params: Json) -> bool:
        url = params.get("url") or ""
        if url:
            limits.check_webhook(url, params.get("secret_token"))
        self.url, self.secret = url, params.get("secret_token")
        self.max_connections = int(params.get("max_connections") or 40)
        self.last_error = {}
        self._queue.allow(params.get("allowed_updates"))
        if params.get("drop_pending_updates"):
            self._queue.drop_all()
        self._start()
        return True

    def info(self) -> Json:
        about: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending()),
        }
        return about | ({"max_connections": self.max_connections} if self.url else {}) | self.last_error

    def _start(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._deliver())
        self._arrived.set()

    def _wake(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._arrived.set)

    async def _deliver(self) -> None:
        async with httpx.AsyncClient(timeout=15) as client:
            while self.url:
                self._arrived.clear()
                for update in self._next_of_each_chat():
                    task = asyncio.create_task(self._post(client, update))
                    self._busy[chat_of(update)] = task
                await self._arrived.wait()
            await asyncio.gather(*self._busy.values())

    def _next_of_each_chat(self) -> list[Json]:
        """The oldest unconfirmed update of every chat that has none under way."""
        oldest: dict[int, Json] = {}
        for update in self._queue.pending():
            oldest.setdefault(chat_of(update), update)
        free = [update for chat, update in oldest.items() if chat not in self._busy]
        return free[: max(0, self.max_connections - len(self._busy))]

    async def _post(self, client: httpx.AsyncClient, update: Json) -> None:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        self.attempts += 1
        try:
            answer = await client.post(self.url, json=update, headers=headers)
            error = "" if answer.is_success else f"Wrong response from the webhook: {answer.status_code}"
        except httpx.HTTPError:
            error = "Connection refused"
        if error:
            self.last_error = {"last_error_date": objects.now(), "last_error_message": error}
            await asyncio.sleep(self._retry_after)
        else:
            self._queue.confirm(update["update_id"])
        self._busy.pop(chat_of(update), None)
        self._arrived.set()

    def forget(self) -> None:
        """Ends the deliveries; may be called from any thread."""
        self.url = ""
        self._wake()

    async def stop(self) -> None:
        self.url = ""
        self._arrived.set()
        if self._task:
            await self._task


def chat_of(update: Json) -> int:
    """The chat that an update belongs to; updates of one chat are delivered one after the other."""
    body = next(value for key, value in update.items() if key != "update_id")
    holder = body.get("message", body)
    return int(holder["chat"]["id"])
