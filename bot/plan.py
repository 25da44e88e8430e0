"""What a message asks for: a turn of Rasa, or a fixed sentence that needs no Rasa. Called by turns."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import Buttons
from bot.commands import Commands, without_slash
from bot.lifeline import Lifeline
from bot.messages import IncomingMessage, Kind
from casework.pseudonyms import Pseudonym
from casework.replies import Button, Reply

UNREADABLE = ("voice", "photo", "video", "sticker", "file", "location", "contact")


@dataclass(frozen=True)
class ForRasa:
    """Exactly one of the two is set."""

    text: str | None = None
    payload: str | None = None


@dataclass(frozen=True)
class Fixed:
    """The whole answer."""

    replies: tuple[Reply, ...]
    payload: None = None


class Planner:
    """May raise RedisError, for a button."""

    def __init__(self, lifeline: Lifeline, commands: Commands, buttons: Buttons) -> None:
        self._lifeline, self._commands, self._buttons = lifeline, commands, buttons

    async def payload_of(self, person: Pseudonym, button: str) -> str | None:
        return await self._buttons.payload_of(person, button)

    async def plan(self, message: IncomingMessage, person: Pseudonym) -> ForRasa | Fixed:
        if message.kind is Kind.BUTTON:
            payload = await self._buttons.payload_of(person, message.text)
            return ForRasa(payload=payload) if payload else self._fixed("dead_button", message, self._commands.menu)
        if message.kind is Kind.UNREADABLE:
            what = message.text if message.text in UNREADABLE else "other"
            return self._fixed(f"cannot_read_{what}", message)
        if message.kind is Kind.CORRECTION and not self._lifeline.urgent_kind(message):
            return self._fixed("correction_too_late", message)
        return self._words(message)

    def _words(self, message: IncomingMessage) -> ForRasa | Fixed:
        if payload := self._commands.payload_of(message.text):
            return ForRasa(payload=payload)
        text = without_slash(message.text)
        return ForRasa(text=text) if text else self._fixed("nothing_to_read", message)

    def _fixed(self, key: str, message: IncomingMessage, buttons: tuple[Button, ...] = ()) -> Fixed:
        reply = self._lifeline.sentence(key, message)
        return Fixed((Reply(reply.text, buttons),))
