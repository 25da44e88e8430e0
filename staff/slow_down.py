"""Wrong tries make the next one wait: by account and address together, by account, by address. Called by sign_in."""

from __future__ import annotations

import time
from collections.abc import Mapping

from redis.asyncio import Redis

from staff import keys
from staff.limits import SlowDownRule


class SlowDown:
    """`rules`: account_and_address, account, address. Nothing is locked for good: a wait has an end."""

    def __init__(self, redis: Redis[bytes], rules: Mapping[str, SlowDownRule]) -> None:
        self._redis, self._rules = redis, rules

    async def seconds_to_wait(self, account: str, address: str) -> int:
        """0 when a try may be made now."""
        waits = [await self._redis.hget(place, "until") for place in self._places(account, address).values()]
        return max(0, *(round(float(until) - time.time() + 0.5) for until in waits if until), 0)

    async def note_failure(self, account: str, address: str) -> None:
        for name, place in self._places(account, address).items():
            rule = self._rules[name]
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.hincrby(place, "count", 1)
                pipe.expire(place, rule.window)
                count, _ = await pipe.execute()
            if wait := rule.wait_after(count):
                await self._redis.hset(place, "until", time.time() + wait)

    async def note_success(self, account: str, address: str) -> None:
        """The account's own counters start again; those of the address stay, many may share it."""
        places = self._places(account, address)
        await self._redis.delete(places["account_and_address"], places["account"])

    def _places(self, account: str, address: str) -> dict[str, str]:
        return {
            "account_and_address": keys.failures("account_and_address", f"{account}\n{address}"),
            "account": keys.failures("account", account),
            "address": keys.failures("address", address),
        }
