"""Bubbles that fit, one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import fitting
from casework.replies import Button, Reply

BUTTONS = (Button("Oui", "/affirm"),)


def test_a_text_that_fits_stays_whole() -> None:
    reply = Reply("bonjour", BUTTONS)
    assert list(fitting([reply], 100)) == [reply]


def test_a_long_text_is_cut_at_a_paragraph_and_its_buttons_go_last() -> None:
    text = "un " * 10 + "\n\n" + "deux " * 10
    first, second = fitting([Reply(text, BUTTONS)], 60)
    assert (first.text, first.buttons) == (("un " * 10).strip(), ())
    assert second.text.strip() == ("deux " * 10).strip()
    assert second.buttons == BUTTONS


@given(st.text(alphabet="ab \n", max_size=300), st.integers(5, 50))
def test_no_word_is_lost_and_no_bubble_is_too_long(text: str, longest: int) -> None:
    pieces = [reply.text for reply in fitting([Reply(text)], longest)]
    assert all(len(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
