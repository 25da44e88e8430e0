"""The webhook: Telegram posts each update here, with the secret that we gave it. Mounted by the door."""

from __future__ import annotations

import asyncio
import hmac
import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.intake import InboxIsDown
from bot.telegram.gateway import Gateway
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.retry import until_done
from bot.telegram.setting import Webhook
from bot.telegram.status import TelegramStatus, Way

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a name, not a secret)
LOOK_EVERY = 60.0


class Hook:
    """`keep` runs for as long as the door is open: somebody who polls with our token takes the webhook away."""

    def __init__(self, webhook: Webhook, bot: Bot, gateway: Gateway, status: TelegramStatus) -> None:
        self._webhook, self._bot, self._gateway, self._status = webhook, bot, gateway, status

    def route(self) -> Route:
        return Route(self._webhook.path, self.take, methods=["POST"])

    async def take(self, request: Request) -> Response:
        """200: stored. 403: not from Telegram. 400: no update. 503: not stored, Telegram posts it again."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._webhook.secret.encode()):
            return Response(status_code=403)
        try:
            update = Update.de_json(await request.json(), self._bot)
        except Exception as error:
            log.error("telegram: an update could not be read kind=%s", type(error).__name__)
            return Response(status_code=400)
        return await self._stored(update)

    async def _stored(self, update: Update) -> Response:
        try:
            await self._gateway.take(update)
        except InboxIsDown as error:
            log.warning("telegram: an update is not stored kind=%s", error)
            self._gateway.tell(update)
            return Response(status_code=503)
        return Response(status_code=200)

    async def keep(self) -> None:
        await until_done(self._set, "the webhook")
        while True:
            self._status.confirm(Way.WEBHOOK)
            await asyncio.sleep(LOOK_EVERY)
            await until_done(self._look, "the webhook")

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._webhook.url, secret_token=self._webhook.secret, allowed_updates=ALLOWED_UPDATES
        )

    async def _look(self) -> None:
        """Raises TelegramError."""
        info = await self._bot.get_webhook_info()
        if info.url != self._webhook.url:
            log.warning("telegram: the webhook was gone")
            await self._set()
