from __future__ import annotations

from ipaddress import ip_network

from starlette.requests import Request

from bot.web.visitor import address_of, is_from_our_page, is_secure

PROXIES = (ip_network("10.0.0.0/8"),)


def request(client: str | None = "203.0.113.7", scheme: str = "http", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "scheme": scheme, "headers": raw,
             "server": ("relais.test", 80), "client": (client, 1) if client else None}  # fmt: skip
    return Request(scope)


def test_a_visitor_cannot_choose_an_address() -> None:
    assert address_of(request(x_forwarded_for="198.51.100.1"), PROXIES) == "203.0.113.7"


def test_our_proxy_says_who_came() -> None:
    came = request("10.0.0.2", x_forwarded_for="198.51.100.1")
    assert address_of(came, PROXIES) == "198.51.100.1"
    assert address_of(came, ()) == "10.0.0.2"


def test_what_a_visitor_wrote_before_our_proxies_is_not_believed() -> None:
    came = request("10.0.0.2", x_forwarded_for="1.1.1.1, 198.51.100.1, 10.0.0.9")
    assert address_of(came, PROXIES) == "198.51.100.1"


def test_a_whole_ipv6_network_is_one_visitor() -> None:
    one, other = (address_of(request(f"2001:db8:1:2::{end}"), ()) for end in ("1", "ffff"))
    assert one == other == "2001:db8:1:2::/64"


def test_an_unreadable_address_is_still_counted() -> None:
    assert address_of(request(None), ()) == "unknown"
    assert address_of(request("10.0.0.2", x_forwarded_for="nonsense"), PROXIES) == "unknown"


def test_tls_is_believed_from_our_proxy_only() -> None:
    assert is_secure(request("10.0.0.2", x_forwarded_proto="https"), PROXIES)
    assert not is_secure(request(x_forwarded_proto="https"), PROXIES)
    assert is_secure(request(scheme="https"), ())
    assert not is_secure(request("10.0.0.2", scheme="https", x_forwarded_proto="http"), PROXIES)


def test_another_site_is_told_from_our_own_page() -> None:
    assert is_from_our_page(request(sec_fetch_site="same-origin"))
    assert is_from_our_page(request(host="relais.test", origin="http://relais.test"))
    assert not is_from_our_page(request(sec_fetch_site="cross-site"))
    assert not is_from_our_page(request(sec_fetch_site="same-site"))
    assert not is_from_our_page(request(host="relais.test", origin="http://other.test"))
    assert not is_from_our_page(request(host="relais.test", origin="null"))
