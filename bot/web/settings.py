"""The web chat's settings, checked: sites that may embed it, proxies that are believed. Called by the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from bot.settings import BotSettings, SettingIsWrong
from bot.web.texts import WebTexts

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class WebSettings:
    """`embed_sites` are origins (`https://www.exemple.be`)."""

    id_key: str = field(repr=False)
    idle_hours: int
    embed_sites: tuple[str, ...]
    trusted_proxies: tuple[Network, ...]


def web_settings(settings: BotSettings, texts: WebTexts) -> WebSettings:
    """Raises SettingIsWrong."""
    sites = tuple(_origin(site, texts) for site in settings.embed_sites)
    proxies = (settings.trusted_proxy or "").replace(",", " ").split()
    return WebSettings(settings.id_key, settings.idle_hours, sites, tuple(_network(proxy, texts) for proxy in proxies))


def _origin(site: str, texts: WebTexts) -> str:
    """A path or a wildcard would allow more than the operator means."""
    parts = urlsplit(site)
    plain = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and "*" not in site
    if not plain or parts.query or parts.fragment or "@" in parts.netloc or any(sign in site for sign in ";,'\""):
        raise SettingIsWrong(texts.text("operator.embed_site_wrong", site=site))
    return f"{parts.scheme}://{parts.netloc}"


def _network(proxy: str, texts: WebTexts) -> Network:
    try:
        return ip_network(proxy)
    except ValueError:
        raise SettingIsWrong(texts.text("operator.proxy_wrong", proxy=proxy)) from None
