"""`python -m evaluation report` (`make evaluate`): every figure of the understanding, in the terminal and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from evaluation.assistants import Candidate, ask_in_turn, candidates, loaded
from evaluation.breakdown import breakdown
from evaluation.comparison import Measured, aligned, markdown, table
from evaluation.examples import DEVELOPMENT, SEALED, Labelled, evaluation_messages
from evaluation.page import write_page
from evaluation.records import HOME

PAGE = HOME / "report.html"


def report(page: Path = PAGE, *, sealed: bool = False) -> int:
    """0; the sealed sets are for one opening at the end, never for choosing anything."""
    paths = SEALED if sealed else DEVELOPMENT
    sets = ("the sealed sets " if sealed else "the development sets ") + ", ".join(path.stem for path in paths)
    measured = measure(candidates(), evaluation_messages(paths))
    details = breakdown(measured[0].answers)
    print("\n".join([f"\n{len(measured[0].answers)} messages of {sets}", *details]))
    rows = table(measured)
    print(f"\nSide by side, asked in turn\n{aligned(rows)}")
    if len(measured) < 3:
        print("\nNot all stock pipelines are trained here (once, half an hour each): python -m evaluation stock")
    write_page(page, measured, details, sets)
    page.with_suffix(".md").write_text(markdown(rows), encoding="utf-8")
    print(f"\n{page}")
    return 0


def measure(some: Sequence[Candidate], messages: Sequence[Labelled]) -> list[Measured]:
    """Loads all of them and asks each message of each in turn, with a progress bar."""
    print("loading: " + ", ".join(candidate.title for candidate in some), flush=True)
    with loaded(some) as assistants:
        bar = tqdm(ask_in_turn(assistants, messages), total=len(messages), desc="messages", unit="")
        by_assistant = zip(*bar, strict=True)
        return [
            Measured(assistant.candidate, assistant.memory_mb, list(answers))
            for assistant, answers in zip(assistants, by_assistant, strict=True)
        ]
