"""What happens to a conversation when something between the person and the answer breaks."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisitor
from tests.browser.visitor import bubble, bubbles, own_words, say
from tests.browser.world import Bot

pytestmark = pytest.mark.browser
URGENT = "Il a une arme et il veut tuer quelqu’un ce soir"


def test_a_bot_that_dies_in_the_middle_costs_no_message_and_repeats_none(visit: OpenVisitor, own_bot: Bot) -> None:
    page = visit(own_bot).arrive().page
    say(page, "rouge")
    bubble(page, "2. rouge").wait_for()
    own_bot.kill()
    say(page, "vert")
    say(page, "bleu")
    expect(page.locator(".me .state").last).to_contain_text("Envoi")
    own_bot.start()
    bubble(page, "4. bleu").wait_for()
    page.wait_for_timeout(1000)
    assert own_words(page) == ["rouge", "vert", "bleu"]
    assert bubbles(page)[2:] == ["2. rouge", "3. vert", "4. bleu"]
    expect(page.locator("#status")).to_be_hidden()


def test_what_was_answered_while_the_connection_was_gone_is_there_afterwards(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    page = visitor.page
    second = visitor.context.new_page()
    second.goto(bot.url)
    bubble(second, "une machine").wait_for()
    page.route("**/web/flux", lambda route: route.abort())
    page.evaluate("() => window.dispatchEvent(new Event('offline'))")
    visitor.context.set_offline(True)
    visitor.context.set_offline(False)
    for number, text in enumerate(("rouge", "vert"), 2):
        say(second, text)
        bubble(second, f"{number}. {text}").wait_for()
    page.unroute("**/web/flux")
    bubble(page, "3. vert").wait_for()
    assert bubbles(page) == bubbles(second)
    assert own_words(page) == ["rouge", "vert"]


def test_without_a_connection_the_page_says_so_and_sends_later(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    page = visitor.page
    visitor.context.set_offline(True)
    say(page, "dans le train")
    expect(page.locator("#status")).to_contain_text("Pas de connexion")
    expect(page.locator("#status")).to_contain_text("112")
    expect(page.locator(".me .state")).to_contain_text("je réessaie")
    visitor.context.set_offline(False)
    bubble(page, "2. dans le train").wait_for()
    expect(page.locator("#status")).to_be_hidden()
    assert own_words(page) == ["dans le train"]


def test_with_redis_down_the_lifeline_comes_at_once_and_the_answer_later(visit: OpenVisitor, own_bot: Bot) -> None:
    page = visit(own_bot).arrive().page
    own_bot.redis.kill()
    say(page, "êtes-vous là")
    page.locator(".bot .bubble").nth(2).wait_for(timeout=8000)
    assert page.locator(".bot .bubble a[href='tel:112']").count() >= 1
    say(page, URGENT)
    bubble(page, "Quelqu’un est en danger").first.wait_for(timeout=8000)
    own_bot.redis.start()
    bubble(page, "êtes-vous là").wait_for(timeout=40_000)
    expect(page.locator("#status")).to_be_hidden()
    assert own_words(page) == ["êtes-vous là", URGENT]


def test_a_first_visit_in_an_outage_gets_the_lifeline_then_the_opening(visit: OpenVisitor, own_bot: Bot) -> None:
    own_bot.redis.kill()
    page = visit(own_bot).page
    page.goto(own_bot.url)
    page.locator(".bot .bubble").first.wait_for(timeout=8000)
    assert page.locator(".bot .bubble a[href='tel:112']").count() >= 1
    own_bot.redis.start()
    bubble(page, "une machine, pas une personne").wait_for(timeout=30_000)


def test_with_rasa_down_the_lifeline_comes_and_the_conversation_goes_on_by_itself(
    visit: OpenVisitor, own_bot: Bot
) -> None:
    page = visit(own_bot).arrive().page
    own_bot.rasa.stop()
    say(page, "êtes-vous là")
    page.locator(".bot .bubble").nth(2).wait_for(timeout=10_000)
    assert page.locator(".bot .bubble a[href='tel:112']").count() >= 1
    own_bot.rasa.start()
    bubble(page, "2. êtes-vous là").wait_for(timeout=20_000)
    say(page, "merci bien")
    bubble(page, "3. merci bien").wait_for()


def test_a_typing_sign_shows_that_an_answer_is_being_prepared(visit: OpenVisitor, own_bot: Bot) -> None:
    page = visit(own_bot).arrive().page
    own_bot.rasa.state.slow = 1.5
    say(page, "lentement")
    expect(page.locator("#typing")).to_be_visible()
    bubble(page, "2. lentement").wait_for()
    expect(page.locator("#typing")).to_be_hidden()
