"""The tiny assistant, trained and loaded once for all tests of the plumbing."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from redis.asyncio import Redis

os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
with warnings.catch_warnings():
    # Rasa and TensorFlow warn a lot while they are imported; our own warnings stay errors.
    warnings.simplefilter("ignore")
    from rasa.core.agent import Agent

    from components import fast_rasa, strict_rasa, talk_in_rasa
    from components.settings import StoreSettings
    from components.tracker_store import RelaisTrackerStore
    from tests.auxil import small_rasa
    from tests.auxil.small_door import Door, opened_door
    from tests.auxil.small_rasa import SmallActionServer

# A library that Rasa imports makes uvloop everybody's event loop; the other rooms' tests want asyncio's.
asyncio.set_event_loop_policy(None)

# Seconds in which closed connections are really closed, so that the next test does not hear of them.
A_MOMENT = 0.02


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return small_rasa.train_small_model(tmp_path_factory.mktemp("small_rasa"))


@pytest.fixture(scope="session")
def loaded_small_agent(small_model: Path) -> Agent:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Agent.load(str(small_model))


@pytest.fixture
def small_actions() -> Iterator[SmallActionServer]:
    with small_rasa.running_actions() as server:
        yield server


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A client whose connections are all closed again: with redis 4.6, `close()` leaves those of its pool open."""
    client = Redis.from_url(redis_url)
    yield client
    await client.connection_pool.disconnect()


@pytest.fixture
def store_settings(redis_url: str) -> StoreSettings:
    return small_rasa.store_settings(redis_url)


@pytest_asyncio.fixture
async def store(store_settings: StoreSettings) -> AsyncIterator[RelaisTrackerStore]:
    store = RelaisTrackerStore(None, settings=store_settings)
    yield store
    await store.close()
    await asyncio.sleep(A_MOMENT)


@pytest_asyncio.fixture
async def agent(
    loaded_small_agent: Agent, small_actions: SmallActionServer, store: RelaisTrackerStore
) -> AsyncIterator[Agent]:
    """As in the server: strict and fast Rasa, our store, the action server. Put back afterwards."""
    strict_rasa.apply()
    talk_in_rasa.apply()
    fast_rasa.apply()
    small_rasa.give_actions(loaded_small_agent, small_actions)
    small_rasa.give_store(loaded_small_agent, store)
    yield loaded_small_agent
    await fast_rasa.close_sessions()
    await asyncio.sleep(A_MOMENT)
    fast_rasa.put_back()
    talk_in_rasa.put_back()
    strict_rasa.put_back()


@pytest_asyncio.fixture
async def door(agent: Agent) -> AsyncIterator[Door]:
    async with opened_door(agent) as door:
        yield door
