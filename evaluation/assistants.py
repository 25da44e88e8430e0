"""The assistants under test, each in a process of its own (worker.py), asked in turn. For report.py, benchmark.py."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.parse import find_model
from evaluation.answers import Answer
from evaluation.examples import ROOT, Labelled, training_examples
from evaluation.records import HOME, OURS, STOCK, Training, trainings
from evaluation.stock import STOCK_NAMES, data_digest
from launcher.training import digest_of_inputs

TITLES = {OURS: "Relais", "rasa_init": "Rasa, stock", "spacy": "Rasa + spaCy, stock"}
_WARM_UP = 20


class AssistantHasEnded(Exception):
    """The process of an assistant stopped; the text says where its last words are."""


@dataclass(frozen=True)
class Candidate:
    """What can be loaded: `kind` as worker.py knows it; the training when it was recorded.

    `examples` is None when the model is not of today's files. The size is taken at the start, because a training
    beside the report may replace the model.
    """

    name: str
    kind: str
    model: Path
    training: Training | None = None
    examples: int | None = None
    model_mb: float = float("nan")

    @property
    def title(self) -> str:
        return TITLES.get(self.name, self.name)


@dataclass
class Assistant:
    """A loaded candidate; `memory_mb` is its resident memory after the first parse."""

    candidate: Candidate
    process: subprocess.Popen[str]
    log: Path
    memory_mb: float = field(default=float("nan"))

    def wait_until_loaded(self) -> None:
        self.memory_mb = self._read()["memory_mb"]

    def parse(self, text: str) -> dict[str, Any]:
        """The parse, and `ms`, how long it took there."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        return self._read()

    def answer(self, message: Labelled) -> Answer:
        parse = self.parse(message.text)
        urgency = parse["urgency"]
        return Answer(
            message, parse["intent"], parse["confidence"], urgency["level"], float(urgency["score"]), parse["ms"]
        )

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise AssistantHasEnded(f"{self.candidate.title} stopped; see {self.log}")
        return dict(json.loads(line))


def candidates() -> list[Candidate]:
    """Ours, and every stock pipeline that was trained; raises NoModelFound without ours."""
    return [our_candidate(), *stock_candidates()]


def our_candidate() -> Candidate:
    """The model that `bot parse` would take; its training as it was timed beside the stock ones."""
    examples, model = training_examples(), find_model()
    training = _latest(trainings(OURS), data_digest(examples))
    of_today = digest_of_inputs(ROOT) in model.name
    return Candidate(OURS, OURS, model, training, len(examples) if of_today else None, _megabytes(model))


def stock_candidates() -> list[Candidate]:
    """The latest of each pipeline, those of today's examples first."""
    data = data_digest(training_examples())
    found = [_latest(trainings(name), data) for name in STOCK_NAMES]
    return [_stock_candidate(training) for training in found if training]


def _stock_candidate(training: Training) -> Candidate:
    model = STOCK / training.model
    return Candidate(training.name, "stock", model, training, training.examples, _megabytes(model))


def _latest(every: Sequence[Training], data: str) -> Training | None:
    """The latest training, one of these examples if there is any."""
    return next(iter([training for training in every if training.data == data] or every), None)


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6


@contextmanager
def loaded(candidates: Sequence[Candidate]) -> Iterator[list[Assistant]]:
    """All of them at once; they load side by side and end with the block."""
    with ExitStack() as stack:
        assistants = [stack.enter_context(_started(candidate)) for candidate in candidates]
        for assistant in assistants:
            assistant.wait_until_loaded()
        yield assistants


def ask_in_turn(assistants: Sequence[Assistant], messages: Iterable[Labelled]) -> Iterator[list[Answer]]:
    """For each message the answer of each assistant, one after the other, so that all meet the same machine."""
    listed = list(messages)
    for message in listed[:_WARM_UP]:
        for assistant in assistants:
            assistant.parse(message.text)
    for message in listed:
        yield [assistant.answer(message) for assistant in assistants]


@contextmanager
def _started(candidate: Candidate) -> Iterator[Assistant]:
    log = HOME / "logs" / f"{candidate.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "evaluation.worker", candidate.kind, str(candidate.model)]
    with log.open("w") as words:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, text=True
        )
    with process:
        try:
            yield Assistant(candidate, process, log)
        finally:
            process.terminate()
