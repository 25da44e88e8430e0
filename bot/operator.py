"""The sentences that the operator reads, from data/operator.yml. Called by settings, serve and the terminal."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

SENTENCES = Path(__file__).parent / "data" / "operator.yml"


@cache
def _sentences() -> dict[str, str]:
    return dict(yaml.safe_load(SENTENCES.read_text(encoding="utf-8")))


def sentence(key: str, **values: Any) -> str:
    """Raises KeyError for a key or a value that is missing."""
    return _sentences()[key].format(**values)
