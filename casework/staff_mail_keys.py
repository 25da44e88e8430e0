"""The keys of the mail between staff and persons. Called by staff, by the bot, and by the launcher for the public half.

A letter to a person is boxed from the staff's key to the bot's: nobody else reads it, nobody else can have written
it. The bot's pair is derived from RELAIS_CHAT_KEYS, so that there is no further secret to keep.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey

from casework.sealing import KEY_BYTES, CannotOpen, KeyIsInvalid

FORMAT = b"\x01"
PURPOSE = b"relais-bot-mail"


def _bytes_of(b64: str) -> bytes:
    try:
        key = base64.b64decode(b64.strip(), validate=True)
    except ValueError:
        raise KeyIsInvalid("a key is not base64") from None
    if len(key) != KEY_BYTES:
        raise KeyIsInvalid(f"a key must be {KEY_BYTES} bytes in base64, not {len(key)}")
    return key


def _derived(chat_key: bytes) -> PrivateKey:
    return PrivateKey(hashlib.blake2b(chat_key, digest_size=KEY_BYTES, person=PURPOSE).digest())


def bot_public_key(chat_keys: str) -> str:
    """RELAIS_BOT_PUBLIC_KEY, from RELAIS_CHAT_KEYS (the newest). Raises KeyIsInvalid."""
    newest = next((part for part in chat_keys.split(",") if part.strip()), "")
    return base64.b64encode(bytes(_derived(_bytes_of(newest)).public_key)).decode()


class StaffMailSealer:
    """The staff's side. `case_private`: one private key in base64, the pair of RELAIS_CASE_PUBLIC_KEY."""

    def __init__(self, case_private: str, bot_public: str) -> None:
        """Raises KeyIsInvalid."""
        self._box = Box(PrivateKey(_bytes_of(case_private)), PublicKey(_bytes_of(bot_public)))

    def seal(self, letter_id: str, content: dict[str, Any]) -> bytes:
        plain = json.dumps({"letter": letter_id, "content": content}, ensure_ascii=False)
        return FORMAT + bytes(self._box.encrypt(plain.encode()))


class BotMailOpener:
    """The bot's side. `chat_keys`: RELAIS_CHAT_KEYS; `case_public`: RELAIS_CASE_PUBLIC_KEY, which proves the sender."""

    def __init__(self, chat_keys: str, case_public: str) -> None:
        """Raises KeyIsInvalid."""
        sender = PublicKey(_bytes_of(case_public))
        parts = [part for part in chat_keys.split(",") if part.strip()]
        self._boxes = [Box(_derived(_bytes_of(part)), sender) for part in parts]

    def open(self, letter_id: str, sealed: bytes) -> dict[str, Any]:
        """Raises CannotOpen, also for a letter that staff did not write or that was put under another id."""
        for box in self._boxes:
            try:
                found = json.loads(box.decrypt(sealed[len(FORMAT) :]))
            except (CryptoError, ValueError):
                continue
            if found["letter"] == letter_id:
                content: dict[str, Any] = found["content"]
                return content
        raise CannotOpen("this letter was not written by staff for this bot")
