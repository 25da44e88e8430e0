"""Waiting for something to become true, with and without an event loop. Used by tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

STEP = 0.02


def wait_until(truth: Callable[[], Any], within: float = 10.0) -> Any:
    """What `truth` answers as soon as it is true. Raises TimeoutError."""
    end = time.monotonic() + within
    while not (found := truth()):
        if time.monotonic() > end:
            raise TimeoutError("it did not become true in time")
        time.sleep(STEP)
    return found


async def until(truth: Callable[[], Any], within: float = 10.0) -> Any:
    """The same in an event loop."""
    end = time.monotonic() + within
    while not (found := truth()):
        if time.monotonic() > end:
            raise TimeoutError("it did not become true in time")
        await asyncio.sleep(STEP)
    return found
