"""The headers of every answer of the web chat: nothing from elsewhere, nothing kept, nothing framed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {}"
)
ALWAYS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=(), payment=(), usb=()",
}


class Headers:
    """Wraps a route. `framed_by` are the sites that may show it; `shared`: other sites may load it as a script."""

    def __init__(
        self,
        app: ASGIApp,
        is_secure: Callable[[Request], bool],
        framed_by: Sequence[str] = (),
        shared: bool = False,
    ) -> None:
        self._app, self._is_secure, self._shared = app, is_secure, shared
        self._policy = CONTENT_POLICY.format(" ".join(framed_by) or "'none'")
        self._framed = bool(framed_by)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secure = self._is_secure(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), secure)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, secure: bool) -> None:
        headers["content-security-policy"] = self._policy
        for name, value in ALWAYS.items():
            headers[name] = value
        if not self._framed:
            headers["x-frame-options"] = "DENY"
        if self._shared:
            # The town's site loads it on each of its pages: kept for an hour, it says nothing about a conversation.
            headers["cross-origin-resource-policy"] = "cross-origin"
            headers["cache-control"] = "public, max-age=3600"
        if secure:
            headers["strict-transport-security"] = "max-age=31536000"
