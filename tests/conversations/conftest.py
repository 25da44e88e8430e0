"""A whole Relais to talk with. The conversations stand in two files of tests, so that two of them can be played beside
each other."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest

from bot.settings import TerminalSettings, read_terminal_settings
from bot.terminal import Terminal
from casework.dev_environment import fill_from_dev_file
from tests.auxil.conversations import Conversation, play
from tests.auxil.stack import Stack, running_stack


@pytest.fixture(scope="module")
def played(
    trained_model: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Conversation], list[str]]]:
    """Plays one with a Relais of the file's own, and tells what went otherwise than expected."""
    with running_stack(tmp_path_factory.mktemp("talking")) as stack:
        settings = settings_of(stack)
        yield lambda conversation: play_with(settings, conversation)


def settings_of(stack: Stack) -> TerminalSettings:
    environment = dict(stack.environment)
    fill_from_dev_file(environment)
    return read_terminal_settings(environment)


def play_with(settings: TerminalSettings, conversation: Conversation) -> list[str]:
    terminal = Terminal(settings, uuid.uuid4().hex, conversation.at)
    try:
        return play(conversation, terminal)
    finally:
        terminal.close()
