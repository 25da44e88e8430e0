"""A real Rasa server as the launcher starts it, with the endpoints.yml and credentials.yml of the project."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tests.auxil.redis_server import free_port

ROOT = Path(__file__).parents[2]
# Rasa needs some 25 s of processor time to start, and other tests may run beside it.
READY_WITHIN = 150.0


class RasaServer:
    """One process; `log` holds all that it prints, at DEBUG."""

    def __init__(self, model: Path, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhooks/relais"
        self.secret = settings.get("RELAIS_RASA_SECRET", "")
        self.log = log
        self._model, self._settings = model, settings
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> subprocess.Popen[bytes]:
        """Starts it without waiting."""
        quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [
                    sys.executable, "-m", "rasa", "run", "--debug", "--model", str(self._model),
                    "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
                    "--interface", "127.0.0.1", "--port", str(self.port),
                ],
                cwd=ROOT, env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **quiet, **self._settings},
                stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return self._process

    def start(self) -> None:
        process, deadline = self.run(), time.monotonic() + READY_WITHIN
        while process.poll() is None and time.monotonic() < deadline:
            if self.health() == 200:
                return
            time.sleep(0.3)
        raise TimeoutError(f"Rasa did not get ready:\n{self.log.read_text()[-3000:]}")

    def health(self) -> int | None:
        """The status; None when nobody answers."""
        try:
            return httpx.get(f"{self.url}/health", timeout=3).status_code
        except httpx.HTTPError:
            return None

    def post(self, path: str, body: Any, secret: str | None = None) -> httpx.Response:
        headers = {"X-Relais-Secret": self.secret if secret is None else secret}
        return httpx.post(f"{self.url}/{path}", json=body, headers=headers, timeout=20)

    def kill(self) -> None:
        """As a machine that loses its power does."""
        if self._process:
            self._process.kill()
            self._process.wait()
