"""A real bot server in a process of its own, behind it a real Redis and the stand-in for Rasa. For browser tests."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.auxil.redis_server import RedisServer, free_port
from tests.bot.world import make_environment
from tests.browser.talking_rasa import TalkingRasa

ROOT = Path(__file__).parent.parent.parent


class Bot:
    """`url` is where its page is."""

    def __init__(self, folder: Path, redis: RedisServer, rasa: TalkingRasa, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.redis, self.rasa = redis, rasa
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("RELAIS_", "TELEGRAM_", "REDIS_"))}
        own = make_environment(redis.url, rasa.url, RELAIS_BOT_PORT=str(self.port), **settings)
        self._environment = {**clean, **own}
        self.log = folder / f"bot-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        end = time.monotonic() + 30
        while not self.is_well():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.05)

    def is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)


@contextlib.contextmanager
def running_bot(folder: Path, redis: RedisServer, rasa: TalkingRasa, **settings: str) -> Iterator[Bot]:
    bot = Bot(folder, redis, rasa, **settings)
    try:
        bot.start()
        yield bot
    finally:
        bot.stop()
