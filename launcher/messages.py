"""The sentences that the operator reads, from data/messages.yml; every part of the launcher says them here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

MESSAGES = Path(__file__).parent / "data" / "messages.yml"


class CannotStart(Exception):
    """Relais cannot start; the text is the sentence for the operator, the program exits with 2."""


@cache
def _messages() -> dict[str, str]:
    return dict(yaml.safe_load(MESSAGES.read_text(encoding="utf-8")))


def sentence(key: str, **values: Any) -> str:
    """Raises KeyError for a key or a value that is missing."""
    return _messages()[key].format(**values)


def say(key: str, **values: Any) -> None:
    print(sentence(key, **values), flush=True)


def cannot_start(key: str, **values: Any) -> CannotStart:
    return CannotStart(sentence(key, **values))
