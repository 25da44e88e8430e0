"""A conversation in a real browser: what a worried person sees."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisitor
from tests.browser.talking_rasa import REFERENCE
from tests.browser.visitor import bubble, bubbles, own_words, say, tap
from tests.browser.world import Bot

pytestmark = pytest.mark.browser
URGENT = "Il a une arme et il veut tuer quelqu’un ce soir"


def test_the_assistant_speaks_first_and_says_that_it_is_a_machine(page: Page) -> None:
    expect(bubble(page, "une machine, pas une personne")).to_be_visible()
    assert own_words(page) == []
    expect(page.locator(".notice")).to_contain_text("personne ne lit cette conversation en direct")
    assert page.locator("#scroll").evaluate("e => e.scrollTop") == 0


def test_a_whole_conversation_with_buttons(page: Page) -> None:
    tap(page, "Je m’inquiète")
    page.locator(".bot .bubble").nth(2).wait_for()
    say(page, "Quels sont les signes ?")
    expect(bubble(page, "Aucun signe ne suffit seul")).to_be_visible()
    assert own_words(page) == ["Je m’inquiète", "Quels sont les signes ?"]
    assert page.locator(".bubble li").count() >= 4
    expect(page.locator(".typing")).to_be_hidden()


def test_earlier_buttons_step_back_and_still_work(page: Page, bot: Bot) -> None:
    say(page, "Quels sont les signes ?")
    expect(page.locator(".choices.past")).to_have_count(1)
    page.locator(".choices.past .choice", has_text="Urgence").click()
    expect(page.locator(".me .bubble").last).to_have_text("Urgence")
    page.locator(".bot .bubble").nth(3).wait_for()
    assert "/urgent_menu" in bot.rasa.state.heard()


def test_two_taps_in_haste_are_one(page: Page) -> None:
    page.locator(".choice", has_text="Je m’inquiète").dblclick()
    page.wait_for_timeout(800)
    assert own_words(page) == ["Je m’inquiète"]


def test_an_urgent_message_gets_numbers_that_can_be_called(page: Page) -> None:
    say(page, URGENT)
    expect(bubble(page, "Quelqu’un est en danger")).to_be_visible()
    calls = page.locator(".bot .bubble .call")
    assert [calls.nth(n).get_attribute("href") for n in range(2)] == ["tel:101", "tel:112"]
    card = page.locator(".card")
    expect(card).to_contain_text("Lundi")
    expect(card.locator("a")).to_have_attribute("href", "tel:+3280011172")
    expect(page.locator(".choice", has_text="Fausse alerte")).to_be_visible()


def test_a_long_answer_is_read_from_its_beginning(page: Page) -> None:
    say(page, URGENT)
    first = bubble(page, "Merci de me l’avoir dit").first
    expect(first).to_be_in_viewport(ratio=0.3)
    page.wait_for_timeout(400)
    top = page.locator(".scroll").bounding_box()
    place = first.bounding_box()
    assert top
    assert place
    assert 0 <= place["y"] - top["y"] < 80
    for _ in range(2):
        page.locator("#more").click()
    expect(page.locator(".choice", has_text="Fausse alerte")).to_be_in_viewport()
    expect(page.locator("#more")).to_be_hidden()


def test_a_contact_request_down_to_its_reference(page: Page) -> None:
    tap(page, "Une question")
    bubble(page, "Voici ce que je peux faire").wait_for()
    tap(page, "Demander un contact")
    bubble(page, "Êtes-vous d’accord").wait_for()
    tap(page, "D’accord")
    bubble(page, "Quel est votre numéro").wait_for()
    say(page, "0470 12 34 56")
    bubble(page, "Est-ce que je l’envoie").wait_for()
    tap(page, "Envoyer")
    expect(page.locator(".reference")).to_contain_text(REFERENCE)


def test_a_page_that_is_loaded_again_shows_both_sides_in_order(page: Page, bot: Bot) -> None:
    say(page, "Quels sont les signes ?")
    bubble(page, "Aucun signe ne suffit seul").wait_for()
    before = page.locator("#log").inner_text()
    page.reload()
    bubble(page, "Aucun signe ne suffit seul").wait_for()
    page.locator("#log[aria-busy=false]").wait_for()
    assert page.locator("#log").inner_text() == before
    assert bot.rasa.state.heard().count("/start_conversation") == 1


def test_what_is_written_is_shown_as_it_was_written_and_never_as_a_page(page: Page) -> None:
    text = "<img src=x onerror=alert(1)> & <b>gras</b>\n112"
    say(page, text)
    expect(page.locator(".me .bubble")).to_have_text(text, use_inner_text=True)
    expect(bubble(page, "<b>gras</b>")).to_be_visible()
    assert page.locator(".bubble img, .bubble b").count() == 0


def test_two_windows_of_one_person_show_the_same_conversation(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    second = visitor.context.new_page()
    second.goto(bot.url)
    bubble(second, "une machine").wait_for()
    visitor.say("Quels sont les signes ?")
    bubble(second, "Aucun signe ne suffit seul").wait_for()
    assert own_words(second) == ["Quels sont les signes ?"]
    assert bubbles(second) == bubbles(visitor.page)


def test_nothing_is_kept_in_the_browser_but_a_cookie_that_ends_with_it(visit: OpenVisitor, bot: Bot) -> None:
    visitor = visit(bot).arrive()
    visitor.say("bonjour")
    visitor.page.locator(".bot .bubble").nth(2).wait_for()
    (cookie,) = visitor.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Strict", -1)
    kept = visitor.page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert kept == [0, 0, 0, 0, 0]


def test_the_field_grows_with_what_is_written_and_tells_when_it_is_full(page: Page) -> None:
    field = page.locator("#write")
    low = field.bounding_box()
    field.fill("ligne\n" * 4)
    high = field.bounding_box()
    assert low
    assert high
    assert high["height"] > low["height"] + 40
    field.fill("x" * 3900)
    expect(page.locator("#left")).to_contain_text("100")


def test_enter_sends_and_shift_enter_begins_a_line(visit: OpenVisitor, bot: Bot) -> None:
    page = visit(bot, width=1280).arrive().page
    field = page.locator("#write")
    field.focus()
    page.keyboard.type("une")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("deux")
    page.keyboard.press("Enter")
    expect(page.locator(".me .bubble")).to_have_text("une\ndeux", use_inner_text=True)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
