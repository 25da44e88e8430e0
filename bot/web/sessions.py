"""The web chat's sessions: an unguessable token that we can check without any store, so that it works in an outage."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NewType

from starlette.requests import Request
from starlette.responses import Response

# What a browser holds: who knows it can read the conversation. It never reaches a log or Redis.
SessionToken = NewType("SessionToken", str)

# 45 bytes in all: their base64 needs no padding, which cookies would quote.
RANDOM, TIME, SIGNATURE = 24, 5, 16
HEADER = "x-relais-session"
COOKIE, SECURE_COOKIE = "relais", "__Host-relais"


@dataclass(frozen=True)
class Session:
    """`chat` is the conversation's id as the inbox gets it; the token cannot be had from it."""

    token: SessionToken = field(repr=False)
    chat: str = field(repr=False)


class Sessions:
    """`days` is how long a token is good for; `clock` gives seconds since 1970."""

    def __init__(self, id_key: str, days: int, clock: Callable[[], float] = time.time) -> None:
        self._key = hmac.new(id_key.encode(), b"web session", hashlib.sha256).digest()
        self._life, self._clock = days * 24 * 3600, clock

    def new(self) -> Session:
        body = secrets.token_bytes(RANDOM) + int(self._clock()).to_bytes(TIME, "big")
        return _session(body + self._signature(body))

    def read(self, token: str) -> Session | None:
        """None for a token that we have not made, or too long ago."""
        try:
            raw = base64.b64decode(token, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        body, signature = raw[: RANDOM + TIME], raw[RANDOM + TIME :]
        if len(body) != RANDOM + TIME or not hmac.compare_digest(signature, self._signature(body)):
            return None
        age = self._clock() - int.from_bytes(body[RANDOM:], "big")
        return _session(raw) if age < self._life else None

    def of(self, request: Request, secure: bool) -> Session | None:
        """A page of ours has the cookie; a frame in another site keeps its token in memory and sends a header.

        With TLS only the cookie counts that no neighbouring site can have set."""
        token = request.headers.get(HEADER) or request.cookies.get(SECURE_COOKIE if secure else COOKIE)
        return self.read(token) if token else None

    def _signature(self, body: bytes) -> bytes:
        return hmac.new(self._key, body, hashlib.sha256).digest()[:SIGNATURE]


def set_cookie(response: Response, session: Session, secure: bool) -> None:
    """Without an end date: the browser forgets it when it is closed."""
    name = SECURE_COOKIE if secure else COOKIE
    response.set_cookie(name, session.token, path="/", httponly=True, secure=secure, samesite="strict")


def drop_cookie(response: Response, secure: bool) -> None:
    name = SECURE_COOKIE if secure else COOKIE
    response.delete_cookie(name, path="/", httponly=True, secure=secure, samesite="strict")


def _session(raw: bytes) -> Session:
    chat = base64.b32encode(hashlib.sha256(raw).digest()).decode().lower()[:32]
    return Session(SessionToken(base64.urlsafe_b64encode(raw).decode()), chat)
