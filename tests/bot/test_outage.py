"""What is said while no message can be stored."""

from __future__ import annotations

import pytest

from bot.commands import load_commands
from bot.lifeline import Lifeline
from bot.messages import Kind
from bot.names import Names
from bot.outage import REMEMBERED_FOR, Outage
from tests.bot.world import ID_KEY, URGENT, content, message, rules


class Monotonic:
    """A clock that the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def make_outage() -> tuple[Outage, Monotonic]:
    clock = Monotonic()
    return Outage(Lifeline(content(), rules(), load_commands()), Names(ID_KEY), clock), clock


def test_each_person_gets_one_lifeline_per_outage() -> None:
    outage, clock = make_outage()
    assert "112" in outage.answer(message("anna", "bonjour"))[0].text
    assert outage.answer(message("anna", "il y a quelqu’un ?")) == []
    assert len(outage.answer(message("karim", "bonjour"))) == 1
    # When Redis is back and dies again later
    clock.now += REMEMBERED_FOR + 1
    outage.is_over()
    assert len(outage.answer(message("anna", "bonjour"))) == 1


def test_an_outage_that_flickers_is_one_outage() -> None:
    outage, clock = make_outage()
    outage.answer(message("anna", "bonjour"))
    clock.now += 5
    outage.is_over()
    assert outage.answer(message("anna", "bonjour")) == []


def test_urgent_words_get_the_urgent_text_even_after_the_lifeline() -> None:
    outage, _ = make_outage()
    outage.answer(message("anna", "bonjour"))
    bubbles = outage.answer(message("anna", URGENT))
    assert "\n112" in bubbles[0].text
    assert "0800 32 123" in bubbles[0].text


def test_the_urgent_text_comes_again_after_five_minutes_or_for_another_danger() -> None:
    outage, clock = make_outage()
    assert outage.answer(message("anna", URGENT))
    assert outage.answer(message("anna", URGENT)) == []
    assert outage.answer(message("anna", "/urgence"))
    clock.now += 301
    assert outage.answer(message("anna", URGENT))


def test_a_message_that_telegram_hands_out_again_gets_nothing_more() -> None:
    outage, clock = make_outage()
    said = message("anna", URGENT)
    assert outage.answer(said)
    clock.now += 301
    assert outage.answer(said) == []


@pytest.mark.parametrize("payload", ["/not_safe", "/urgent_menu", "/urgent_suicide"])
def test_a_tap_that_means_danger_gets_the_urgent_text_without_redis(payload: str) -> None:
    outage, _ = make_outage()
    names = Names(ID_KEY)
    tap = names.button_id(names.address(message("anna", "")).person, payload)
    assert "\n112" in outage.answer(message("anna", tap, kind=Kind.BUTTON))[0].text
    # Somebody else's button, or another one, means nothing
    outage, _ = make_outage()
    assert len(outage.answer(message("karim", tap, kind=Kind.BUTTON))) == 1
    assert outage.answer(message("karim", "a" * 20, kind=Kind.BUTTON)) == []


def test_what_is_said_has_no_buttons_that_could_not_work() -> None:
    outage, _ = make_outage()
    assert all(bubble.buttons == () for bubble in outage.answer(message("anna", URGENT)))
