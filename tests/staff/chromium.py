"""Chromium for this room's tests and pictures, in the same event loop as the console."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Playwright, async_playwright

from staff import cookies
from tests.browser.chromium import QUIET, find_chromium
from tests.staff.running_console import RunningConsole


async def launch(playwright: Playwright) -> Browser:
    """Skips the test where there is no Chromium; under CI that is a failure."""
    path = find_chromium(playwright)  # type: ignore[arg-type] - it asks for a path only
    if path is None:
        assert os.environ.get("CI") != "true", "no Chromium on this machine: see scripts/browser"
        pytest.skip("no Chromium on this machine: see scripts/browser")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return await playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        try:
            yield browser
        finally:
            await browser.close()


async def page_of(
    browser: Browser, running: RunningConsole, account: str, role: str, *, width: int = 1280, **looks: Any
) -> Page:
    """A signed-in colleague's page; it collects what the console of the browser complains about in `complaints`."""
    visitor = await running.world.signed_in(account, role)
    context = await browser.new_context(viewport={"width": width, "height": 860}, **looks)
    token = visitor.client.cookies.get(cookies.SESSION)
    await context.add_cookies([{"name": cookies.SESSION, "value": token, "url": running.url}])
    return await context.new_page()
