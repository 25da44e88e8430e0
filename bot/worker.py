"""Takes messages up: one turn at a time for each person, many persons at once. Called by serve."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from redis.exceptions import RedisError

from bot.alarm import Alarm
from bot.channel import Channel
from bot.delivery import Delivery
from bot.ending import end
from bot.inbox import Claim, LeaseLost
from bot.lifeline import utc_now
from bot.line import Line
from bot.opening import Opener
from bot.patience import Patience, rest_after
from bot.plan import Planner
from bot.rescue import Rescue
from bot.said import Said
from bot.staff_talk import StaffTalk
from bot.turn import Tools, Turn

log = logging.getLogger(__name__)
SLOTS = 64
# Somebody's rest or lease may end without a new message telling us.
LONGEST_WAIT = 0.5
# A shorter fault of Redis is not worth a word to anybody.
TELL_AFTER = 1.0
HEART_STOPPED_AFTER = 15.0
MOST_TRIES_AFTER_OUR_OWN_FAULT = 40


class Workers:
    """Several processes may each run one: the scripts of the inbox keep them apart."""

    def __init__(
        self,
        line: Line,
        channels: Mapping[str, Channel],
        *,
        slots: int = SLOTS,
        patience: Patience | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._line, self._channels = line, channels
        self._tools = _tools(line, channels, patience or Patience(), now)
        self._slots = asyncio.Semaphore(slots)
        self._working: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._seen_until = "0-0"
        self._heart_beat = float("-inf")

    def are_alive(self) -> bool:
        return not self._stopping and time.monotonic() - self._heart_beat < HEART_STOPPED_AFTER

    async def run(self) -> None:
        """Until `stop`. Survives whatever Redis does."""
        while not self._stopping:
            self._heart_beat = time.monotonic()
            try:
                await self._take_up_or_wait()
            except (RedisError, OSError) as error:
                await self._sit_out(error)
            except Exception as error:
                # A fault of our own must not end the only one who takes messages up.
                log.error("taking up broke kind=%s", type(error).__name__, exc_info=error)
                await asyncio.sleep(1)

    async def stop(self, patience: float = 5.0) -> None:
        """Takes nothing up any more, lets running turns end for a while, and gives the rest back."""
        self._stopping = True
        await end(self._working, patience)

    async def _take_up_or_wait(self) -> None:
        try:
            await asyncio.wait_for(self._slots.acquire(), LONGEST_WAIT)
        except asyncio.TimeoutError:
            return
        found: Claim | float | None = None
        try:
            found = await self._line.inbox.claim()
        finally:
            if not isinstance(found, Claim):
                self._slots.release()
        if isinstance(found, Claim):
            task = asyncio.create_task(self._work(found))
            self._working.add(task)
            task.add_done_callback(self._after_work)
        else:
            limit = LONGEST_WAIT if found is None else min(found, LONGEST_WAIT)
            self._seen_until = await self._line.inbox.wait_for_new(self._seen_until, limit)

    def _after_work(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        self._slots.release()
        if not task.cancelled() and (error := task.exception()):
            log.error("a worker broke kind=%s", type(error).__name__, exc_info=error)

    async def _work(self, claim: Claim) -> None:
        """Turn after turn, whoever is due, while there is work."""
        following: Claim | None = claim
        while following:
            self._line.unbegun.begun(following.message.key)
            await self._do(following)
            following = await self._next()

    async def _next(self) -> Claim | None:
        if self._stopping:
            return None
        try:
            found = await self._line.inbox.claim()
        except (RedisError, OSError):
            return None
        return found if isinstance(found, Claim) else None

    async def _do(self, claim: Claim) -> None:
        turn = Turn(self._tools, claim)
        running, keeping = asyncio.create_task(turn.run()), asyncio.create_task(turn.keep())
        try:
            await asyncio.wait({running, keeping}, return_when=asyncio.FIRST_COMPLETED)
            (running if running.done() else keeping).result()
        except LeaseLost:
            log.warning("a lease was lost")
        except asyncio.CancelledError:
            await _stopped(running, keeping)
            await self._give_back(claim, 0.0)
            raise
        except Exception as error:
            log.error("a turn broke kind=%s", type(error).__name__, exc_info=error)
            await _stopped(running, keeping)
            await self._give_back(claim, rest_after(claim.message.tries), failed=True)
        finally:
            await _stopped(running, keeping)

    async def _give_back(self, claim: Claim, seconds: float, *, failed: bool = False) -> None:
        try:
            if claim.message.tries >= MOST_TRIES_AFTER_OUR_OWN_FAULT:
                await self._line.inbox.complete(claim, "turns_dropped")
            else:
                await self._line.inbox.rest(claim, seconds, failed=failed)
        except (RedisError, OSError, LeaseLost):
            log.warning("a turn could not be given back: its lease will end by itself")

    async def _sit_out(self, error: Exception) -> None:
        """Waits until Redis answers again; meanwhile those whose messages nobody has begun get the lifeline."""
        log.warning("redis is down kind=%s", type(error).__name__)
        since = time.monotonic()
        while not self._stopping and not await self._redis_answers():
            self._heart_beat = time.monotonic()
            if time.monotonic() - since > TELL_AFTER:
                await self._tell_the_unbegun()
            await asyncio.sleep(0.3)
        self._line.outage.is_over()
        log.info("redis is back s=%.1f", time.monotonic() - since)

    async def _redis_answers(self) -> bool:
        try:
            return bool(await self._line.redis.ping())
        except (RedisError, OSError):
            return False

    async def _tell_the_unbegun(self) -> None:
        for message in self._line.unbegun.take_all():
            address = self._line.names.address(message)
            try:
                for bubble in self._line.outage.answer(message):
                    await asyncio.wait_for(self._channels[address.channel].send(address, bubble), 10)
            except Exception as error:
                log.warning("lifeline not delivered kind=%s", type(error).__name__)


async def _stopped(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _tools(line: Line, channels: Mapping[str, Channel], patience: Patience, now: Callable[[], datetime]) -> Tools:
    opener, said = Opener(line.cipher, line.names, now), Said(line.redis)
    planner = Planner(line.lifeline, line.commands, line.buttons)
    delivery = Delivery(line.inbox, line.buttons, channels)
    alarm = Alarm(line.redis, line.inbox, line.aside)
    rescue = Rescue(line.inbox, opener, line.lifeline, planner, delivery, said, line.counting, alarm)
    return Tools(
        redis=line.redis, inbox=line.inbox, cipher=line.cipher, opener=opener, planner=planner,
        lifeline=line.lifeline, rasa=line.rasa, delivery=delivery, rescue=rescue, outbox=line.outbox, said=said,
        patience=patience, counting=line.counting, alarm=alarm,
        staff_talk=StaffTalk(line.redis, line.inbox, line.lifeline, line.rasa, line.staff_words, line.mail),
    )  # fmt: skip
