"""`python -m evaluation.worker ours|stock|spacy MODEL`: one assistant in a process of its own, asked by assistants.py.

A first line tells that it has loaded, and its memory; then a JSON string a line in, a parse a line out, with its time.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, Protocol, TextIO


class Parses(Protocol):
    def parse(self, text: str) -> dict[str, Any]: ...


def load(kind: str, model: Path) -> Parses:
    """`ours` is read as `bot parse` reads it; `spacy` is spaCy's own pipeline, for the benchmark."""
    from bot.parse import Parser
    from evaluation.others import SpacyAlone, StockParser

    if kind == "spacy":
        return SpacyAlone(model.name)
    return Parser(model) if kind == "ours" else StockParser(model)


def memory_mb() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def serve(parser: Parses, source: TextIO, target: TextIO) -> None:
    parser.parse("Bonjour, mon fils ne me parle plus, que puis-je faire ?")  # what loads at the first use, loads now
    print(json.dumps({"memory_mb": memory_mb()}), file=target, flush=True)
    for line in source:
        text = json.loads(line)
        started = time.perf_counter()
        parse = parser.parse(text)
        ms = (time.perf_counter() - started) * 1000
        print(json.dumps({**parse, "ms": ms}), file=target, flush=True)


if __name__ == "__main__":
    serve(load(sys.argv[1], Path(sys.argv[2])), sys.stdin, sys.stdout)
