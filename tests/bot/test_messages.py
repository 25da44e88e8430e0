"""What goes in and out of a channel."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import LONGEST_TEXT, IncomingMessage, Kind, tidied
from tests.bot.world import message


@given(st.text())
def test_any_text_can_be_kept_and_read_again(text: str) -> None:
    said = message("a", text)
    assert IncomingMessage.from_bytes(said.to_bytes()) == said


def test_everything_that_the_inbox_needs_is_kept() -> None:
    at = datetime(2026, 12, 25, 10, tzinfo=timezone.utc)
    said = message("a", "k3x", kind=Kind.BUTTON, at=at)
    assert IncomingMessage.from_bytes(said.to_bytes()) == said


def test_half_characters_and_control_characters_do_not_come_in() -> None:
    assert tidied("a\ud800b\x00c\x1b[31m\n\u00e9 😀 «\u00a0oui\u00a0»") == "abc[31m\né 😀 «\u00a0oui\u00a0»"


def test_an_endless_message_keeps_its_beginning_and_its_end() -> None:
    text = tidied("début " + "x" * 10_000 + " la question ?")
    assert len(text) == LONGEST_TEXT
    assert text.startswith("début")
    assert text.endswith("la question ?")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"channel": 1}'])
def test_what_is_not_a_message_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        IncomingMessage.from_bytes(data)
