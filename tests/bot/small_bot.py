"""A bot process for tests: `python -m bot serve` with a real Redis and the stand-in for Rasa."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.auxil.redis_server import free_port
from tests.bot.world import make_environment

ROOT = Path(__file__).parent.parent.parent


class SmallBot:
    """Start, kill and start again; everything that it printed is in `log`."""

    def __init__(self, redis_url: str, rasa_url: str, folder: Path, **more: str) -> None:
        self.sender = "anna"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"bot-{self.port}.log"
        self.environment = make_environment(
            redis_url, rasa_url, RELAIS_BOT_PORT=str(self.port), RELAIS_BOT_URL=self.url,
            RELAIS_STATE_DIR=str(folder), PATH=os.environ["PATH"], **more,
        )  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        end = time.monotonic() + 30
        while self.health()[0] == 0:
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def health(self) -> tuple[int, dict[str, Any]]:
        """The status, 0 when nothing answers, and what it says."""
        return self.get("/health")

    def get(self, path: str) -> tuple[int, dict[str, Any]]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=8) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())
        except OSError:
            return 0, {}

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Asks, and waits for the end; the exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(15)

    def chat(self, *lines: str, arguments: tuple[str, ...] = ("--json",)) -> subprocess.CompletedProcess[str]:
        """`python -m bot chat` with these lines typed."""
        return subprocess.run(
            [sys.executable, "-m", "bot", "chat", *arguments], cwd=ROOT, env=self.environment, text=True,
            input="".join(f"{line}\n" for line in lines), capture_output=True, timeout=90,
        )  # fmt: skip

    def say(self, *lines: str) -> list[dict[str, Any]]:
        """The answers of JSON mode to these lines, in the conversation of `sender`."""
        done = self.chat(*lines, arguments=("--json", "--sender", self.sender))
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]
