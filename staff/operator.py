"""The sentences that the operator reads in a terminal, from data/operator.yml. Called by settings and the commands."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from casework.trail import TrailIsBroken
from casework.yaml_files import read_yaml

SENTENCES = Path(__file__).parent / "data" / "operator.yml"


@cache
def _sentences() -> dict[str, str]:
    return dict(read_yaml(SENTENCES))


def sentence(key: str, **values: Any) -> str:
    """Raises KeyError for a key or a value that is missing."""
    return _sentences()[key].format(**values)


def say(key: str, **values: Any) -> None:
    print(sentence(key, **values), flush=True)


def trail_problem(error: TrailIsBroken) -> str:
    """What is wrong with the trail, and where."""
    return sentence(f"trail_{error.what}", line=error.line)
