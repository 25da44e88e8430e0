"""Walks a short conversation on a running bot and writes docs/pictures/web-*.png, for the README.

`python -m tests.browser.take_pictures http://127.0.0.1:8080 [folder]`
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.browser.chromium import running_chromium

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
SIZES = {390: 844, 1280: 860}
QUESTION = "Mon frère a beaucoup changé. Quels sont les signes ?"
URGENT = "Il a une arme et il veut tuer quelqu’un ce soir"
# A worried father's request, up to its read-back, and the beginning of « Faire le point ».
REQUEST = ["j'aimerais qu'on me rappelle au 0475 12 34 56, je suis son père", "oui", "le soir", "non", "Marc", "Jambes"]
REQUEST += ["il a changé d'amis depuis la rentrée", "non"]
GUIDANCE = ["on peut faire le point ? mon fils m'inquiète", "il a changé d'amis et il se fâche pour tout"]
Scheme = Literal["light", "dark"]


def take_all(browser: Browser, url: str, folder: Path) -> list[Path]:
    schemes: tuple[Scheme, ...] = ("light", "dark")
    folder.mkdir(parents=True, exist_ok=True)
    taken = [p for width in SIZES for scheme in schemes for p in take(browser, url, folder, width, scheme)]
    paths = {"request": REQUEST, "guidance": GUIDANCE}
    return taken + [take_path(browser, url, folder / f"web-390-light-{name}.png", told) for name, told in paths.items()]


def take_path(browser: Browser, url: str, path: Path, told: list[str]) -> Path:
    """One picture at phone width, at the end of a conversation."""
    context = browser.new_context(
        viewport={"width": 390, "height": SIZES[390]}, reduced_motion="reduce", device_scale_factor=2, has_touch=True,
        locale="fr-BE",
    )  # fmt: skip
    page = context.new_page()
    page.goto(url)
    page.locator(".bot .choice").first.wait_for()
    for text in told:
        say(page, text)
    page.locator("#scroll").evaluate("e => { e.scrollTop = e.scrollHeight; }")
    page.wait_for_timeout(600)
    page.screenshot(path=path)
    context.close()
    return path


def take(browser: Browser, url: str, folder: Path, width: int, scheme: Scheme) -> list[Path]:
    """Four pictures: the beginning, an answer, an urgent message, the privacy page."""
    is_phone = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme, reduced_motion="reduce",
        device_scale_factor=2 if is_phone else 1, has_touch=is_phone, locale="fr-BE",
    )  # fmt: skip
    page = context.new_page()
    page.goto(url)
    taken: list[Path] = []

    def picture(name: str) -> None:
        page.wait_for_timeout(600)
        taken.append(folder / f"web-{width}-{scheme}{name}.png")
        page.screenshot(path=taken[-1])

    page.locator(".bot .choice").first.wait_for()
    picture("-start")
    say(page, QUESTION)
    page.locator("#scroll").evaluate("e => { e.scrollTop = e.scrollHeight; }")
    picture("")
    say(page, URGENT)
    picture("-urgent")
    page.goto(f"{url}/vie-privee")
    picture("-privacy")
    context.close()
    return taken


def say(page: Page, text: str) -> None:
    """Returns when the answer has come, all its bubbles."""
    answers = page.locator(".bot .bubble").count()
    page.locator("#write").fill(text)
    page.locator(".send").click()
    page.locator(".bot .bubble").nth(answers).wait_for()
    page.wait_for_timeout(1500)
    page.mouse.move(0, 0)


if __name__ == "__main__":
    with running_chromium() as chromium:
        for path in take_all(chromium, sys.argv[1].rstrip("/"), Path(sys.argv[2]) if len(sys.argv) > 2 else PICTURES):
            print(path)
