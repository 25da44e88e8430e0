"""A browser's part over the real application: cookies, forms with their token, redirects. Used by the page tests."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import httpx
import pyotp
from argon2 import PasswordHasher
from redis.asyncio import Redis
from starlette.applications import Starlette

from casework.directory import load_directory
from staff import cookies
from staff.console import Console, make_console
from staff.passphrases import PassphraseHasher
from staff.second_factor import new_secret
from staff.settings import read_settings

BASE = "http://console.test"
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
directory = cache(load_directory)


def quick_console(environ: dict[str, str], redis: Redis) -> Console:
    """The real one; but as strong as argon2id is, the accounts of two hundred tests need not cost 64 MB each, nor does
    each test read the directory anew."""
    hasher = PassphraseHasher(CHEAP_HASHER)
    return make_console(read_settings(environ), redis, hasher=hasher, directory=directory())


class Browser:
    """`last` is the page that is open; `post` sends its form token along, as the page would."""

    def __init__(self, app: Starlette, address: str = "203.0.113.7") -> None:
        transport = httpx.ASGITransport(app=app, client=(address, 4711))
        self.client = httpx.AsyncClient(transport=transport, base_url=BASE)
        self.last = httpx.Response(200)

    async def get(self, path: str, *, follow: bool = True, headers: dict[str, str] | None = None) -> httpx.Response:
        self.last = await self.client.get(path, follow_redirects=follow, headers=headers)
        return self.last

    async def post(
        self, path: str, fields: dict[str, str] | None = None, *, follow: bool = True, token: str | None = None
    ) -> httpx.Response:
        given = {"jeton": self.token if token is None else token, **(fields or {})}
        self.last = await self.client.post(path, data=given, follow_redirects=follow)
        return self.last

    @property
    def token(self) -> str:
        found = re.search(r'name="jeton" value="([^"]*)"', self.last.text)
        return found.group(1) if found else ""

    @property
    def text(self) -> str:
        """What the page says, tags off."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.last.text)).split())

    async def close(self) -> None:
        await self.client.aclose()


class World:
    """The console over a real Redis, and accounts with their passphrases and secrets at hand."""

    def __init__(self, console: Console, app: Starlette) -> None:
        self.console, self.app = console, app
        self.passphrases: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self._browsers: list[Browser] = []

    def browser(self, address: str = "203.0.113.7") -> Browser:
        browser = Browser(self.app, address)
        self._browsers.append(browser)
        return browser

    async def account(self, name: str, role: str) -> None:
        """An account that has signed in before: its second factor is set."""
        self.passphrases[name] = await self.console.accounts.add(name, role)
        self.secrets[name] = new_secret()
        await self.console.accounts.set_second_factor(name, self.secrets[name])
        await self.console.accounts.note_sign_in(name)

    def code(self, name: str) -> str:
        return pyotp.TOTP(self.secrets[name]).now()

    async def signed_in(self, name: str, role: str) -> Browser:
        """With a session and without the way to it, which has tests of its own."""
        if name not in self.passphrases:
            await self.account(name, role)
        account = await self.console.accounts.get(name)
        assert account is not None
        session = await self.console.sessions.start(name, account.epoch)
        browser = self.browser()
        browser.client.cookies.set(cookies.SESSION, session.token)
        await browser.get("/compte")
        return browser

    async def close(self) -> None:
        for browser in self._browsers:
            await browser.close()
