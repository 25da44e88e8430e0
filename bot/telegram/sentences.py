"""The sentences that the operator reads about Telegram, from data/operator.yml. Called by this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "operator.yml"


@cache
def _sentences() -> dict[str, str]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def sentence(key: str) -> str:
    """Raises KeyError."""
    return _sentences()[key]
