"""A part that dies comes back with growing pauses; stopping leaves nobody behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from launcher.messages import CannotStart
from launcher.parts import Part
from launcher.watch import Watch

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def part(name: str, code: str, **more: object) -> Part:
    return Part(name, (sys.executable, "-c", code), ENVIRONMENT, **more)  # type: ignore[arg-type]


def watch_for(seconds: float, tmp_path: Path) -> Watch:
    ends = time.monotonic() + seconds
    return Watch(tmp_path, tmp_path / "logs", lambda: time.monotonic() > ends)


def test_a_part_that_dies_is_started_again_with_longer_pauses(tmp_path: Path) -> None:
    watch = watch_for(3.0, tmp_path)
    watch.start(part("brief", f"open('{tmp_path}/starts', 'a').write('x')"))
    watch.watch()
    watch.stop()
    starts = (tmp_path / "starts").read_text()
    assert 3 <= len(starts) <= 4  # at 0, 0.5, 1.5 and perhaps 3.5 s, not in a storm


def is_alive(pid: int) -> bool:
    """Whether the process still runs: one that has ended and waits for its parent (Z) does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_stopping_ends_the_children_of_the_parts_too(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time; "
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        f"open('{tmp_path}/pid', 'w').write(str(child.pid)); time.sleep(60)"
    )
    ends = time.monotonic() + 20
    written = tmp_path / "pid"
    watch = Watch(tmp_path, tmp_path / "logs", lambda: written.exists() or time.monotonic() > ends)
    watch.start(part("parent", code))
    watch.watch()
    watch.stop()
    pid = int((tmp_path / "pid").read_text())
    ends = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not is_alive(pid)


def test_a_part_that_ends_before_it_is_ready_stops_the_start_with_the_path_of_its_log(tmp_path: Path) -> None:
    watch = watch_for(30, tmp_path)
    with pytest.raises(CannotStart, match=r"broken\.log"):
        watch.start(part("broken", "raise SystemExit(3)", health_url="http://127.0.0.1:9/health"))
    watch.stop()


def test_a_part_knows_only_what_it_is_handed(tmp_path: Path) -> None:
    os.environ["RELAIS_SOMETHING_SECRET"] = "planted"
    watch = watch_for(1.0, tmp_path)
    watch.start(part("curious", f"import os; open('{tmp_path}/env', 'w').write(str(dict(os.environ)))"))
    watch.watch()
    watch.stop()
    del os.environ["RELAIS_SOMETHING_SECRET"]
    assert "planted" not in (tmp_path / "env").read_text()
