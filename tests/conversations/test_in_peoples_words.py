"""Conversations by authors who knew personas and facts but no rule of ours: each must go as it should, turn by turn."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import TerminalSettings, read_terminal_settings
from bot.terminal import Terminal
from casework.dev_environment import fill_from_dev_file
from tests.auxil.conversations import Conversation, play, read_conversations
from tests.auxil.stack import Stack, running_stack

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(600)]

CONVERSATIONS = list(read_conversations(Path(__file__).parent))


@pytest.fixture(scope="module")
def settings(trained_model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TerminalSettings]:
    with running_stack(tmp_path_factory.mktemp("talking")) as stack:
        yield settings_of(stack)


def settings_of(stack: Stack) -> TerminalSettings:
    environment = dict(stack.environment)
    fill_from_dev_file(environment)
    return read_terminal_settings(environment)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda told: told.name.split()[0])
def test_it_goes_as_a_good_helpline_would_have_it(settings: TerminalSettings, conversation: Conversation) -> None:
    terminal = Terminal(settings, uuid.uuid4().hex, conversation.at)
    try:
        mistakes = play(conversation, terminal)
    finally:
        terminal.close()
    assert not mistakes, conversation.name + "\n" + "\n".join(mistakes)
