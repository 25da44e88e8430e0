"""One whole Relais for the end-to-end tests that leave it in order; tests that break things start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from launcher.training import ensure_model
from tests.auxil.stack import ROOT, Stack, running_stack


@pytest.fixture(scope="session")
def trained_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Trained once per change of its inputs, shared by every test of the run."""
    ensure_model(ROOT, tmp_path_factory.mktemp("training") / "training.log")


@pytest.fixture(scope="session")
def stack(trained_model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("relais")) as running:
        yield running
