"""Too much, too long, too fast: kind words, and nobody else waits."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisitor
from tests.browser.visitor import bubble, own_words, say
from tests.browser.world import Bot

pytestmark = pytest.mark.browser


def test_who_writes_too_fast_is_told_kindly_and_loses_nothing(visit: OpenVisitor, own_bot: Bot) -> None:
    page = visit(own_bot).arrive().page
    for n in range(10):
        say(page, f"message {n}")
    expect(page.locator(".note")).to_have_count(1)
    expect(page.locator(".note")).to_contain_text("plus vite que je ne peux les lire")
    expect(page.locator(".note a[href='tel:112']")).to_be_visible()
    bubble(page, "11. message 9").wait_for(timeout=25_000)
    assert own_words(page) == [f"message {n}" for n in range(10)]
    assert own_bot.rasa.state.heard()[1:] == [f"message {n}" for n in range(10)]


def test_one_who_floods_does_not_slow_another(visit: OpenVisitor, own_bot: Bot) -> None:
    flood, other = visit(own_bot).arrive(), visit(own_bot).arrive()
    flood.page.evaluate(
        """() => {
            const id = () => 'flood-' + Math.random().toString(36).slice(2);
            const headers = {'Content-Type': 'application/json'};
            const body = () => JSON.stringify({id: id(), text: 'encore'});
            setInterval(() => fetch('/web/messages', {method: 'POST', headers, body: body()}).catch(() => null), 50);
        }"""
    )
    other.page.wait_for_timeout(1500)
    began = time.monotonic()
    other.say("et moi")
    bubble(other.page, "2. et moi").wait_for()
    assert time.monotonic() - began < 2.5
    assert len([said for said in own_bot.rasa.state.heard() if said == "encore"]) < 12


def test_a_message_that_is_too_long_is_not_cut_in_silence(visit: OpenVisitor, own_bot: Bot) -> None:
    page = visit(own_bot).arrive().page
    page.locator("#write").evaluate("e => e.removeAttribute('maxlength')")
    say(page, "x" * 4100)
    expect(page.locator(".note")).to_contain_text("trop long")
    expect(page.locator(".me .state")).to_contain_text("non envoyé")
    say(page, "plus court")
    bubble(page, "2. plus court").wait_for()
