"""«Effacer»: forgets a person of the web chat for good, without waiting for the dialogue. Called by talk."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from redis.exceptions import RedisError

from bot import keys
from bot.rasa_client import ANSWER_LIMIT, RasaFailed
from bot.staff_talk import forget_talk
from bot.web.web import Web
from casework.pseudonyms import Pseudonym
from casework.requests import RequestStore


@dataclass(frozen=True)
class Erased:
    """`whole`: nothing is left. `handed_over`: a request had already gone to its service and stays there."""

    whole: bool
    handed_over: bool = False


async def erase(web: Web, person: Pseudonym) -> Erased:
    """Withdraws the requests, drops what waits, forgets the talk. May be asked again after a failure."""
    web.channel.close(person)
    try:
        await forget_talk(web.line.redis, web.line.mail, person)
        handed_over = await _withdraw_requests(web, person)
        await _forget_here(web, person)
        await web.line.rasa.forget(person)
    except (RedisError, OSError, RasaFailed):
        web.channel.reopen(person)
        return Erased(whole=False)
    web.later(_forget_again(web, person))
    return Erased(whole=True, handed_over=handed_over)


async def _withdraw_requests(web: Web, person: Pseudonym) -> bool:
    store = RequestStore(web.line.redis)
    return not all([await store.withdraw(reference) for reference in await store.of_person(person)])


async def _forget_here(web: Web, person: Pseudonym) -> None:
    """Without a lease (the holder) and a place in the queue, a worker that is busy with this person stops."""
    redis = web.line.redis
    entries = [entry.decode() for entry in await redis.lrange(keys.waiting(person), 0, -1)]
    pipeline = redis.pipeline(transaction=True)
    pipeline.hdel(keys.HOLDER, person)
    pipeline.zrem(keys.READY, person)
    pipeline.zrem(keys.OUTBOXES_WITH_LETTERS, person)
    if entries:
        pipeline.xdel(keys.INBOX, *entries)
        pipeline.delete(*(keys.turn(entry) for entry in entries))
    places = (keys.waiting, keys.outbox, keys.buttons, keys.address, keys.said, keys.begun, keys.listening)
    pipeline.delete(*(place(person) for place in places))
    await pipeline.execute()


async def _forget_again(web: Web, person: Pseudonym) -> None:
    """A turn that Rasa had in hand may have been saved after the first time."""
    await asyncio.sleep(ANSWER_LIMIT + 1)
    for _ in range(10):
        try:
            await _forget_here(web, person)
            await web.line.rasa.forget(person)
            return
        except (RedisError, OSError, RasaFailed):
            await asyncio.sleep(30)
