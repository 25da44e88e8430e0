"""Labelled messages: the training data with their authors, and the evaluation sets. Read by the other modules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

from components.in_context_files import blocks_in_context

ROOT = Path(__file__).parent.parent
_TRAINING = ROOT / "nlu_data" / "nlu"
_IN_CONTEXT = ROOT / "nlu_data" / "in_context"
_SETS = ROOT / "tests" / "understanding"
DEVELOPMENT = (_SETS / "messages_e1.jsonl", _SETS / "messages_e2.jsonl")
SEALED = (_SETS / "sealed" / "f1.jsonl", _SETS / "sealed" / "f2.jsonl")


@dataclass(frozen=True)
class Labelled:
    """`label` as docs and evaluation write it; `kind` is `direct`, `indirect`, `hard_calm`… or empty."""

    text: str
    label: str
    author: str
    style: str
    kind: str = ""

    @property
    def urgent(self) -> bool:
        return self.label.startswith("urgent_")


def training_examples() -> list[Labelled]:
    """Every example that an author wrote and that means an intent by itself, with the internal names of the intents."""
    return [*_of_intents(), *_in_context()]


def _in_context() -> list[Labelled]:
    return [
        Labelled(text, block.intent, block.author, "mixed")
        for block in blocks_in_context(_IN_CONTEXT)
        if block.intent
        for text in block.examples
    ]


def _of_intents() -> list[Labelled]:
    return [
        Labelled(line[2:], block["intent"], block["metadata"]["author"], block["metadata"]["style"])
        for path in sorted(_TRAINING.glob("*.yml"))
        for block in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]
        if "metadata" in block
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ]


def evaluation_messages(paths: tuple[Path, ...] = DEVELOPMENT) -> list[Labelled]:
    """The messages of evaluation files, white space made single as `bot parse` reads a line."""
    return [_evaluated(json.loads(line), path.stem) for path in paths for line in path.read_text().splitlines() if line]


def _evaluated(row: dict[str, str], author: str) -> Labelled:
    return Labelled(" ".join(row["text"].split()), row["label"], author, row["style"], row.get("kind", ""))
