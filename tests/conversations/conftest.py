"""A whole Relais to talk with. The conversations stand in two files of tests, so that two are played beside each other;
`NAMES` in each says which are its own."""

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    conversations = read_conversations(Path(__file__).parent, metafunc.module.NAMES)
    metafunc.parametrize("conversation", conversations, ids=lambda told: told.name.split()[0])


@pytest.fixture(scope="module")
def settings(trained_model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TerminalSettings]:
    with running_stack(tmp_path_factory.mktemp("talking")) as stack:
        yield settings_of(stack)


def settings_of(stack: Stack) -> TerminalSettings:
    environment = dict(stack.environment)
    fill_from_dev_file(environment)
    return read_terminal_settings(environment)


@pytest.fixture
def mistakes(settings: TerminalSettings, conversation: Conversation) -> list[str]:
    """What went otherwise than expected when it was played."""
    terminal = Terminal(settings, uuid.uuid4().hex, conversation.at)
    try:
        return play(conversation, terminal)
    finally:
        terminal.close()
