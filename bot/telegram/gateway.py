"""What happens with an update: stored in the inbox first, shown as taken after. Called by the poll and the webhook."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import datetime, timezone

from redis.exceptions import RedisError
from telegram import Bot, Update

from bot import keys
from bot.channel import ChannelIsDown, TryAgainIn
from bot.intake import InboxIsDown
from bot.line import Line
from bot.messages import Address, Bubble, IncomingMessage
from bot.telegram.background import Background
from bot.telegram.channel import TelegramChannel
from bot.telegram.groups import Groups
from bot.telegram.reading import CHANNEL, Blocked, InGroup, Stray, Tapped, Written, read
from bot.telegram.retry import Pauses
from bot.telegram.taps import Taps
from casework.pseudonyms import pseudonym

log = logging.getLogger(__name__)
# The lifeline of an outage is said once: it is worth trying for longer than other bubbles.
LIFELINE_WITHIN = 60.0


class Gateway:
    """`bot_id` is the bot's own id at Telegram."""

    def __init__(self, line: Line, bot: Bot, bot_id: str, channel: TelegramChannel, background: Background) -> None:
        self._line, self._bot_id, self._channel, self._background = line, bot_id, channel, background
        self._taps, self._groups = Taps(bot), Groups(bot, line.content)

    async def take(self, update: Update) -> None:
        """Returns when the update is stored and may be confirmed. Raises InboxIsDown: Telegram has to keep it."""
        try:
            await self._take(update)
        except InboxIsDown:
            raise
        except Exception as error:
            # A fault of our own: this update must not come again for ever and hold up all others.
            log.error("telegram: an update broke kind=%s", type(error).__name__, exc_info=error)
            self.tell(update)

    async def _take(self, update: Update) -> None:
        found = read(update, self._bot_id, datetime.now(timezone.utc))
        if isinstance(found, Written):
            await self._store(found)
        elif isinstance(found, Tapped):
            await self._store_tap(found)
        elif isinstance(found, Blocked):
            await self._forget_address(found)
        elif isinstance(found, Stray):
            self._background.start(self._taps.acknowledge(found.query_id), "acknowledging a tap")
        elif isinstance(found, InGroup):
            self._background.start(self._groups.leave(found), "leaving a group")

    def tell(self, update: Update) -> None:
        """It cannot be stored: whoever wrote gets the lifeline now, past the inbox."""
        try:
            found = read(update, self._bot_id, datetime.now(timezone.utc))
        except Exception:
            return
        if isinstance(found, (Written, Tapped)):
            bubbles = self._line.outage.answer(found.message)
            if bubbles:
                self._background.start(self._say(found.message, bubbles), "the lifeline of an outage")
        if isinstance(found, Tapped):
            self._background.start(self._taps.acknowledge(found.query_id), "acknowledging a tap")

    async def _store(self, written: Written) -> None:
        intake = self._line.intake
        if written.corrects is None:
            await intake.put(written.message)
        else:
            await intake.correct(written.message, written.corrects)

    async def _store_tap(self, tap: Tapped) -> None:
        await self._line.intake.put(tap.message)
        self._background.start(self._taps.acknowledge(tap.query_id), "acknowledging a tap")
        self._background.start(self._taps.show_choice(tap), "showing a choice")

    async def _forget_address(self, blocked: Blocked) -> None:
        person = pseudonym(self._line.settings.id_key, CHANNEL, self._bot_id, blocked.chat)
        try:
            await self._line.redis.delete(keys.address(person))
        except (RedisError, OSError) as error:
            raise InboxIsDown(type(error).__name__) from None

    async def _say(self, message: IncomingMessage, bubbles: list[Bubble]) -> None:
        address, end = self._line.names.address(message), time.monotonic() + LIFELINE_WITHIN
        for bubble in bubbles:
            await self._say_one(address, bubble, end)

    async def _say_one(self, address: Address, bubble: Bubble, end: float) -> None:
        pauses = Pauses(first=1.0)
        while True:
            try:
                return await self._channel.send(address, bubble)
            except TryAgainIn as wait:
                pause = wait.seconds
            except ChannelIsDown:
                pause = pauses.next()
            if time.monotonic() + pause > end:
                raise ChannelIsDown("the lifeline of an outage was not delivered")
            await asyncio.sleep(pause)
