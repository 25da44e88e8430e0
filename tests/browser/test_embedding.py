"""The chat inside another site: the button, the frame, and the list of sites that may show it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisitor
from tests.browser.other_site import OtherSite, running_other_site
from tests.browser.world import Bot

pytestmark = pytest.mark.browser


def test_a_conversation_inside_another_site(visit: OpenVisitor, bot: Bot, other_site: OtherSite) -> None:
    other_site.script = f"{bot.url}/integration.js"
    visitor = visit(bot, width=1280)
    page = visitor.page
    page.goto(other_site.url)
    page.locator("button", has_text="Une inquiétude").click()
    frame = page.frame_locator("iframe")
    frame.locator(".bot .choice").first.wait_for()
    frame.locator("#write").fill("dans le cadre")
    frame.locator(".send").click()
    frame.locator(".bot .bubble", has_text="2. dans le cadre").wait_for()
    assert visitor.context.cookies() == []


def test_nothing_is_asked_of_the_bot_before_somebody_taps(visit: OpenVisitor, bot: Bot, other_site: OtherSite) -> None:
    other_site.script = f"{bot.url}/integration.js"
    page = visit(bot).page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(other_site.url)
    page.locator("button", has_text="Une inquiétude").wait_for()
    assert [url for url in asked if url.startswith(bot.url)] == [other_site.script]


def test_closing_leaves_nothing_and_gives_the_focus_back(visit: OpenVisitor, bot: Bot, other_site: OtherSite) -> None:
    other_site.script = f"{bot.url}/integration.js"
    page = visit(bot, width=1280).page
    page.goto(other_site.url)
    button = page.locator("button", has_text="Une inquiétude")
    button.click()
    page.frame_locator("iframe").locator(".bot .choice").first.wait_for()
    page.locator("button", has_text="Fermer").click()
    expect(page.locator("iframe")).to_have_count(0)
    expect(button).to_be_focused()


def test_quitting_inside_the_frame_replaces_the_whole_page(visit: OpenVisitor, bot: Bot, other_site: OtherSite) -> None:
    other_site.script = f"{bot.url}/integration.js"
    page = visit(bot, width=1280).page
    page.goto(other_site.url)
    page.locator("button", has_text="Une inquiétude").click()
    page.frame_locator("iframe").locator("#leave").click()
    page.wait_for_url("https://www.meteo.be/**")


def test_a_site_that_is_not_on_the_list_cannot_show_it(visit: OpenVisitor, bot: Bot) -> None:
    with running_other_site() as stranger:
        stranger.script = f"{bot.url}/integration.js"
        visitor = visit(bot, width=1280)
        visitor.page.goto(stranger.url)
        visitor.page.locator("button", has_text="Une inquiétude").click()
        visitor.page.wait_for_timeout(1500)
        assert visitor.page.frame_locator("iframe").locator(".bubble").count() == 0
        (complaint,) = {text.split("'")[0] for text in visitor.complaints}
        assert "fram" in complaint.lower()
        visitor.complaints.clear()


def test_the_page_itself_is_never_framed(visit: OpenVisitor, bot: Bot, other_site: OtherSite) -> None:
    visitor = visit(bot)
    visitor.page.goto(other_site.url)
    visitor.page.evaluate(
        "u => { const f = document.createElement('iframe'); f.src = u; document.body.append(f); }", bot.url
    )
    visitor.page.wait_for_timeout(1500)
    assert visitor.page.frame_locator("iframe").locator(".bubble").count() == 0
    assert visitor.complaints
    visitor.complaints.clear()
