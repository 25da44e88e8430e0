"""Trains the Rasa model when one of its inputs has changed, with visible progress."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from launcher.messages import cannot_start, say

INPUTS = (
    "config.yml", "domain.yml", "nlu_data", "components", "casework/data/urgency_rules.yml",
    "casework/data/intents.yml", "casework/data/spellings.yml", "casework/text.py", "casework/urgency.py",
    "requirements.lock",
)  # fmt: skip
STARTING = re.compile(r"(?:Starting to train component|Training component) '(\w+)'")
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def input_files(root: Path) -> Iterator[Path]:
    """Every file that the model depends on, in a fixed order."""
    for name in INPUTS:
        path = root / name
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in {".yml", ".py", ".jsonl"})
        elif path.exists():
            yield path


def digest_of_inputs(root: Path) -> str:
    """16 hexadecimal digits that change when an input changes."""
    digest = hashlib.sha256()
    for path in input_files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def model_path(root: Path) -> Path:
    return root / "models" / f"relais-{digest_of_inputs(root)}.tar.gz"


def ensure_model(root: Path, log: Path) -> Path:
    """The path of a model that fits the inputs, trained now if need be; raises CannotStart when that fails."""
    path = model_path(root)
    if path.exists():
        say("model_kept")
        return path
    say("training")
    started = time.monotonic()
    if _train(root, path, log, started) != 0 or not path.exists():
        raise cannot_start("training_failed", path=log)
    _forget_other_models(path)
    say("trained", seconds=round(time.monotonic() - started))
    return path


def _train(root: Path, path: Path, log: Path, started: float) -> int:
    command = [
        sys.executable, "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml",
        "--data", "nlu_data", "--out", "models", "--fixed-model-name", path.name.removesuffix(".tar.gz"),
        "--force",  # Rasa's cache does not see how we read text (spellings, masks); our digest does
    ]  # fmt: skip
    log.parent.mkdir(parents=True, exist_ok=True)
    training = subprocess.Popen(
        command, cwd=root, env=os.environ | QUIET, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with training as process, log.open("w", encoding="utf-8") as file:
        assert process.stdout is not None
        for line in process.stdout:
            file.write(line)
            if step := STARTING.search(line):
                say("training_step", seconds=round(time.monotonic() - started), step=step.group(1))
    return process.returncode


def _forget_other_models(path: Path) -> None:
    for other in path.parent.glob("relais-*.tar.gz"):
        if other != path:
            other.unlink()
