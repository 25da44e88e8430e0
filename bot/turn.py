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
from bot.alarm import Alarm
from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn
from bot.counting import Answered, Counting, urgent_kind_of
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
from bot.staff_talk import StaffTalk
from casework.leftovers import note_erasure
from casework.replies import Reply
from casework.sealing import CannotOpen, ChatCipher

log = logging.getLogger(__name__)
CHANNEL_TROUBLE = (PersonIsGone, TryAgainIn, ChannelIsDown)
FORGET, KEPT_ANSWER = "forget", "answer"
NOBODY_THERE = ("persons_gone", "messages_unreadable")


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
    counting: Counting
    alarm: Alarm
    staff_talk: StaffTalk


@dataclass(frozen=True)
class Done:
    """The message is forgotten, under this counter; `all_is_well`: it had its answer in time."""

    count: str
    all_is_well: bool = False


@dataclass(frozen=True)
class Rest:
    """The turn is given back, to be taken up again in so many seconds; `failed` counts as a try."""

    seconds: float
    failed: bool = False


class Turn:
    """Everything that happens under one claim. Whoever speaks to the person holds `_speaking`."""

    def __init__(self, tools: Tools, claim: Claim) -> None:
        self._tools, self._claim, self._held = tools, claim, claim.message
        self._started = time.monotonic()
        self._speaking = asyncio.Lock()
        self._opened: tuple[IncomingMessage, Address] | None = None
        self._has_no_answer_yet = True
        self._is_over = False
        self._about: Answered | None = None
        self._besides: tuple[Reply, ...] = ()

    async def run(self) -> None:
        """Returns when the message is answered, given up or given back. Raises LeaseLost: then stop at once."""
        end = await self._until_its_end()
        async with self._speaking:
            self._is_over = True
            await until_redis_answers(lambda: self._settle(end))
        if self._about and isinstance(end, Done) and end.count not in NOBODY_THERE:
            self._tools.counting.turn(self._claim.person, self._about)

    async def keep(self) -> None:
        """Beside `run`: renews the lease and says the lifeline where somebody waits too long. Raises LeaseLost."""
        while True:
            await asyncio.sleep(self._tools.patience.look_every)
            try:
                waiting = await self._tools.inbox.renew(self._claim)
            except (RedisError, OSError):
                waiting = 1
            is_slow = time.monotonic() - self._started >= self._tools.patience.fair_try
            # Who is speaking needs no rescue, and may be waiting for Redis: the lease must be renewed meanwhile.
            if self._opened and is_slow and not self._speaking.locked():
                await self._rescue_who_waits_too_long(waiting, *self._opened)

    async def _until_its_end(self) -> Done | Rest:
        try:
            message, address = self._opened = self._tools.opener.open(self._held)
        except CannotOpen:
            log.error("a message cannot be opened: was RELAIS_CHAT_KEYS changed?")
            return Done("messages_unreadable")
        try:
            return await self._answer_or_rescue(message, address)
        except PersonIsGone:
            await until_redis_answers(lambda: self._tools.redis.delete(keys.address(address.person)))
            return Done("persons_gone")
        except TryAgainIn as wait:
            return Rest(max(wait.seconds, 0.5))
        except ChannelIsDown:
            if self._tools.opener.age_since_sent(message) > self._tools.patience.undeliverable_after:
                return Done("turns_undeliverable")
            return Rest(2 * rest_after(self._held.tries), failed=True)

    async def _settle(self, end: Done | Rest) -> None:
        if isinstance(end, Done):
            await self._tools.inbox.complete(self._claim, end.count, all_is_well=end.all_is_well)
        else:
            await self._tools.inbox.rest(self._claim, end.seconds, failed=end.failed)

    async def _rescue_who_waits_too_long(self, waiting: int, message: IncomingMessage, address: Address) -> None:
        rescue, limit = self._tools.rescue, self._tools.patience.lifeline_after
        async with self._speaking:
            if self._is_over:
                return
            try:
                if self._has_no_answer_yet and self._tools.opener.age(message) >= limit:
                    await rescue.say(self._claim, self._held, message, address)
                if waiting > 1:
                    await rescue.say_to_others(self._claim, older_than=limit)
            except CHANNEL_TROUBLE as trouble:
                log.warning("lifeline not delivered kind=%s", type(trouble).__name__)

    async def _answer_or_rescue(self, message: IncomingMessage, address: Address) -> Done | Rest:
        try:
            return await self._answer(message, address)
        except RasaFailed as failure:
            return await self._after_failure(failure, message, address)
        except (LeaseLost, *CHANNEL_TROUBLE):
            raise
        except Exception as error:
            # A fault of our own must not leave anybody without a number either.
            log.error("a turn broke kind=%s", type(error).__name__, exc_info=error)
            return await self._after_failure(RasaFailed("fault"), message, address)

    async def _answer(self, message: IncomingMessage, address: Address) -> Done | Rest:
        planned = await until_redis_answers(lambda: self._tools.planner.plan(message, address.person))
        heard = await self._tools.staff_talk.hear(self._claim, self._held, message, planned)
        self._about = Answered(self._tools.lifeline.parse(message), payload=planned.payload)
        self._besides = heard.besides
        if heard.instead is not None:
            return await self._leave_it_to_staff(Answer(heard.instead, (), self._about.parse), address)
        if self._tools.opener.age_since_sent(message) > self._tools.patience.too_old:
            return await self._say_that_we_are_back(message, address)
        if isinstance(planned, Fixed):
            answer = Answer(planned.replies, (), self._about.parse)
        else:
            answer = self._kept_answer() or await self._ask(planned, message, address)
        return await self._act_on(answer, planned, message, address)

    async def _act_on(
        self, answer: Answer, planned: ForRasa | Fixed, message: IncomingMessage, address: Address
    ) -> Done:
        self._about = Answered(answer.parse, answer.replies, planned.payload, FORGET in answer.directives)
        if kind := urgent_kind_of(answer.parse):
            self._tools.alarm.ring(self._claim, self._held, kind)
        if FORGET in answer.directives:
            await self._forget_person(answer, address)
        async with self._speaking:
            return await self._deliver(answer, message, address)

    async def _leave_it_to_staff(self, answer: Answer, address: Address) -> Done:
        """The dialogue stays out of what a person writes to staff."""
        async with self._speaking:
            self._has_no_answer_yet = False
            await self._show("reply", answer, address)
        return Done("turns_with_staff", all_is_well=True)

    async def _ask(self, planned: ForRasa, message: IncomingMessage, address: Address) -> Answer:
        question = Question(self._held.key, address.person, address.channel, planned.text, planned.payload, message.at)
        typing = asyncio.create_task(self._tools.delivery.show_typing(address))
        try:
            return await self._tools.rasa.ask(question)
        finally:
            typing.cancel()

    async def _deliver(self, answer: Answer, message: IncomingMessage, address: Address) -> Done:
        self._has_no_answer_yet = False
        late = has_been_said(self._held) or (
            self._tools.opener.age_since_sent(message) > self._tools.patience.late_after
        )
        if late:
            await self._introduce(message, address)
        await self._show("reply", answer, address)
        if FORGET in answer.directives:
            await until_redis_answers(lambda: self._tools.outbox.erase_before(address.person, self._held.entry))
            await until_redis_answers(lambda: note_erasure(self._tools.redis))
        log.info("answered ms=%d late=%s", 1000 * (time.monotonic() - self._started), late)
        return Done("turns_late") if late else Done("turns_answered", all_is_well=True)

    async def _show(self, label: str, answer: Answer, address: Address) -> None:
        await self._tools.delivery.show(self._claim, self._held, address, label, answer.replies)
        await self._say_what_is_besides(address)
        await self._tools.delivery.finish(address, FinishedTurn(self._held.key, "answer", answer.parse))

    async def _say_what_is_besides(self, address: Address) -> None:
        await self._tools.delivery.show(self._claim, self._held, address, "also", self._besides)

    async def _introduce(self, message: IncomingMessage, address: Address) -> None:
        """A late answer is announced as one."""
        said, label = self._tools.said, "late"
        times = await said.times(address.person, label)
        sentence = self._tools.lifeline.sentence("late_answer", message, again=times)
        await self._tools.delivery.show(self._claim, self._held, address, label, [sentence])
        await until_redis_answers(lambda: said.note(address.person, label))

    async def _say_that_we_are_back(self, message: IncomingMessage, address: Address) -> Done:
        """An old message is not answered: once a person is told that we read again, and urgent words get their text."""
        lifeline, said = self._tools.lifeline, self._tools.said
        kind = lifeline.urgent_kind(message)
        what = f"urgent:{kind}" if kind else "back"
        news = await said.times(address.person, what) == 0
        replies = lifeline.urgent(kind, message) if kind else [lifeline.sentence("can_read_again", message)]
        if kind:
            self._tools.alarm.ring(self._claim, self._held, kind)
        async with self._speaking:
            await self._show("back", Answer(tuple(replies) if news else (), (), lifeline.parse(message)), address)
            await until_redis_answers(lambda: said.note(address.person, what))
        return Done("messages_too_old")

    async def _forget_person(self, answer: Answer, address: Address) -> None:
        """Erases first, so that the answer « c’est effacé » is true when it is read. Raises RasaFailed."""
        if KEPT_ANSWER not in self._held.marks:
            # Once Rasa has forgotten, it no longer knows what it answered to this id.
            sealed = self._tools.cipher.seal(json.dumps(answer.to_json()).encode(), self._held.key)
            await until_redis_answers(
                lambda: self._tools.inbox.mark(self._claim, self._held, KEPT_ANSWER, value=sealed)
            )
        await self._tools.rasa.forget(address.person)
        names = [place(address.person) for place in (keys.buttons, keys.address, keys.said, keys.begun)]
        await until_redis_answers(lambda: self._tools.staff_talk.forget(address.person))
        await until_redis_answers(lambda: self._tools.redis.delete(*names))

    def _kept_answer(self) -> Answer | None:
        kept = self._held.marks.get(KEPT_ANSWER)
        return answer_from_json(json.loads(self._tools.cipher.open(kept, self._held.key))) if kept else None

    async def _after_failure(self, failure: RasaFailed, message: IncomingMessage, address: Address) -> Done | Rest:
        """The lifeline for this message and all others that wait; then another try, for two minutes from receipt."""
        log.warning("turn failed reason=%s tries=%d", failure.reason, self._held.tries)
        async with self._speaking:
            await self._tools.rescue.say(self._claim, self._held, message, address)
            await self._say_what_is_besides(address)
            await self._tools.rescue.say_to_others(self._claim)
        if failure.hopeless or self._tools.opener.age(message) >= self._tools.patience.retry_for:
            return Done("turns_dropped")
        return Rest(rest_after(self._held.tries), failed=True)
