"""What is stored is sealed here: chats with a shared key, contact requests with a key that only staff hold.

Called by bot and components (ChatCipher), actions (CaseSealer), staff (CaseOpener) and launcher (new keys).
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

KEY_BYTES = 32
# Written in front of everything sealed, so that a later format can be told from this one.
FORMAT = b"\x01"


class KeyIsInvalid(ValueError):
    """A key of a setting is missing, not base64, or not 32 bytes long. The message never holds the key."""


class CannotOpen(ValueError):
    """The sealed bytes were altered, belong elsewhere, or were sealed with a key that is not here."""


class ChatCipher:
    """Seals what the bot and Rasa must read again themselves: the inbox, the tracker, chat addresses."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._boxes = tuple(Aead(key) for key in keys)

    @classmethod
    def from_setting(cls, value: str) -> ChatCipher:
        """`value`: base64 keys separated by commas, newest first. Raises KeyIsInvalid."""
        return cls(_keys_of_setting(value))

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        """Opens again only with the same `bound_to` (an id, a Redis key): moved elsewhere it is refused."""
        return FORMAT + bytes(self._boxes[0].encrypt(plain, bound_to.encode()))

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        """Tries each key in turn. Raises CannotOpen."""
        body = _body(sealed)
        for box in self._boxes:
            try:
                return box.decrypt(body, bound_to.encode())
            except (CryptoError, ValueError):
                continue
        raise CannotOpen("no chat key opens this")


class CaseSealer:
    """Seals a contact request so that the side which wrote it cannot read it again."""

    def __init__(self, public_key: bytes) -> None:
        self._box = SealedBox(PublicKey(public_key))

    @classmethod
    def from_setting(cls, public_b64: str) -> CaseSealer:
        """Raises KeyIsInvalid."""
        return cls(_key_bytes(public_b64.strip()))

    def seal(self, reference: str, case: Mapping[str, Any]) -> bytes:
        """`case` must be JSON data. The reference is sealed in, and checked when the case is opened."""
        plain = json.dumps({"reference": reference, "case": dict(case)}, ensure_ascii=False)
        return FORMAT + bytes(self._box.encrypt(plain.encode()))


class CaseOpener:
    """Opens contact requests: staff alone hold its keys."""

    def __init__(self, private_keys: tuple[bytes, ...]) -> None:
        self._keys = tuple(PrivateKey(key) for key in private_keys)

    @classmethod
    def from_setting(cls, private_b64_list: str) -> CaseOpener:
        """`private_b64_list`: base64 keys separated by commas, newest first. Raises KeyIsInvalid."""
        return cls(_keys_of_setting(private_b64_list))

    @property
    def public_keys(self) -> tuple[str, ...]:
        """The public halves in base64, newest first: RELAIS_CASE_PUBLIC_KEY must be the first of them."""
        return tuple(_encoded(bytes(key.public_key)) for key in self._keys)

    def open(self, reference: str, sealed: bytes) -> dict[str, Any]:
        """Raises CannotOpen, also when the case was sealed under another reference."""
        found = json.loads(self._decrypt(_body(sealed)))
        if found["reference"] != reference:
            raise CannotOpen("this case was sealed under another reference")
        case: dict[str, Any] = found["case"]
        return case

    def _decrypt(self, body: bytes) -> bytes:
        for key in self._keys:
            try:
                return SealedBox(key).decrypt(body)
            except (CryptoError, ValueError):
                continue
        raise CannotOpen("no case key opens this")


def new_chat_key() -> str:
    return _encoded(secrets.token_bytes(KEY_BYTES))


def new_case_keys() -> tuple[str, str]:
    """(private, public), both in base64."""
    private = PrivateKey.generate()
    return _encoded(bytes(private)), _encoded(bytes(private.public_key))


def new_secret() -> str:
    """For RELAIS_ID_KEY and the shared secrets between our programs: 256 random bits, readable."""
    return secrets.token_urlsafe(KEY_BYTES)


def _body(sealed: bytes) -> bytes:
    if not sealed.startswith(FORMAT):
        raise CannotOpen("this was not sealed by us, or in another format")
    return sealed[len(FORMAT) :]


def _keys_of_setting(value: str) -> tuple[bytes, ...]:
    keys = tuple(_key_bytes(part.strip()) for part in value.split(",") if part.strip())
    if not keys:
        raise KeyIsInvalid("no key is given: make one with « python -m staff keys new »")
    return keys


def _key_bytes(value: str) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise KeyIsInvalid("a key is not base64") from None
    if len(key) != KEY_BYTES:
        raise KeyIsInvalid(f"a key must be {KEY_BYTES} bytes in base64, not {len(key)}")
    return key


def _encoded(key: bytes) -> str:
    return base64.b64encode(key).decode()
