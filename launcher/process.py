"""One child process: started so that it dies with its parent, ended together with its own children."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from launcher.parts import Part

PR_SET_PDEATHSIG = 1


def _die_with_the_parent() -> None:
    """Even a launcher killed with -9 leaves no orphan behind (Linux prctl)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Process:
    """A running part; its output goes to `<log folder>/<part>.log`."""

    def __init__(self, part: Part, root: Path, logs: Path) -> None:
        self.part = part
        self.log = logs / f"{part.name.lower()}.log"
        self._root = root
        self._child: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def start(self) -> None:
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._child = subprocess.Popen(
                self.part.command, cwd=self._root, env=self.part.knows, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_the_parent,
            )  # fmt: skip
        self.started_at = time.monotonic()

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._child.poll() if self._child else None

    def is_ready(self) -> bool:
        """Asks its door; a part without one is asked by whoever needs it."""
        if self.part.health_url is None:
            return True
        try:
            with urllib.request.urlopen(self.part.health_url, timeout=2) as answer:  # noqa: S310 (our own address)
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self, patience: float = 8.0) -> None:
        """Asks, waits, then kills the whole process group."""
        if self._child is None:
            return
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(patience)
        self._signal(signal.SIGKILL)
        self._child.wait()

    def _signal(self, number: signal.Signals) -> None:
        assert self._child is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._child.pid, number)
