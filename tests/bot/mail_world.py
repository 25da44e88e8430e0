"""The console's side of the mail, for tests: what staff write and what they read."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from redis.asyncio import Redis

from bot.settings import BotSettings
from bot.staff_mail import Postman, make_postman
from casework.pseudonyms import Pseudonym
from casework.references import Reference, new_reference
from casework.sealing import CaseOpener, new_case_keys
from casework.staff_mail import Answer, StaffMail, answers
from casework.staff_mail_keys import StaffMailSealer, bot_public_key
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.bot.world import CHAT_KEYS, World, make_settings, message, opened_line

PRIVATE, PUBLIC = new_case_keys()


def settings_with_mail(redis_url: str, rasa_url: str) -> BotSettings:
    return make_settings(redis_url, rasa_url, RELAIS_CASE_PUBLIC_KEY=PUBLIC)


class Staff:
    """A member of staff who holds the private key, and one request."""

    def __init__(self, redis: Redis[bytes]) -> None:
        self._redis = redis
        self._mail = StaffMail(redis, StaffMailSealer(PRIVATE, bot_public_key(CHAT_KEYS)))
        self._opener = CaseOpener.from_setting(PRIVATE)
        self.reference: Reference = new_reference()

    async def write(self, id: str, person: Pseudonym, text: str) -> None:
        await self._mail.write(id, person, self.reference, text)

    async def close(self, id: str, person: Pseudonym) -> None:
        await self._mail.close(id, person, self.reference)

    async def read(self) -> list[Answer]:
        return await answers(self._redis, self._opener)

    async def said(self) -> list[str]:
        """What persons wrote to staff."""
        return [answer.text for answer in await self.read() if answer.kind == "said"]

    async def heard(self) -> list[tuple[str, str, str]]:
        return [(answer.kind, answer.about, answer.text) for answer in await self.read()]


class MailWorld:
    """A bot with mail, and staff; `anna` has written before."""

    def __init__(self, world: World) -> None:
        self.world, self.line, self.channel = world, world.line, world.channel
        self.staff = Staff(world.line.redis)
        self.anna = world.line.names.address(message("anna", "")).person
        postman = make_postman(world.line, {"test": world.channel})
        assert postman is not None
        self.postman: Postman = postman

    async def begin(self, first: str = "bonjour") -> None:
        """Anna says one thing and has her answer."""
        await self.world.say("anna", first)
        await self.world.until_empty()

    async def open_talk(self) -> None:
        """Staff write, and the letter is delivered; what was sent so far is forgotten."""
        await self.begin()
        await self.staff.write("l0", self.anna, "Bonjour Anna.")
        await self.postman.round()
        self.channel.sent.clear()

    async def say(self, text: str, **more: object) -> list[str]:
        """Anna says it; what she hears."""
        before = len(self.channel.texts("anna"))
        await self.world.say("anna", text, **more)
        await self.world.until_empty()
        return self.channel.texts("anna")[before:]

    async def count_is(self, name: str, expected: int, limit: float = 3.0) -> None:
        """Waits for a counter of today."""
        from tests.bot.test_turn import count_of

        end = time.monotonic() + limit
        while (found := await count_of(self.line, name)) != expected:
            assert time.monotonic() < end, f"{name} is {found}, not {expected}"
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def running_mail_world(redis_url: str, rasa: RasaStandIn) -> AsyncIterator[MailWorld]:
    async with opened_line(settings_with_mail(redis_url, rasa.url)) as line, World(line, rasa).running() as world:
        yield MailWorld(world)
        await line.aside.settle()


async def everything_in(redis: Redis[bytes]) -> bytes:
    """All that a dump of Redis shows, keys included."""
    found = [b"\n".join([key, await redis.dump(key) or b""]) for key in await redis.keys("*")]
    return b"\n".join(found)
