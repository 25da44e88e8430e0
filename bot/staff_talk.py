"""What a person writes while they and staff write to each other goes to staff. Called by turns, before Rasa is asked.

Every message is judged for urgency first: urgent words get their answer as always, and staff read them too."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot import keys
from bot.inbox import Claim, Held, Inbox, LeaseLost
from bot.lifeline import Lifeline
from bot.messages import IncomingMessage, Kind
from bot.patience import until_redis_answers
from bot.plan import Fixed, ForRasa
from bot.rasa_client import RasaClient
from bot.staff_words import LEAVE, StaffWords
from casework import work_keys
from casework.bot_mail import BotMail
from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.replies import Reply

log = logging.getLogger(__name__)
# After this the dialogue answers: a person must not wait because the mail to staff is slow.
WITHIN = 3.0
# So long after urgent words the assistant hears everything as well: « non » may answer « Êtes-vous en sécurité ? ».
LISTENS_FOR = 1800
TELL = "tell"


@dataclass(frozen=True)
class Heard:
    """`instead`: the whole answer, the dialogue is not asked. `besides`: bubbles under the dialogue's answer."""

    instead: tuple[Reply, ...] | None = None
    besides: tuple[Reply, ...] = ()


class StaffTalk:
    """`mail` is None while the bot has no key to seal for staff; then nothing is ever passed on."""

    def __init__(
        self, redis: Redis[bytes], inbox: Inbox, lifeline: Lifeline, rasa: RasaClient, words: StaffWords,
        mail: BotMail | None,
    ) -> None:  # fmt: skip
        self._redis, self._inbox, self._lifeline, self._rasa = redis, inbox, lifeline, rasa
        self._words, self._mail = words, mail

    async def hear(self, claim: Claim, held: Held, message: IncomingMessage, planned: ForRasa | Fixed) -> Heard:
        """Passes the message on when a talk is open. Raises LeaseLost; whatever else goes wrong, the dialogue answers
        and nobody is told that a message was passed on."""
        if isinstance(planned, ForRasa) and planned.payload == LEAVE:
            return Heard(instead=(await self._leave(held, claim.person),))
        if self._mail is None or not _is_said_in_words(message, planned):
            return Heard()
        try:
            return await asyncio.wait_for(self._pass_on(self._mail, claim, held, message), WITHIN)
        except LeaseLost:
            raise
        except Exception as error:
            log.warning("a message was not passed on to staff kind=%s", type(error).__name__)
            return Heard()

    async def forget(self, person: Pseudonym) -> None:
        """The person erases everything. May raise RedisError."""
        await forget_talk(self._redis, self._mail, person)

    async def _pass_on(self, mail: BotMail, claim: Claim, held: Held, message: IncomingMessage) -> Heard:
        reference = await mail.talk_of(claim.person)
        if reference is None:
            return Heard()
        await mail.said(held.key, claim.person, reference, message.text)
        also = self._words.say("also_passed_on", message.at)
        if await self._may_be_urgent(message):
            await self._redis.set(keys.listening(claim.person), "1", ex=LISTENS_FOR)
            return Heard(besides=(also,))
        tell = await self._may_tell(mail, claim, held)
        if await self._redis.exists(keys.listening(claim.person)):
            return Heard(besides=(also,) if tell else ())
        passed_on = self._words.say("passed_on", message.at, way_back=True)
        return Heard(instead=(passed_on,) if tell else ())

    async def _may_be_urgent(self, message: IncomingMessage) -> bool:
        """By the rules, which need nobody, or by the model when Rasa answers at once."""
        by_rules = self._lifeline.parse(message)["urgency"]["level"]
        return by_rules != "none" or await self._rasa.level_of(message.text) in ("unsure", "urgent")

    async def _may_tell(self, mail: BotMail, claim: Claim, held: Held) -> bool:
        """Decided once for each message: a turn that is tried again still has its sentence to say."""
        if TELL not in held.marks:
            told = b"1" if await mail.may_tell_again(claim.person) else b"0"
            await self._inbox.mark(claim, held, TELL, value=told)
        return held.marks[TELL] == b"1"

    async def _leave(self, held: Held, person: Pseudonym) -> Reply:
        """Said only when it is true: without Redis it waits."""
        await until_redis_answers(lambda: end_talk(self._mail, person, held.key))
        return self._words.say("back")


async def end_talk(mail: BotMail | None, person: Pseudonym, key: str) -> Reference | None:
    """The request that the talk was about; None when none was open. `key` makes a repeat harmless. May raise
    RedisError."""
    reference = await mail.talk_of(person) if mail else None
    if mail and reference:
        await mail.left(key, person, reference)
    return reference


async def forget_talk(redis: Redis[bytes], mail: BotMail | None, person: Pseudonym) -> None:
    """The person erases everything: the talk is over, and staff see it. May raise RedisError."""
    try:
        await end_talk(mail, person, uuid.uuid4().hex)
    except (RedisError, OSError):
        raise
    except Exception as error:
        log.error("a talk with staff was not ended kind=%s", type(error).__name__, exc_info=error)
    told = work_keys.staff_talk(person) + ":told"
    await redis.delete(keys.listening(person), told)


def _is_said_in_words(message: IncomingMessage, planned: ForRasa | Fixed) -> bool:
    """A correction that comes too late is words as well; a command, a tap or a picture is not."""
    if isinstance(planned, ForRasa):
        return message.kind is not Kind.BUTTON and planned.text is not None
    return message.kind is Kind.CORRECTION
