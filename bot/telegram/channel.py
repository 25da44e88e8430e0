"""Brings bubbles to people on Telegram. Called by the workers, and by the gateway while Redis is down."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest

from bot.channel import ChannelIsDown, TryAgainIn
from bot.messages import Address, Bubble, FinishedTurn, ShownButton
from bot.telegram.reading import CHANNEL
from bot.telegram.retry import SEND_WITHIN, patiently
from casework.replies import ContactCard

log = logging.getLogger(__name__)
# Two of these fit side by side on a small phone.
SHORT_TITLE = 12
LONGEST_NAME = 64
CARD_WITHIN = 3.0
E164 = re.compile(r"\+\d{8,15}")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramChannel:
    """Follows bot.channel.Channel. Texts are plain: no sign in them can make Telegram refuse one."""

    name = CHANNEL
    # Telegram takes 4096, and counts some signs twice.
    longest_text = 4000

    def __init__(self, bot: Bot, within: float = SEND_WITHIN) -> None:
        self._bot, self._within = bot, within

    async def send(self, address: Address, bubble: Bubble) -> None:
        end = time.monotonic() + self._within
        chat = int(address.chat)
        await self._send_text(chat, bubble)
        if bubble.contact and can_be_called_from_a_card(bubble.contact):
            await self._send_card(chat, bubble.contact, within=min(CARD_WITHIN, end - time.monotonic()))

    async def _send_text(self, chat: int, bubble: Bubble) -> None:
        """A keyboard that Telegram does not want is left out: the words matter more."""
        try:
            await patiently(self._sending(chat, bubble.text, keyboard(bubble.buttons)), self._within)
        except BadRequest as error:
            log.error("telegram: a bubble was refused buttons=%d", len(bubble.buttons))
            if not bubble.buttons:
                raise ChannelIsDown(type(error).__name__) from None
            await self._send_text(chat, Bubble(bubble.id, bubble.text))

    def _sending(self, chat: int, text: str, markup: InlineKeyboardMarkup | None) -> Callable[[], Awaitable[object]]:
        return lambda: self._bot.send_message(chat, text, reply_markup=markup, link_preview_options=NO_PREVIEW)

    async def _send_card(self, chat: int, card: ContactCard, within: float) -> None:
        """The number stands in the text too: a card that fails must not bring the whole bubble a second time."""
        name = card.name[:LONGEST_NAME]
        try:
            await patiently(lambda: self._bot.send_contact(chat, card.phone, name), within)
        except (BadRequest, ChannelIsDown, TryAgainIn) as error:
            log.warning("telegram: a contact card was not delivered kind=%s", type(error).__name__)

    async def typing(self, address: Address) -> None:
        await patiently(lambda: self._bot.send_chat_action(int(address.chat), "typing"), within=3.0)

    async def finished(self, address: Address, turn: FinishedTurn) -> None:
        """Nobody waits for the end of a turn here."""


def can_be_called_from_a_card(card: ContactCard) -> bool:
    """Clients put a « + » before whatever number a card holds, and « +112 » calls nobody: a short number stays a line
    of the text, which every client makes callable as it is."""
    return E164.fullmatch(card.phone) is not None


def keyboard(buttons: tuple[ShownButton, ...]) -> InlineKeyboardMarkup | None:
    """Short titles in pairs, longer ones on a line of their own, where they are not cut."""
    if not buttons:
        return None
    made = [InlineKeyboardButton(button.title, callback_data=button.id) for button in buttons]
    in_pairs = all(len(button.title) <= SHORT_TITLE for button in buttons)
    step = 2 if in_pairs else 1
    return InlineKeyboardMarkup([made[n : n + step] for n in range(0, len(made), step)])
