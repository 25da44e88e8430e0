"""Conversations of the sets by which the whole was judged: those that go whole must stay so."""

from __future__ import annotations

import pytest

from tests.auxil.conversations import Conversation

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(600)]
NAMES = "a*.yml"


def test_it_goes_as_a_good_helpline_would_have_it(conversation: Conversation, mistakes: list[str]) -> None:
    assert not mistakes, conversation.name + "\n" + "\n".join(mistakes)
