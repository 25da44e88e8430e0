"""The keyed hashes under which persons, messages and buttons stand in Redis. Used all over bot/."""

from __future__ import annotations

import base64
import hashlib
import hmac

from bot.messages import Address, ButtonId, IncomingMessage, MessageKey
from casework.pseudonyms import Pseudonym, pseudonym


class Names:
    """Everything that is derived from RELAIS_ID_KEY. Making one raises IdKeyIsTooShort."""

    def __init__(self, id_key: str) -> None:
        self._key = id_key
        pseudonym(id_key, "", "", "")

    def address(self, message: IncomingMessage) -> Address:
        person = pseudonym(self._key, message.channel, message.bot, message.chat)
        return Address(message.channel, message.bot, message.chat, person)

    def message_key(self, message: IncomingMessage) -> MessageKey:
        return self.key_of_id(message, message.id)

    def key_of_id(self, message: IncomingMessage, other_id: str) -> MessageKey:
        """The key of another message of the same channel and bot."""
        return MessageKey(self._hash("message", f"{message.channel}:{message.bot}:{other_id}", 26))

    def button_id(self, person: Pseudonym, payload: str) -> ButtonId:
        """The same payload has the same id for a person, so a bubble that is repeated keeps its buttons."""
        return ButtonId(self._hash("button", f"{person}:{payload}", 20))

    def terminal_secret(self) -> str:
        """What a terminal shows at the door: it proves that it knows the key, and is not the key."""
        return self._hash("terminal", "door", 52)

    def _hash(self, purpose: str, value: str, length: int) -> str:
        digest = hmac.new(self._key.encode(), f"{purpose}\n{value}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode().lower()[:length]
