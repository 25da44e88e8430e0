"""What was trained for the comparison, when and in how long. Written by stock.py, read by assistants.py."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.examples import ROOT

HOME = ROOT / ".relais" / "evaluation"
STOCK = HOME / "stock"
OURS = "ours"


@dataclass(frozen=True)
class Training:
    """`data` is the digest of the examples; times in seconds; `epochs` is None for what has none.

    `fit` is the share of its own examples that it read right in the last epoch.
    """

    name: str
    model: str
    data: str
    examples: int
    epochs: int | None
    seconds: float
    cpu_seconds: float
    fit: float | None = None


def digest(parts: Iterable[str]) -> str:
    """16 hexadecimal digits that change when a part changes."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode() + b"\0")
    return whole.hexdigest()[:16]


def keep(training: Training, folder: Path = STOCK) -> None:
    path = folder / Path(training.model).name.replace(".tar.gz", ".json")
    path.write_text(json.dumps(asdict(training), indent=1) + "\n", encoding="utf-8")


def trainings(name: str, folder: Path = STOCK) -> list[Training]:
    """What was trained under this name and is still there, the latest first."""
    paths = sorted(folder.glob(f"{name}-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    every = [Training(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return [training for training in every if (folder / training.model).exists()]
