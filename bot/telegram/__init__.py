"""Telegram: updates in, bubbles out. The rest of the bot needs only the door."""

from bot.telegram.door import TelegramDoor

__all__ = ["TelegramDoor"]
