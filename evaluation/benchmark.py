"""`python -m evaluation benchmark` (`make benchmark`): how fast messages are understood, beside others in one run."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from evaluation.assistants import Candidate, loaded, our_candidate, stock_candidates
from evaluation.examples import ROOT, evaluation_messages
from evaluation.figures import percentile

_LINES = 1000
_SPACY_ALONE = Candidate("spaCy alone, no classifier", "spacy", Path("fr_core_news_md"))


def benchmark() -> int:
    texts = list(islice(cycle(message.text for message in evaluation_messages()), _LINES))
    _side_by_side([our_candidate(), *(stock_candidates() or [_SPACY_ALONE])], texts)
    seconds = seconds_for_lines(texts)
    print(
        f"\n{_LINES} lines through `bot parse --json`: {seconds:.1f} s after loading ({_LINES / seconds:.0f} a second)"
    )
    return 0


def _side_by_side(candidates: Sequence[Candidate], texts: Sequence[str]) -> None:
    with loaded(candidates) as assistants:
        times: list[list[float]] = [[] for _ in assistants]
        for text in tqdm(texts, desc="messages", unit=""):
            for assistant, measured in zip(assistants, times, strict=True):
                measured.append(assistant.parse(text)["ms"])
    ours = percentile(times[0], 50)
    print(f"\n{'':<28}{'p50 ms':>8}{'p99 ms':>8}{'p50 against ours':>18}")
    for candidate, measured in zip(candidates, times, strict=True):
        p50, p99 = percentile(measured, 50), percentile(measured, 99)
        print(f"{candidate.title:<28}{p50:>8.2f}{p99:>8.2f}{p50 / ours:>17.1f}x")


def seconds_for_lines(texts: Sequence[str]) -> float:
    """From the first line after loading to the last answer, through the command line as anybody would call it."""
    command = [sys.executable, "-m", "bot", "parse", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        print("bonjour", file=process.stdin, flush=True)
        json.loads(process.stdout.readline())
        started = time.perf_counter()
        threading.Thread(target=_write, args=(process.stdin, texts), daemon=True).start()
        for _ in texts:
            json.loads(process.stdout.readline())
        return time.perf_counter() - started


def _write(target: TextIO, texts: Sequence[str]) -> None:
    """From a thread of its own: neither side waits for a full pipe."""
    with target:
        target.writelines(f"{text}\n" for text in texts)
