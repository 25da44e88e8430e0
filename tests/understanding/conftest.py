"""The trained model, asked in this process through `bot parse`'s own door."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from bot.parse import Parser, find_model
from launcher.training import ensure_model
from tests.auxil.stack import ROOT


@pytest.fixture(scope="session")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parser]:
    ensure_model(ROOT, tmp_path_factory.mktemp("training") / "training.log")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns while it loads
        opened = Parser(find_model())
    yield opened
    opened.close()
