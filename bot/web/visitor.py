"""Where a request comes from: its address, whether it came by TLS, whether our own page sent it."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.web.settings import Network

UNKNOWN = "unknown"


def address_of(request: Request, proxies: Sequence[Network]) -> str:
    """The visitor's address; X-Forwarded-For is believed as far as our own proxies wrote it.

    An IPv6 visitor owns a whole /64 and is counted by it."""
    address = request.client.host if request.client else UNKNOWN
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    while forwarded and is_proxy(address, proxies):
        address = forwarded.pop()
    return _counted(address)


def is_secure(request: Request, proxies: Sequence[Network]) -> bool:
    """Whether the visitor speaks TLS, with us or with our proxy."""
    if request.client and is_proxy(request.client.host, proxies):
        return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    return request.url.scheme == "https"


def is_from_our_page(request: Request) -> bool:
    """Browsers say where a request comes from; a page of another site has no business here."""
    if site := request.headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def is_proxy(address: str, proxies: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed.version == network.version and parsed in network for network in proxies)


def _counted(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return UNKNOWN
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
