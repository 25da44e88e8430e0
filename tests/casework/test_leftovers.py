"""What was erased is gone from Redis's append-only file too: on a real server, in its real file."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest_asyncio
from redis.asyncio import Redis

from casework import keys
from casework.contact_request import ContactRequest
from casework.leftovers import DUE, note_erasure, sweep
from casework.pseudonyms import Pseudonym
from casework.requests import RequestStore
from casework.sealing import CaseSealer, new_case_keys
from tests.auxil.redis_server import RedisServer

SEALER = CaseSealer.from_setting(new_case_keys()[1])
REQUEST = ContactRequest("caprev", "relative", "phone", "web", Pseudonym("a" * 26), phone="+32475123456")


@pytest_asyncio.fixture
async def own(own_redis: RedisServer) -> Redis:
    client: Redis = Redis.from_url(own_redis.url)
    yield client
    await client.close()
    await client.connection_pool.disconnect()


def written(server: RedisServer) -> bytes:
    return b"".join(path.read_bytes() for path in server.folder.rglob("*.aof*") if path.is_file())


async def gone_from_the_file(server: RedisServer, what: bytes) -> bool:
    for _ in range(100):
        if what not in written(server):
            return True
        await asyncio.sleep(0.05)
    return False


async def test_the_bytes_of_a_withdrawn_request_leave_the_file(own: Redis, own_redis: RedisServer) -> None:
    store = RequestStore(own)
    reference = await store.create("m1", REQUEST, SEALER)
    sealed = await own.hget(keys.case(reference), "sealed")
    await store.withdraw(reference)
    # Sealed as they are, they were still there
    assert sealed[-40:] in written(own_redis)
    assert await sweep(own)
    assert await gone_from_the_file(own_redis, sealed[-40:])


async def test_nothing_is_asked_when_nothing_was_erased(redis: Redis) -> None:
    assert not await sweep(redis)


async def test_many_erasures_make_one_new_file_and_the_last_is_not_forgotten(own: Redis) -> None:
    await note_erasure(own)
    assert await sweep(own, timedelta(seconds=1))
    await note_erasure(own)
    assert not await sweep(own, timedelta(seconds=1))
    assert await own.exists(DUE)
    await asyncio.sleep(1.1)
    assert await sweep(own, timedelta(seconds=1))
    assert not await own.exists(DUE)
