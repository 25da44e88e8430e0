"""Finds the Chromium that browser tests and pictures use, and starts it quietly."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-default-apps", "--disable-domain-reliability", "--force-prefers-no-reduced-motion",
)  # fmt: skip


class ChromiumIsMissing(LookupError):
    """There is no Chromium on this machine; scripts/browser gets one."""


def find_chromium(playwright: Playwright) -> str | None:
    """The system's, else playwright's own if it was downloaded."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextlib.contextmanager
def running_chromium() -> Iterator[Browser]:
    """Raises ChromiumIsMissing."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            raise ChromiumIsMissing("no Chromium on this machine: see scripts/browser")
        # Chromium's sandbox refuses to run as root.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        try:
            yield browser
        finally:
            browser.close()
