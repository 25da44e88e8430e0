"""Passphrases are generated, never chosen: six words out of 2,048. Called by accounts."""

from __future__ import annotations

import asyncio
import secrets
from functools import cache, cached_property
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casework.words import comparable

WORDS = Path(__file__).parent / "data" / "passphrase_words.txt"
# 6 × 11 bits = 66 bits, behind argon2id and a slow-down.
LENGTH = 6
# Hashing costs 64 MB and some 100 ms: two at a time leave room for everybody else.
_AT_ONCE = 2


@cache
def _words() -> tuple[str, ...]:
    return tuple(WORDS.read_text(encoding="utf-8").split())


def new_passphrase() -> str:
    return " ".join(secrets.choice(_words()) for _ in range(LENGTH))


class PassphraseHasher:
    """argon2id with the library's defaults (RFC 9106, low memory), away from the event loop.

    `hasher`: a cheaper one, for tests that are about something else."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = asyncio.Semaphore(_AT_ONCE)

    @cached_property
    def _of_nobody(self) -> str:
        return self._hasher.hash(new_passphrase())

    async def hash(self, passphrase: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, comparable(passphrase))

    async def fits(self, hash: str | None, passphrase: str) -> bool:
        """Without a hash (no such account) it takes as long and is false."""
        async with self._room:
            return await asyncio.to_thread(self._verify, hash, passphrase)

    def _verify(self, hash: str | None, passphrase: str) -> bool:
        # Asked for in both cases: the first visitor waits for it whether the account exists or not.
        of_nobody = self._of_nobody
        try:
            return self._hasher.verify(hash or of_nobody, comparable(passphrase)) and hash is not None
        except (VerificationError, InvalidHashError):
            return False
