"""`python -m bot serve` as a real process, with all that it writes kept for reading. Used by test_processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from tests.auxil.redis_server import free_port
from tests.auxil.telegram_stand_in import wait_until

ROOT = Path(__file__).parent.parent.parent.parent


class BotProcess:
    """Start, kill -9 and start again; `environment` is all it knows."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port = int(environment.get("RELAIS_BOT_PORT") or free_port())
        self._environment = {
            "PATH": os.environ["PATH"],
            "RELAIS_STATE_DIR": str(folder),
            "RELAIS_LOG_LEVEL": "DEBUG",
            "RELAIS_BOT_PORT": str(self.port),
            **environment,
        }
        self._log = folder / f"bot-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )

    def _signal(self, number: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(20)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def stop(self) -> int:
        """The exit code, after at most 20 seconds."""
        if self._process is None or self._process.poll() is not None:
            return 0
        return self._signal(signal.SIGTERM)

    def exit_code(self) -> int:
        """Waits for an end that comes by itself."""
        assert self._process is not None
        return self._process.wait(30)

    def health(self) -> int | None:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health", timeout=5).status_code
        except httpx.HTTPError:
            return None

    def wait_until_well(self) -> None:
        wait_until(lambda: self.health() == 200, within=60)

    def written(self) -> str:
        return self._log.read_text(encoding="utf-8")
