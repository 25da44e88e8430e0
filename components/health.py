"""Whether a message would get through now: model, tracker store and action server, each asked with a short limit."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin

import aiohttp

from components.tracker_store import RelaisTrackerStore
from components.turn import TurnHasFailed

# Seconds for each answer.
ANSWERS_WITHIN = 1.0


async def is_healthy(agent: Any) -> bool:
    if agent is None or not agent.is_ready() or agent.action_endpoint is None:
        return False
    answers = await asyncio.gather(_store_answers(agent.tracker_store), _actions_answer(agent.action_endpoint))
    return all(answers)


async def _store_answers(store: Any) -> bool:
    if not isinstance(store, RelaisTrackerStore):
        return False
    try:
        await asyncio.wait_for(store.talks.ping(), ANSWERS_WITHIN)
    except (TurnHasFailed, asyncio.TimeoutError):
        return False
    return True


async def _actions_answer(endpoint: Any) -> bool:
    """The action server's own /health, beside its webhook, and not that of another server on its port."""
    try:
        async with (
            endpoint.session() as session,
            session.get(urljoin(endpoint.url, "health"), timeout=aiohttp.ClientTimeout(total=ANSWERS_WITHIN)) as answer,
        ):
            return bool(answer.status == 200 and await answer.json() == {"status": "ok"})
    except (aiohttp.ClientError, OSError, ValueError, asyncio.TimeoutError):
        return False
