"""The strict headers on every answer, error pages included. Wrapped around the whole application by app."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
])  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
TLS_FOR = "max-age=31536000; includeSubDomains"


class StrictHeaders:
    """`behind_tls`: whether a request came through TLS; only then browsers are told to insist on it."""

    def __init__(self, app: ASGIApp, trusted_proxy: str | None, production: bool) -> None:
        self._app, self._trusted_proxy, self._production = app, trusted_proxy, production

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secure = is_behind_tls(scope, self._trusted_proxy, self._production)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
                if secure:
                    headers["Strict-Transport-Security"] = TLS_FOR
            await send(message)

        await self._app(scope, receive, send_with_headers)


def is_behind_tls(scope: Scope, trusted_proxy: str | None, production: bool) -> bool:
    """Production is always behind the town's TLS proxy; elsewhere only a trusted proxy is believed."""
    if production or scope.get("scheme") == "https":
        return True
    client = (scope.get("client") or ("", 0))[0]
    forwarded = dict(scope["headers"]).get(b"x-forwarded-proto", b"")
    return bool(trusted_proxy) and client == trusted_proxy and forwarded.strip() == b"https"


def address_of(scope: Scope, trusted_proxy: str | None) -> str:
    """Where a request comes from; what a proxy says of it is believed from the trusted one only."""
    client = str((scope.get("client") or ("", 0))[0])
    forwarded: str = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1")
    if not trusted_proxy or client != trusted_proxy or not forwarded:
        return client
    # The proxy adds its own at the end; what stands before it came from outside.
    return forwarded.rsplit(",", 1)[-1].strip()
