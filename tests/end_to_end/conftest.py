"""One whole Relais for the end-to-end tests that leave it in order; tests that break things start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.auxil.stack import Stack, running_stack


@pytest.fixture(scope="session")
def stack(trained_model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("relais")) as running:
        yield running
