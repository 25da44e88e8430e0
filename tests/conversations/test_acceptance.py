"""Conversations of the sets by which the whole was judged: those that go whole must stay so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.auxil.conversations import Conversation, read_conversations

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(600)]

CONVERSATIONS = list(read_conversations(Path(__file__).parent, "a*.yml"))


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda told: told.name.split()[0])
def test_it_goes_as_a_good_helpline_would_have_it(
    played: Callable[[Conversation], list[str]], conversation: Conversation
) -> None:
    mistakes = played(conversation)
    assert not mistakes, conversation.name + "\n" + "\n".join(mistakes)
