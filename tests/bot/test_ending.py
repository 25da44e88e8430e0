from __future__ import annotations

import asyncio

from bot.ending import end


async def test_a_task_that_loses_a_cancel_is_ended_all_the_same() -> None:
    lost = []

    async def loses_the_first() -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                if lost:
                    raise
                lost.append(1)

    task = asyncio.create_task(loses_the_first())
    await asyncio.sleep(0)
    await asyncio.wait_for(end([task]), 5)
    assert task.cancelled()
    assert lost


async def test_what_a_task_ends_with_is_not_raised() -> None:
    async def broken() -> None:
        raise ValueError

    task = asyncio.create_task(broken())
    await asyncio.sleep(0)
    await end([task])
    assert isinstance(task.exception(), ValueError)
