"""The console's three cookies: the session, the sign-in that waits for its code, the visitor's form."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

SESSION, PENDING, VISITOR = "relais-session", "relais-connexion", "relais-visite"


def _name(name: str, secure: bool) -> str:
    """`__Host-` makes the browser refuse it without TLS, for another host, or for a part of the site."""
    return f"__Host-{name}" if secure else name


def read(request: Request, name: str, *, secure: bool) -> str:
    return request.cookies.get(_name(name, secure), "")


def put(response: Response, name: str, value: str, *, secure: bool) -> None:
    """Ends with the browser. Lax, so that the link in an alert opens the console of somebody who is signed in."""
    response.set_cookie(_name(name, secure), value, secure=secure, httponly=True, samesite="lax", path="/")


def drop(response: Response, name: str, *, secure: bool) -> None:
    response.delete_cookie(_name(name, secure), secure=secure, httponly=True, samesite="lax", path="/")
