"""Leaves groups and channels: one polite sentence, then out; nothing is kept. Called by the gateway."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest

from bot.channel import PersonIsGone
from bot.telegram.reading import InGroup
from bot.telegram.retry import patiently
from casework.content import Content

PATIENCE = {"within": 60.0, "longest_wait": 30.0}


class Groups:
    """Remembers, while it leaves one, not to say goodbye twice."""

    def __init__(self, bot: Bot, content: Content) -> None:
        self._bot, self._content = bot, content
        self._leaving: set[int] = set()

    async def leave(self, group: InGroup) -> None:
        if group.left:
            self._leaving.discard(group.chat_id)
            return
        if group.chat_id in self._leaving:
            return
        self._leaving.add(group.chat_id)
        try:
            await self._say_goodbye(group.chat_id)
            await patiently(lambda: self._bot.leave_chat(group.chat_id), **PATIENCE)
        except (PersonIsGone, BadRequest):
            # We are out already.
            return
        except Exception:
            self._leaving.discard(group.chat_id)
            raise

    async def _say_goodbye(self, chat_id: int) -> None:
        """It may be forbidden to write there."""
        goodbye = self._content.text("group_goodbye")
        try:
            await patiently(lambda: self._bot.send_message(chat_id, goodbye), **PATIENCE)
        except (PersonIsGone, BadRequest):
            return
