"""A whole Relais for end-to-end tests: started by `python -m launcher` on free ports, with real processes to kill."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.auxil.redis_server import free_port

ROOT = Path(__file__).parent.parent.parent
PARTS = {
    "bot": "-m bot serve",
    "rasa": "-m rasa run",
    "actions": "-m actions",
    "redis": "redis-server",
    "staff": "-m staff serve",
}


class Stack:
    """Addresses and hands for one running Relais; `environment` is what its command lines need."""

    def __init__(self, state: Path, **settings: str) -> None:
        self.state = state
        ports = {name: free_port() for name in ("BOT", "STAFF", "RASA", "ACTIONS", "REDIS")}
        self.bot_url = f"http://127.0.0.1:{ports['BOT']}"
        self.staff_url = f"http://127.0.0.1:{ports['STAFF']}"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("RELAIS_", "TELEGRAM_", "REDIS_"))}
        self.environment = {
            **clean, **{f"RELAIS_{name}_PORT": str(port) for name, port in ports.items()},
            "RELAIS_STATE_DIR": str(state), "RELAIS_BOT_URL": self.bot_url, **settings,
        }  # fmt: skip
        self.redis_port = ports["REDIS"]
        self._launcher: subprocess.Popen[bytes] | None = None
        self.output = state / "launcher.out"

    def start(self, within: float = 420.0) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        with self.output.open("ab") as output:
            self._launcher = subprocess.Popen(
                [sys.executable, "-m", "launcher"], cwd=ROOT, env=self.environment, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.wait_until_well(within)

    def wait_until_well(self, within: float) -> None:
        """Until the bot says that a message would get through; fails with what the launcher printed."""
        ends = time.monotonic() + within
        while not self.is_well():
            assert self._launcher is not None
            if self._launcher.poll() is not None or time.monotonic() > ends:
                raise AssertionError(f"Relais did not start:\n{self.output.read_text()[-3000:]}")
            time.sleep(0.3)

    def is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.bot_url}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def pid_of(self, part: str) -> int:
        """The process of a part, among the launcher's children."""
        assert self._launcher is not None
        children = Path(f"/proc/{self._launcher.pid}/task/{self._launcher.pid}/children").read_text().split()
        for pid in children:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if PARTS[part] in command:
                return int(pid)
        raise LookupError(part)

    def signal(self, part: str, number: signal.Signals) -> None:
        os.kill(self.pid_of(part), number)

    def kill(self, part: str) -> None:
        self.signal(part, signal.SIGKILL)

    def freeze(self, part: str) -> None:
        self.signal(part, signal.SIGSTOP)

    def thaw(self, part: str) -> None:
        self.signal(part, signal.SIGCONT)

    def stop(self) -> None:
        if self._launcher and self._launcher.poll() is None:
            self._launcher.send_signal(signal.SIGINT)
            self._launcher.wait(60)

    def kill_all(self) -> None:
        """Even a launcher that is killed leaves nobody behind."""
        assert self._launcher is not None
        self._launcher.kill()
        self._launcher.wait()

    def run(self, *arguments: str, text: str = "", within: float = 120) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments], cwd=ROOT, env=self.environment, input=text, text=True,
            capture_output=True, timeout=within, check=False,
        )  # fmt: skip

    def chat(
        self, *messages: str | dict[str, str], sender: str, at: str | None = None, within: float = 120
    ) -> list[dict[str, Any]]:
        """One conversation through `bot chat --json`; a dict is a tapped button."""
        lines = [m if isinstance(m, str) else json.dumps(m) for m in messages]
        moved = ("--at", at) if at else ()
        typed = "\n".join(lines) + "\n"
        done = self.run("bot", "chat", "--json", "--sender", sender, *moved, text=typed, within=within)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def requests(self) -> list[dict[str, Any]]:
        done = self.run("staff", "requests", "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def everything_in_redis(self) -> bytes:
        """The server's append-only files as they lie on the disk."""
        return b"".join(p.read_bytes() for p in (self.state / "redis").rglob("*") if p.is_file())

    def everything_logged(self) -> bytes:
        return b"".join(p.read_bytes() for p in (self.state / "logs").rglob("*") if p.is_file())


@contextlib.contextmanager
def running_stack(state: Path, **settings: str) -> Iterator[Stack]:
    stack = Stack(state, **settings)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def said(turn: dict[str, Any]) -> str:
    """All that was answered in one turn, as one text."""
    return "\n".join(reply["text"] for reply in turn["replies"])


def button(turn: dict[str, Any], title: str) -> dict[str, str]:
    """The button whose title begins so, ready to be tapped. Raises LookupError with the titles there are."""
    buttons = [b for reply in turn["replies"] for b in reply["buttons"]]
    for shown in buttons:
        if shown["title"].lower().startswith(title.lower()):
            return {"payload": shown["payload"]}
    raise LookupError(f"no button « {title} » among {[b['title'] for b in buttons]}")
