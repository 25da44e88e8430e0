"""`python -m evaluation stock`: trains the stock pipelines on our examples, once for each state of their inputs.

Also trains ours once more, beside them, so that its time is measured in the same way. One after the other, under
.relais/evaluation/stock/; an epoch of theirs takes some eight minutes on two cores.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from evaluation.examples import ROOT, Labelled, training_examples
from evaluation.records import OURS, STOCK, Training, digest, keep
from launcher.training import digest_of_inputs

DEFAULT_EPOCHS = 4
_FIT = re.compile(r"i_acc=([0-9.]+)")
_PIPELINES = Path(__file__).parent / "data"
STOCK_NAMES = ("rasa_init", "spacy")
NAMES = (OURS, *STOCK_NAMES)


def train_stock(epochs: int = DEFAULT_EPOCHS, names: Sequence[str] = NAMES) -> int:
    """0 when all of `names` are there, trained now or before; else 1."""
    STOCK.mkdir(parents=True, exist_ok=True)
    examples = training_examples()
    done = [_train_ours(examples) if name == OURS else _train(name, examples, epochs) for name in names]
    return 0 if all(done) else 1


def data_digest(examples: Sequence[Labelled]) -> str:
    return digest([yaml_of(examples)])


def yaml_of(examples: Sequence[Labelled]) -> str:
    """The examples as Rasa reads them, the intents in the order of the alphabet."""
    blocks = [
        {"intent": intent, "examples": "".join(f"- {e.text}\n" for e in examples if e.label == intent)}
        for intent in sorted({e.label for e in examples})
    ]
    return str(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False, width=10**6))


def pipeline_of(name: str, epochs: int) -> str:
    """The configuration of a stock pipeline with this number of epochs, as YAML."""
    config: dict[str, Any] = yaml.safe_load((_PIPELINES / f"stock_{name}.yml").read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        if "epochs" in component:
            component["epochs"] = epochs
    return str(yaml.safe_dump(config, sort_keys=False))


def _train_ours(examples: Sequence[Labelled]) -> bool:
    model = STOCK / f"{OURS}-{digest_of_inputs(ROOT)}.tar.gz"
    inputs = ["--config", "config.yml", "--domain", "domain.yml", "--data", "nlu_data"]
    return _train_once(OURS, model, ["train", *inputs], examples, None)


def _train(name: str, examples: Sequence[Labelled], epochs: int) -> bool:
    config, data = pipeline_of(name, epochs), yaml_of(examples)
    model = STOCK / f"{name}-{digest([config, data])}.tar.gz"
    with tempfile.TemporaryDirectory() as folder:
        for path, text in ((Path(folder, "config.yml"), config), (Path(folder, "nlu.yml"), data)):
            path.write_text(text, encoding="utf-8")
        inputs = ["--config", f"{folder}/config.yml", "--nlu", f"{folder}/nlu.yml"]
        return _train_once(name, model, ["train", "nlu", *inputs], examples, epochs)


def _train_once(name: str, model: Path, command: list[str], examples: Sequence[Labelled], epochs: int | None) -> bool:
    if model.with_name(model.name.replace(".tar.gz", ".json")).exists():
        print(f"{name}: trained before ({model.name})", flush=True)
        return True
    print(f"{name}: {len(examples)} examples{f', {epochs} epochs' if epochs else ''}…", flush=True)
    started, cpu = time.monotonic(), _cpu_seconds()
    code, fit = _rasa([*command, "--out", str(STOCK), "--fixed-model-name", model.name.removesuffix(".tar.gz")])
    if code != 0:
        print(f"{name}: the training failed", file=sys.stderr)
        return False
    seconds, cpu = round(time.monotonic() - started), round(_cpu_seconds() - cpu)
    keep(Training(name, model.name, data_digest(examples), len(examples), epochs, seconds, cpu, fit))
    print(f"{name}: {seconds} s", flush=True)
    return True


def _rasa(arguments: list[str]) -> tuple[int, float | None]:
    """The exit code, and the share of examples read right when the training ended; shows the epochs as they pass."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    command = [sys.executable, "-m", "rasa", *arguments]
    fit = None
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line.rstrip(), end="\r" if line.startswith("Epochs") else "\n", flush=True)
            if found := _FIT.search(line):
                fit = float(found.group(1))
    return process.returncode, fit


def _cpu_seconds() -> float:
    """Of the programs that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
