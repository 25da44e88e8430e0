"""The body of a POST: small, urlencoded, and proved to come from our own page. Called by gate."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 64 * 1024
MOST_FIELDS = 40
TOKEN_FIELD = "jeton"  # noqa: S105 - the name of a field


class FormIsTooLarge(Exception):
    """More than a person could have typed into one of our forms."""


class FormIsForeign(Exception):
    """It does not carry the token of this session, or another site has sent it."""


async def read_form(request: Request) -> dict[str, str]:
    """Raises FormIsTooLarge, FormIsForeign (when it is of another kind than our forms)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise FormIsTooLarge
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if body and kind != "application/x-www-form-urlencoded":
        raise FormIsForeign
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise FormIsTooLarge from None
    return dict(fields)


def check_origin(request: Request, form: dict[str, str], expected_token: str) -> None:
    """Raises FormIsForeign. Without a referrer browsers hide the origin of a form; what they say of the site counts."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FormIsForeign
    if not expected_token or not hmac.compare_digest(form.get(TOKEN_FIELD, "").encode(), expected_token.encode()):
        raise FormIsForeign


class VisitorTokens:
    """For the forms before the sign-in: a random cookie, and its keyed hash in the form."""

    def __init__(self, key_material: str) -> None:
        self._key = hashlib.blake2b(key_material.encode(), digest_size=32, person=b"relais-visitor").digest()

    def new_cookie(self) -> str:
        return secrets.token_urlsafe(24)

    def token(self, cookie: str) -> str:
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest() if cookie else ""
