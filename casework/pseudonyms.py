"""One stable, meaningless name a person: a keyed hash of channel, bot and chat. Called by the bot's inbox."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import NewType

Pseudonym = NewType("Pseudonym", str)

# 128 of the 256 bits: 26 characters of base32.
PSEUDONYM_BYTES = 16
SHORTEST_KEY = 16


class IdKeyIsTooShort(ValueError):
    """RELAIS_ID_KEY must hold at least 16 bytes, or chat ids could be found by trying them all."""


def pseudonym(id_key: bytes | str, channel: str, bot: str, chat: str) -> Pseudonym:
    """26 characters of a-z2-7; the same three ids always give the same one. Raises IdKeyIsTooShort."""
    key = id_key.encode() if isinstance(id_key, str) else id_key
    if len(key) < SHORTEST_KEY:
        raise IdKeyIsTooShort(f"the id key has {len(key)} bytes, at least {SHORTEST_KEY} are needed")
    # Each part carries its length: ("ab", "c") and ("a", "bc") stay two people.
    message = "".join(f"{len(part)}:{part}," for part in (channel, bot, chat))
    digest = hmac.new(key, message.encode(), hashlib.sha256).digest()
    return Pseudonym(base64.b32encode(digest[:PSEUDONYM_BYTES]).decode().rstrip("=").lower())
