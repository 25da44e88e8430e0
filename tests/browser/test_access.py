"""For everybody: screen readers, keyboards, small and large screens, light and dark, no script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisitor
from tests.browser.visitor import bubble, own_words, say
from tests.browser.world import Bot

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
URGENT = "Il a une arme et il veut tuer quelqu’un ce soir"
LOOKS = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]


def faults(page: Page) -> list[str]:
    """What axe finds, down to the slightest, best practices included; each with the first place."""
    page.wait_for_timeout(400)
    # The page lets no script in: axe is brought by the debugger, past the page's policy.
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE})
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_a_conversation(visit: OpenVisitor, bot: Bot, width: int, scheme: str) -> None:
    page = visit(bot, width=width, color_scheme=scheme).arrive().page
    assert faults(page) == []
    say(page, "Quels sont les signes ?")
    say(page, URGENT)
    page.locator(".card").wait_for()
    assert faults(page) == []
    page.locator("#erase").click()
    assert faults(page) == []
    page.locator("#erase-now").click()
    page.locator(".erased").wait_for()
    assert faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_trouble(visit: OpenVisitor, bot: Bot, width: int, scheme: str) -> None:
    visitor = visit(bot, width=width, color_scheme=scheme).arrive()
    page = visitor.page
    page.route("**/web/messages", lambda route: route.fulfill(
        status=429, headers={"retry-after": "60"}, content_type="application/json",
        body=json.dumps({"reason": "too_fast", "blocks": [{"p": [[{"text": "Un instant."}]]}]}),
    ))  # fmt: skip
    say(page, "vite")
    page.locator(".note").wait_for()
    page.evaluate("() => { const s = document.getElementById('status'); s.textContent = 'Panne.'; s.hidden = false; }")
    page.locator("#write").fill("x" * 3900)
    assert faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_privacy_page(visit: OpenVisitor, bot: Bot, width: int, scheme: str) -> None:
    page = visit(bot, width=width, color_scheme=scheme).page
    page.goto(f"{bot.url}/vie-privee")
    assert faults(page) == []


def test_a_conversation_by_keyboard_alone(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, width=1280).arrive().page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Quels sont les signes ?")
    page.keyboard.press("Enter")
    bubble(page, "Aucun signe ne suffit seul").wait_for()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Comment lui parler":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".me .bubble").last).to_have_text("Comment lui parler")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused.startswith("Comment lui parler")


def test_the_way_through_the_page_begins_with_the_way_out_and_the_numbers(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, width=1280).arrive().page
    places = []
    for _ in range(7):
        page.keyboard.press("Tab")
        places.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert places == ["#write", "/", "https://www.meteo.be/fr", "tel:112", "tel:101", "tel:107", "tel:+3280011172"]


def test_whatever_has_the_focus_can_be_seen_to_have_it(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, width=1280).arrive().page
    for _ in range(16):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML.slice(0, 80)")


def test_a_screen_reader_is_told_what_is_new_and_who_says_it(page: Page) -> None:
    log = page.locator("#log")
    expect(log).to_have_attribute("aria-busy", "false")
    assert (log.get_attribute("role"), log.get_attribute("aria-live")) == ("log", "polite")
    say(page, "bonjour")
    bubble(page, "2. bonjour").wait_for()
    # A text for the eyes only would leave out who speaks; these names are hidden from the eyes, not from the reader.
    names = page.locator(".who .name").all_text_contents()
    assert names[-2:] == ["Vous", "Relais"]
    assert page.locator(".who .name").last.evaluate("e => getComputedStyle(e).display") != "none"


@pytest.mark.parametrize("size", [(320, 568), (390, 844), (768, 1024), (1280, 860), (844, 390)])
def test_nothing_is_cut_off_and_the_numbers_stay_in_sight(visit: OpenVisitor, bot: Bot, size: tuple[int, int]) -> None:
    page = visit(bot, width=size[0], height=size[1]).arrive().page
    say(page, URGENT)
    page.locator(".card").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("#scroll").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    for number in ("112", "101", "107", "+3280011172"):
        expect(page.locator(f"header a[href='tel:{number}']")).to_be_in_viewport(ratio=1)
    expect(page.locator("#leave")).to_be_in_viewport(ratio=1)
    expect(page.locator("#write")).to_be_in_viewport(ratio=1)


def test_with_letters_twice_as_large_everything_is_still_there(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, width=640, height=450).arrive().page
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    expect(page.locator("#write")).to_be_in_viewport()


def test_what_is_tapped_is_large_enough(page: Page) -> None:
    small = page.locator("a:visible, button:visible").evaluate_all(
        """all => all.filter(e => !e.closest('.bubble p, .notice') && e.getBoundingClientRect().height < 40)
            .map(e => e.textContent)"""
    )
    assert small == []


def test_without_script_the_numbers_are_there_and_what_is_missing_is_said(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, java_script_enabled=False).page
    page.goto(bot.url)
    expect(page.locator(".no-script")).to_contain_text("JavaScript")
    expect(page.locator(".no-script .call")).to_have_count(6)
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator("#loading")).to_be_hidden()
    assert page.context.cookies() == []
    page.locator("#leave").click()
    page.wait_for_url("https://www.meteo.be/**")


def test_on_a_slow_line_the_conversation_begins_within_seconds(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot).page
    slow = {"offline": False, "latency": 400, "downloadThroughput": 100_000 // 8, "uploadThroughput": 50_000 // 8}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.goto(bot.url, wait_until="commit")
    page.locator("header a[href='tel:112']").wait_for(timeout=4000)
    page.locator(".bot .choice").first.wait_for(timeout=14_000)


def test_a_script_that_does_not_come_is_not_passed_over_in_silence(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot).page
    page.route("**/static/line.js", lambda route: route.abort())
    page.goto(bot.url)
    expect(page.locator("#loading")).to_contain_text("rechargez la page")


def test_nothing_moves_for_those_who_want_it_still(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, reduced_motion="reduce").arrive().page
    assert own_words(page) == []
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0
