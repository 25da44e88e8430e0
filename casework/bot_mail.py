"""The mail between staff and a person, through Redis: the bot's side. casework.staff_mail is the other one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from casework import work_keys
from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.scripts import run_script
from casework.sealing import CannotOpen, CaseSealer
from casework.staff_mail import KNOWN_FOR, Letter, StaffTalk, answer_bound_to, load_staff_talk
from casework.staff_mail_keys import BotMailOpener

LUA = Path(__file__).parent / "lua"
GROUP = "bot"
TAKE_OVER_AFTER_MS = 60_000


class BotMail:
    """`case_sealer`: to the staff's public key. Every method may raise RedisError."""

    def __init__(
        self, redis: Redis[bytes], opener: BotMailOpener, case_sealer: CaseSealer, talk: StaffTalk | None = None
    ) -> None:
        self._redis, self._opener, self._sealer = redis, opener, case_sealer
        self._talk = talk or load_staff_talk()
        self._lua = (LUA / "answer_staff.lua").read_text()

    async def letters(self, consumer: str, block_ms: int | None = None) -> list[Letter]:
        """The next letters, or those that a process took a minute ago and died. What staff did not write is dropped."""
        await self._make_group()
        late = await self._redis.xautoclaim(work_keys.TO_PERSON, GROUP, consumer, TAKE_OVER_AFTER_MS, count=10)
        rows = [row for row in late[1] if row[1]]
        if not rows:
            fresh = await self._redis.xreadgroup(GROUP, consumer, {work_keys.TO_PERSON: ">"}, count=10, block=block_ms)
            rows = fresh[0][1] if fresh else []
        found = [await self._letter(entry.decode(), fields) for entry, fields in rows]
        return [letter for letter in found if letter is not None]

    async def delivered(self, letter: Letter) -> None:
        """Also for a letter of kind `closed`, once the person was told."""
        await self._report(letter, "delivered", "")

    async def failed(self, letter: Letter, why: str) -> None:
        """Given up: `why` is `gone` (the person left or blocked us), `no_address`, or `unreadable`."""
        await self._report(letter, "failed", why)

    async def talk_of(self, person: Pseudonym) -> Reference | None:
        """The request that staff and this person write about now; None when no talk is open."""
        reference = await self._redis.hget(work_keys.staff_talk(person), "reference")
        return Reference(reference.decode()) if reference else None

    async def said(self, message_key: str, person: Pseudonym, reference: Reference, text: str) -> None:
        """Hands a person's message to staff once per message, and keeps the talk open."""
        await self._answer(message_key, person, reference, "said", "", {"text": text}, self._talk.open_seconds)

    async def left(self, message_key: str, person: Pseudonym, reference: Reference) -> None:
        """The person went back to the assistant: the talk is over, and staff see it."""
        await self._answer(message_key, person, reference, "left", "", {}, -1)

    async def may_tell_again(self, person: Pseudonym) -> bool:
        """True once in a while: whether to say again that a message was passed on."""
        key = work_keys.staff_talk(person) + ":told"
        return bool(await self._redis.set(key, "1", nx=True, ex=self._talk.again_seconds))

    async def _make_group(self) -> None:
        try:
            await self._redis.xgroup_create(work_keys.TO_PERSON, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def _letter(self, entry: str, raw: dict[bytes, bytes]) -> Letter | None:
        said = {name.decode(): value for name, value in raw.items()}
        id, person, reference, kind = (said.get(name, b"").decode() for name in ("id", "person", "reference", "kind"))
        letter = Letter(
            id, Pseudonym(person), Reference(reference), "closed" if kind == "closed" else "letter", "", entry
        )
        try:
            content = self._opener.open(id, said.get("sealed", b""))
        except CannotOpen:
            await self.failed(letter, "unreadable")
            return None
        return replace(letter, text=content.get("text", ""))

    async def _report(self, letter: Letter, kind: str, why: str) -> None:
        await self._answer(
            f"{letter.id}:{kind}", letter.person, letter.reference, kind, letter.id, {"text": why}, 0, letter.entry
        )

    async def _answer(
        self, id: str, person: Pseudonym, reference: Reference, kind: str, about: str,
        content: dict[str, str], open_for: int, entry: str = "",
    ) -> None:  # fmt: skip
        sealed = self._sealer.seal(answer_bound_to(reference, id), content)
        await run_script(
            self._redis,
            self._lua,
            [work_keys.FROM_PERSON, work_keys.letter(id), work_keys.staff_talk(person), work_keys.TO_PERSON],
            [id, person, reference, kind, about, sealed, KNOWN_FOR, open_for, entry],
        )
