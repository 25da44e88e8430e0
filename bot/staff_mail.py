"""Brings the letters of staff to persons, and tells staff what became of each. Started by serve, beside the workers."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot import keys
from bot.addresses import Addresses
from bot.buttons import Buttons
from bot.channel import Channel, ChannelIsDown, PersonIsGone, TryAgainIn
from bot.delivery import SEND_LIMIT, fitting
from bot.line import Line
from bot.messages import Address, Bubble
from bot.outbox import LETTER, LETTER_LIFE, Outbox
from bot.patience import until_redis_answers
from bot.staff_words import StaffWords
from casework import work_keys
from casework.bot_mail import BotMail
from casework.pseudonyms import Pseudonym
from casework.staff_mail import Letter

log = logging.getLogger(__name__)
# Less than the bot's connection waits for any answer.
BLOCK_MS = 1500
# After a minute another process takes a letter over: whoever holds it has stopped by then.
HOLD = 45.0
TIDY_EVERY = 60.0


class Postman:
    """A letter that cannot be delivered now is left, and comes again after a minute."""

    def __init__(
        self, redis: Redis[bytes], mail: BotMail, words: StaffWords, addresses: Addresses, buttons: Buttons,
        outbox: Outbox, channels: Mapping[str, Channel],
    ) -> None:  # fmt: skip
        self._redis, self._mail, self._words, self._addresses = redis, mail, words, addresses
        self._buttons, self._channels = buttons, channels
        self._outbox, self._tidied_at = outbox, float("-inf")
        self._consumer = uuid.uuid4().hex
        # A person's letters arrive in order: the one that was left first goes first.
        self._left: dict[Pseudonym, str] = {}

    async def run(self) -> None:
        """Until it is cancelled. Survives whatever Redis does."""
        while True:
            try:
                await self.round(BLOCK_MS)
                await self._tidy()
            except (RedisError, OSError) as error:
                log.info("letters wait for redis kind=%s", type(error).__name__)
                await asyncio.sleep(1)
            except Exception as error:
                log.error("bringing letters broke kind=%s", type(error).__name__, exc_info=error)
                await asyncio.sleep(1)

    async def _tidy(self) -> None:
        if time.monotonic() - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = time.monotonic()
            await self._outbox.tidy()

    async def round(self, block_ms: int | None = None) -> None:
        """Delivers what lies in the mailbox. May raise RedisError."""
        by_person: dict[Pseudonym, list[Letter]] = defaultdict(list)
        for letter in await self._mail.letters(self._consumer, block_ms):
            by_person[letter.person].append(letter)
        await asyncio.gather(*(self._bring_all(letters) for letters in by_person.values()))

    async def _bring_all(self, letters: Sequence[Letter]) -> None:
        """One person's letters, up to the first that has to wait."""
        try:
            await asyncio.wait_for(self._one_by_one(letters), HOLD)
        except (TryAgainIn, ChannelIsDown, RedisError, OSError, asyncio.TimeoutError) as error:
            log.info("a letter waits kind=%s", type(error).__name__)
        except Exception as error:
            log.error("a letter broke kind=%s", type(error).__name__, exc_info=error)

    async def _one_by_one(self, letters: Sequence[Letter]) -> None:
        for letter in letters:
            if await self._waits_for_another(letter):
                return
            await self._bring(letter)
            self._left.pop(letter.person, None)

    async def _waits_for_another(self, letter: Letter) -> bool:
        first = self._left.setdefault(letter.person, letter.entry)
        if _place(first) < _place(letter.entry) and await self._redis.xrange(work_keys.TO_PERSON, first, first):
            return True
        self._left[letter.person] = letter.entry
        return False

    async def _bring(self, letter: Letter) -> None:
        """Raises TryAgainIn or ChannelIsDown, and then the letter comes again."""
        address = await self._addresses.find(letter.person)
        if address is None:
            await self._mail.failed(letter, "no_address")
            return
        try:
            await self._send(letter, address)
        except PersonIsGone:
            await self._addresses.forget(letter.person)
            await self._mail.failed(letter, "gone")
        else:
            await until_redis_answers(lambda: self._mail.delivered(letter))
        await self._redis.delete(keys.letter_progress(letter.id))

    async def _send(self, letter: Letter, address: Address) -> None:
        channel = self._channels.get(address.channel)
        if channel is None:
            raise ChannelIsDown("not open in this process")
        replies = self._words.letter(letter.text) if letter.kind == "letter" else [self._words.say("closed")]
        sent = int(await self._redis.get(keys.letter_progress(letter.id)) or 0)
        for n, reply in enumerate(fitting(replies, channel.longest_text)):
            if n < sent:
                continue
            await self._buttons.keep(address.person, reply.buttons, LETTER_LIFE)
            shown = self._buttons.shown(address.person, reply.buttons)
            await _within_limit(channel, address, Bubble(f"{LETTER}{letter.id}:{n}", reply.text, shown))
            await until_redis_answers(lambda n=n: self._note(letter, n + 1))  # type: ignore[misc]

    async def _note(self, letter: Letter, sent: int) -> None:
        await self._redis.set(keys.letter_progress(letter.id), sent, ex=LETTER_LIFE)


async def _within_limit(channel: Channel, address: Address, bubble: Bubble) -> None:
    try:
        await asyncio.wait_for(channel.send(address, bubble), SEND_LIMIT)
    except (PersonIsGone, TryAgainIn, ChannelIsDown):
        raise
    except Exception as error:
        raise ChannelIsDown(type(error).__name__) from None


def _place(entry: str) -> tuple[int, ...]:
    """Where a letter stands in the stream: earlier ones are smaller."""
    return tuple(int(part) for part in entry.split("-"))


def make_postman(line: Line, channels: Mapping[str, Channel]) -> Postman | None:
    """None while the bot has no key to write to staff with."""
    if line.mail is None:
        return None
    return Postman(line.redis, line.mail, line.staff_words, line.addresses, line.buttons, line.outbox, channels)
