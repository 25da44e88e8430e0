"""Answers a tap at once: the button stops turning, the choice is shown under its question. Called by the gateway."""

from __future__ import annotations

from collections import deque

from telegram import Bot
from telegram.error import BadRequest

from bot.telegram.reading import Tapped
from bot.telegram.retry import patiently

LONGEST = 4096
CHOSEN = "{text}\n\n✔ {title}"
# Nobody waits for these calls: they may take their time.
PATIENCE = {"within": 20.0, "longest_wait": 10.0}


class Taps:
    """Nothing here is worth losing a message for: what fails, fails alone."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._acknowledged: deque[str] = deque(maxlen=1000)

    async def acknowledge(self, query_id: str) -> None:
        """Once; a query that is handed out again has had its answer."""
        if query_id in self._acknowledged:
            return
        self._acknowledged.append(query_id)
        try:
            await patiently(lambda: self._bot.answer_callback_query(query_id), **PATIENCE)
        except BadRequest:
            # Telegram has given the query up: we were away for too long.
            return

    async def show_choice(self, tap: Tapped) -> None:
        """The buttons go, so that an old question cannot be answered later; what was chosen stays to be read."""
        chosen = CHOSEN.format(text=tap.text, title=tap.title) if tap.text and tap.title else None
        try:
            if chosen and len(chosen) <= LONGEST:
                await patiently(lambda: self._bot.edit_message_text(chosen, tap.chat_id, tap.message_id), **PATIENCE)
            elif tap.title or not tap.has_buttons:
                await patiently(lambda: self._bot.edit_message_reply_markup(tap.chat_id, tap.message_id), **PATIENCE)
        except BadRequest:
            # It was shown before, or the message is gone.
            return
