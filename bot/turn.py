"""One turn: from a claimed message to its answer, or to the lifeline and another try. Called by worker."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot import keys
from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn
from bot.delivery import Delivery
from bot.inbox import Claim, Inbox, LeaseLost
from bot.lifeline import Lifeline
from bot.messages import Address, FinishedTurn, IncomingMessage
from bot.opening import Opener
from bot.outbox import Outbox
from bot.patience import Patience, rest_after, until_redis_answers
from bot.plan import Fixed, ForRasa, Planner
from bot.rasa_client import Answer, Question, RasaClient, RasaFailed, answer_from_json
from bot.rescue import Rescue, has_been_said
from bot.said import Said
from casework.sealing import CannotOpen, ChatCipher

log = logging.getLogger(__name__)
CHANNEL_TROUBLE = (PersonIsGone, TryAgainIn, ChannelIsDown)
FORGET, KEPT_ANSWER = "forget", "answer"


@dataclass(frozen=True)
class Tools:
    """What every turn works with; made once by the workers."""

    redis: Redis[bytes]
    inbox: Inbox
    cipher: ChatCipher
    opener: Opener
    planner: Planner
    lifeline: Lifeline
    rasa: RasaClient
    delivery: Delivery
    rescue: Rescue
    outbox: Outbox
    said: Said
    patience: Patience


class Turn:
    """Everything that happens under one claim. Whoever speaks to the person holds `_speaking`."""

    def __init__(self, tools: Tools, claim: Claim) -> None:
        self._tools, self._claim, self._held = tools, claim, claim.message
        self._started = time.monotonic()
        self._speaking = asyncio.Lock()
        self._opened: tuple[IncomingMessage, Address] | None = None
        self._asking = False

    async def run(self) -> None:
        """Returns when the message is answered, given up or given back. Raises LeaseLost: then stop at once."""
        try:
            message, address = self._opened = self._tools.opener.open(self._held)
        except CannotOpen:
            log.error("a message cannot be opened: was RELAIS_CHAT_KEYS changed?")
            return await self._complete("messages_unreadable")
        try:
            await self._answer_or_rescue(message, address)
        except PersonIsGone:
            await until_redis_answers(lambda: self._tools.redis.delete(keys.address(address.person)))
            await self._complete("persons_gone")
        except TryAgainIn as wait:
            await self._rest(max(wait.seconds, 0.5))
        except ChannelIsDown:
            await self._after_channel_failure(message)

    async def keep(self) -> None:
        """Beside `run`: renews the lease and says the lifeline where somebody waits too long. Raises LeaseLost."""
        while True:
            await asyncio.sleep(self._tools.patience.look_every)
            try:
                waiting = await self._tools.inbox.renew(self._claim)
            except (RedisError, OSError):
                waiting = 1
            if self._opened:
                await self._rescue_who_waits_too_long(waiting, *self._opened)

    async def _rescue_who_waits_too_long(self, waiting: int, message: IncomingMessage, address: Address) -> None:
        rescue, limit = self._tools.rescue, self._tools.patience.lifeline_after
        async with self._speaking:
            try:
                if self._asking and self._tools.opener.age(message) >= limit:
                    await rescue.say(self._claim, self._held, message, address)
                if waiting > 1:
                    await rescue.say_to_others(self._claim, older_than=limit)
            except CHANNEL_TROUBLE as trouble:
                log.warning("lifeline not delivered kind=%s", type(trouble).__name__)

    async def _answer_or_rescue(self, message: IncomingMessage, address: Address) -> None:
        try:
            await self._answer(message, address)
        except RasaFailed as failure:
            await self._after_failure(failure, message, address)
        except (LeaseLost, *CHANNEL_TROUBLE):
            raise
        except Exception as error:
            # A fault of our own must not leave anybody without a number either.
            log.error("a turn broke kind=%s", type(error).__name__, exc_info=error)
            await self._after_failure(RasaFailed("fault"), message, address)

    async def _answer(self, message: IncomingMessage, address: Address) -> None:
        if self._tools.opener.age_since_sent(message) > self._tools.patience.too_old:
            return await self._say_that_we_are_back(message, address)
        planned = await until_redis_answers(lambda: self._tools.planner.plan(message, address.person))
        if isinstance(planned, Fixed):
            answer = Answer(planned.replies, (), self._tools.lifeline.parse(message))
        else:
            answer = self._kept_answer() or await self._ask(planned, message, address)
        if FORGET in answer.directives:
            await self._forget_person(answer, address)
        async with self._speaking:
            await self._deliver(answer, message, address)
        return None

    async def _ask(self, planned: ForRasa, message: IncomingMessage, address: Address) -> Answer:
        question = Question(self._held.key, address.person, address.channel, planned.text, planned.payload, message.at)
        typing = asyncio.create_task(self._tools.delivery.show_typing(address))
        self._asking = True
        try:
            return await self._tools.rasa.ask(question)
        finally:
            self._asking = False
            typing.cancel()

    async def _deliver(self, answer: Answer, message: IncomingMessage, address: Address) -> None:
        late = has_been_said(self._held) or (
            self._tools.opener.age_since_sent(message) > self._tools.patience.late_after
        )
        if late:
            await self._introduce(message, address)
        await self._show("reply", answer, address)
        if FORGET in answer.directives:
            await until_redis_answers(lambda: self._tools.outbox.erase_before(address.person, self._held.entry))
        log.info("answered ms=%d late=%s", 1000 * (time.monotonic() - self._started), late)
        await self._complete("turns_late" if late else "turns_answered", all_is_well=not late)

    async def _show(self, label: str, answer: Answer, address: Address) -> None:
        await self._tools.delivery.show(self._claim, self._held, address, label, answer.replies)
        await self._tools.delivery.finish(address, FinishedTurn(self._held.key, "answer", answer.parse))

    async def _introduce(self, message: IncomingMessage, address: Address) -> None:
        """A late answer is announced as one."""
        said, label = self._tools.said, "late"
        times = await said.times(address.person, label)
        sentence = self._tools.lifeline.sentence("late_answer", message, again=times)
        await self._tools.delivery.show(self._claim, self._held, address, label, [sentence])
        await until_redis_answers(lambda: said.note(address.person, label))

    async def _say_that_we_are_back(self, message: IncomingMessage, address: Address) -> None:
        """An old message is not answered: once a person is told that we read again, and urgent words get their text."""
        lifeline, said = self._tools.lifeline, self._tools.said
        kind = lifeline.urgent_kind(message)
        what = f"urgent:{kind}" if kind else "back"
        news = await said.times(address.person, what) == 0
        replies = lifeline.urgent(kind, message) if kind else [lifeline.sentence("can_read_again", message)]
        async with self._speaking:
            await self._show("back", Answer(tuple(replies) if news else (), (), lifeline.parse(message)), address)
            await until_redis_answers(lambda: said.note(address.person, what))
            await self._complete("messages_too_old")

    async def _forget_person(self, answer: Answer, address: Address) -> None:
        """Erases first, so that the answer « c’est effacé » is true when it is read. Raises RasaFailed."""
        if KEPT_ANSWER not in self._held.marks:
            # Once Rasa has forgotten, it no longer knows what it answered to this id.
            sealed = self._tools.cipher.seal(json.dumps(answer.to_json()).encode(), self._held.key)
            await until_redis_answers(
                lambda: self._tools.inbox.mark(self._claim, self._held, KEPT_ANSWER, value=sealed)
            )
        await self._tools.rasa.forget(address.person)
        names = [place(address.person) for place in (keys.buttons, keys.address, keys.said)]
        await until_redis_answers(lambda: self._tools.redis.delete(*names))

    def _kept_answer(self) -> Answer | None:
        kept = self._held.marks.get(KEPT_ANSWER)
        return answer_from_json(json.loads(self._tools.cipher.open(kept, self._held.key))) if kept else None

    async def _after_failure(self, failure: RasaFailed, message: IncomingMessage, address: Address) -> None:
        """The lifeline for this message and all others that wait; then another try, for two minutes from receipt."""
        log.warning("turn failed reason=%s tries=%d", failure.reason, self._held.tries)
        async with self._speaking:
            await self._tools.rescue.say(self._claim, self._held, message, address)
            await self._tools.rescue.say_to_others(self._claim)
        if failure.hopeless or self._tools.opener.age(message) >= self._tools.patience.retry_for:
            await self._complete("turns_dropped")
        else:
            await self._rest(rest_after(self._held.tries), failed=True)

    async def _after_channel_failure(self, message: IncomingMessage) -> None:
        if self._tools.opener.age_since_sent(message) > self._tools.patience.undeliverable_after:
            await self._complete("turns_undeliverable")
        else:
            await self._rest(2 * rest_after(self._held.tries), failed=True)

    async def _complete(self, count: str, *, all_is_well: bool = False) -> None:
        inbox = self._tools.inbox
        await until_redis_answers(lambda: inbox.complete(self._claim, count, all_is_well=all_is_well))

    async def _rest(self, seconds: float, *, failed: bool = False) -> None:
        await until_redis_answers(lambda: self._tools.inbox.rest(self._claim, seconds, failed=failed))
