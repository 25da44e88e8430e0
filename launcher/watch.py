"""Starts the parts in order, restarts one that dies with growing pauses, stops them all at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from launcher.messages import CannotStart, cannot_start, say
from launcher.parts import Part
from launcher.process import Process

FIRST_PAUSE, LONGEST_PAUSE, CALM_AFTER = 0.5, 30.0, 60.0


class Watch:
    """Holds every process of this run. `stop_asked` is looked at between two steps."""

    def __init__(self, root: Path, logs: Path, stop_asked: Callable[[], bool]) -> None:
        self._root, self._logs, self._stop_asked = root, logs, stop_asked
        self._processes: list[Process] = []
        self._pauses: dict[str, float] = {}
        self._due: dict[str, float] = {}

    def start(self, *parts: Part) -> None:
        """Starts these at once and waits for all; raises CannotStart when one is not ready in time."""
        fresh = [Process(part, self._root, self._logs) for part in parts]
        for process in fresh:
            self._processes.append(process)
            process.start()
        for process in fresh:
            self._wait_until_ready(process)

    def _wait_until_ready(self, process: Process) -> None:
        part = process.part
        while not process.is_ready():
            if process.exit_code is not None:
                raise cannot_start("part_ended", part=part.name, code=process.exit_code, path=process.log)
            if time.monotonic() - process.started_at > part.ready_within:
                raise cannot_start(
                    "part_never_ready", part=part.name, seconds=round(part.ready_within), path=process.log
                )
            if self._stop_asked():
                raise CannotStart("")
            time.sleep(0.2)
        say("part_ready", part=part.name, seconds=round(time.monotonic() - process.started_at))

    def watch(self) -> None:
        """Until a stop is asked."""
        while not self._stop_asked():
            for process in self._processes:
                self._look_at(process)
            time.sleep(0.2)

    def _look_at(self, process: Process) -> None:
        name = process.part.name
        if name in self._due:
            if time.monotonic() >= self._due[name]:
                del self._due[name]
                process.start()
        elif process.exit_code is not None:
            pause = self._next_pause(process)
            self._due[name] = time.monotonic() + pause
            say("part_died", part=name, code=process.exit_code, seconds=round(pause, 1))

    def _next_pause(self, process: Process) -> float:
        """Doubles while a part keeps dying; a part that ran for a minute begins anew."""
        calm = time.monotonic() - process.started_at > CALM_AFTER
        pause = FIRST_PAUSE if calm else self._pauses.get(process.part.name, FIRST_PAUSE / 2) * 2
        self._pauses[process.part.name] = min(pause, LONGEST_PAUSE)
        return self._pauses[process.part.name]

    def stop(self) -> None:
        """Last started, first stopped, so that Redis outlives those who write to it."""
        for process in reversed(self._processes):
            process.stop()
