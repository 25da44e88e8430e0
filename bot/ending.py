"""Ends tasks for certain. Called where the bot stops."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

_AGAIN_AFTER = 0.2  # seconds


async def end(tasks: Iterable[asyncio.Task[Any]], patience: float = 0.0) -> None:
    """Lets them end by themselves for a while (seconds), then cancels until all have ended, whatever they end with.

    Once is not enough: in Python 3.10 `asyncio.wait_for` loses a cancel that comes in the moment in which what it waits
    for is done (python/cpython issue 86296).
    """
    running = list(tasks)
    if running and patience:
        await asyncio.wait(running, timeout=patience)
    left = {task for task in running if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=_AGAIN_AFTER)
    await asyncio.gather(*running, return_exceptions=True)
