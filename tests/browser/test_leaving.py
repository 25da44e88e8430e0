"""Leaving in a hurry, and erasing for good."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisitor
from tests.browser.visitor import bubble, own_words, say
from tests.browser.world import Bot

pytestmark = pytest.mark.browser


def test_quitting_replaces_the_page_and_leaves_no_way_back(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot)
    page = visitor.page
    page.goto("about:blank")
    visitor.arrive()
    visitor.say("bonjour")
    page.locator("#leave").click()
    page.wait_for_url("https://www.meteo.be/**")
    page.go_back()
    assert page.url == "about:blank"


def test_after_quitting_the_conversation_is_shown_no_more(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    visitor.say("quelque chose")
    bubble(visitor.page, "quelque chose").wait_for()
    visitor.page.locator("#leave").click()
    visitor.page.wait_for_url("https://www.meteo.be/**")
    visitor.arrive()
    assert own_words(visitor.page) == []


def test_quitting_works_from_the_privacy_page_too(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot).arrive().page
    page.goto(f"{bot.url}/vie-privee")
    page.locator("#leave").click()
    page.wait_for_url("https://www.meteo.be/**")


def test_the_page_says_once_that_quitting_does_not_erase_the_history(page: Page) -> None:
    assert page.locator("body").inner_text().count("n’efface pas l’historique") == 1


def test_erasing_asks_first_and_can_be_called_off(page: Page, bot: Bot) -> None:
    page.locator("#erase").click()
    dialog = page.locator("#erase-dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("button", has_text="Garder")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert bot.rasa.state.forgotten == []
    expect(bubble(page, "une machine")).to_be_visible()


def test_erasing_leaves_nothing_here_and_nothing_there(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    page = visitor.page
    visitor.say("un secret")
    bubble(page, "un secret").wait_for()
    page.locator("#erase").click()
    page.locator("#erase-now").click()
    expect(page.locator(".erased")).to_contain_text("C’est effacé")
    expect(page.locator(".erased")).to_be_focused()
    assert "un secret" not in page.content()
    assert len(bot.rasa.state.forgotten) == 1
    assert visitor.context.cookies() == []
    page.reload()
    page.locator(".bot .choice").first.wait_for()
    assert own_words(page) == []


def test_after_erasing_a_new_conversation_can_begin(page: Page) -> None:
    page.locator("#erase").click()
    page.locator("#erase-now").click()
    page.locator(".erased button").click()
    bubble(page, "une machine").wait_for()
    say(page, "encore moi")
    bubble(page, "2. encore moi").wait_for()


def test_another_window_is_emptied_too(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    visitor.say("un secret")
    second = visitor.context.new_page()
    second.goto(bot.url)
    bubble(second, "un secret").wait_for()
    visitor.page.locator("#erase").click()
    visitor.page.locator("#erase-now").click()
    visitor.page.locator(".erased").wait_for()
    expect(second.locator(".me")).to_have_count(0)


def test_what_the_dialogue_has_erased_goes_from_the_page(visit: OpenVisitor, bot: Bot) -> None:
    """Somebody writes « efface tout » instead of tapping the button: only the answer that says so stays."""
    page = visit(bot).page
    told = [
        {"type": "bubble", "id": "1", "blocks": [{"p": [[{"text": "une réponse"}]]}], "buttons": []},
        {"type": "said", "id": "2", "blocks": [{"p": [[{"text": "oui"}]]}]},
        {"type": "bubble", "id": "3", "blocks": [{"p": [[{"text": "tout est effacé"}]]}], "buttons": []},
        {"type": "forgotten"},
    ]
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in told)
    page.route("**/web/flux", lambda route: route.fulfill(content_type="text/event-stream", body=body))
    page.goto(bot.url)
    bubble(page, "tout est effacé").wait_for()
    expect(page.locator(".bubble")).to_have_count(1)


def test_what_could_not_be_erased_is_admitted(visit: OpenVisitor, own_bot: Bot) -> None:
    page = visit(own_bot).arrive().page
    own_bot.rasa.state.fault = "unavailable"
    page.locator("#erase").click()
    page.locator("#erase-now").click()
    expect(page.locator("#erase-fault")).to_contain_text("pas pu tout effacer")
    own_bot.rasa.state.fault = None
    page.locator("#erase-now").click()
    expect(page.locator(".erased")).to_be_visible()
