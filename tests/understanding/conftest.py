"""The trained model, asked in this process through `bot parse`'s own door."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from bot.parse import Parser, find_model


@pytest.fixture(scope="session")
def parser(trained_model: None) -> Iterator[Parser]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns while it loads
        opened = Parser(find_model())
    yield opened
    opened.close()
