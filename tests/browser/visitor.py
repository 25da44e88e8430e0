"""Somebody in front of the page: what they do, and what they see. Used by the browser tests."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Route

from tests.browser.world import Bot

WEATHER = "https://www.meteo.be/**"
# What the browser itself says when a connection breaks: that is what some tests are about.
EXPECTED = ("net::ERR_", "Failed to load resource", "status of 4", "status of 5")


class Visitor:
    """`complaints`: errors in the console (a broken policy too); `strangers`: requests to anybody but the bot."""

    def __init__(self, browser: Browser, bot: Bot, width: int = 390, height: int = 844, **options: Any) -> None:
        self.bot = bot
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-BE", **options)
        self.context.set_default_timeout(15_000)
        self.context.route(WEATHER, _weather)
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.context.new_page()

    def arrive(self) -> Visitor:
        """Until the assistant has spoken."""
        self.page.goto(self.bot.url)
        self.page.locator(".bot .choice").first.wait_for()
        return self

    def say(self, text: str) -> None:
        say(self.page, text)

    def close(self) -> None:
        self.context.close()

    def _note_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.hostname not in ("127.0.0.1", "localhost", "www.meteo.be"):
            self.strangers.append(url.hostname or url.scheme)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(sign in message.text for sign in EXPECTED):
            self.complaints.append(message.text)


def _weather(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Météo</title><h1>Du soleil</h1>")


def say(page: Page, text: str) -> None:
    page.locator("#write").fill(text)
    page.locator(".send").click()


def tap(page: Page, title: str) -> None:
    """The newest button with this title, not in haste: a second tap within 700 ms counts as the same."""
    page.wait_for_timeout(750)
    page.locator(".choice", has_text=title).last.click()


def bubbles(page: Page) -> list[str]:
    """What the assistant has said."""
    return [text.replace("\u00a0", " ") for text in page.locator(".bot .bubble").all_inner_texts()]


def own_words(page: Page) -> list[str]:
    return page.locator(".me .bubble").all_inner_texts()


def bubble(page: Page, text: str) -> Locator:
    """The bubble of the assistant that holds these words; waits for it when it is asked something."""
    return page.locator(".bot .bubble", has_text=text)
