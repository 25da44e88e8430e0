"""The mail between staff and a person, through Redis: the console's side. casework.bot_mail is the other one.

Letters are put into a stream once each; the bot takes them as one consumer group, delivers, and answers what became
of them. What the person says while the talk is open is sealed to the staff's key and goes the other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from redis.asyncio import Redis

from casework import work_keys
from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.scripts import run_script
from casework.sealing import CannotOpen, CaseOpener
from casework.staff_mail_keys import StaffMailSealer
from casework.yaml_files import DATA, read_yaml

LUA = Path(__file__).parent / "lua"
KNOWN_FOR = 7 * 86_400


@dataclass(frozen=True)
class StaffTalk:
    """data/staff_talk.yml: for how long a talk stays open, and what the assistant says around the letters."""

    open_seconds: int
    again_seconds: int
    texts: dict[str, str]


def load_staff_talk(path: Path | None = None) -> StaffTalk:
    """Raises YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "staff_talk.yml")
    texts = {key: text.strip() for key, text in data["texts"].items()}
    return StaffTalk(int(data["open_hours"]) * 3600, int(data["again_minutes"]) * 60, texts)


@dataclass(frozen=True)
class Letter:
    """To a person. `kind`: `letter` with its words, or `closed` without. `entry` is its place in the stream."""

    id: str
    person: Pseudonym
    reference: Reference
    kind: Literal["letter", "closed"]
    text: str
    entry: str


@dataclass(frozen=True)
class Answer:
    """From the bot: the person `said` something or `left` the talk; a letter (`about`) was `delivered` or `failed`."""

    id: str
    person: Pseudonym
    reference: Reference
    kind: Literal["said", "left", "delivered", "failed"]
    about: str
    text: str
    entry: str


def answer_bound_to(reference: str, id: str) -> str:
    return f"{reference}/answer/{id}"


class StaffMail:
    def __init__(self, redis: Redis[bytes], sealer: StaffMailSealer, talk: StaffTalk | None = None) -> None:
        self._redis, self._sealer, self._talk = redis, sealer, talk or load_staff_talk()
        self._lua = (LUA / "write_letter.lua").read_text()

    async def write(self, id: str, person: Pseudonym, reference: Reference, text: str) -> None:
        """Puts it into the mailbox and opens the talk; the same id again does nothing."""
        await self._put(id, person, reference, "letter", {"text": text})

    async def close(self, id: str, person: Pseudonym, reference: Reference) -> None:
        """Ends the talk about this request; the assistant tells the person so."""
        await self._put(id, person, reference, "closed", {})

    async def _put(self, id: str, person: Pseudonym, reference: Reference, kind: str, content: dict[str, Any]) -> None:
        await run_script(
            self._redis,
            self._lua,
            [work_keys.TO_PERSON, work_keys.letter(id), work_keys.staff_talk(person)],
            [id, person, reference, kind, self._sealer.seal(id, content), KNOWN_FOR, self._talk.open_seconds],
        )


async def answers(redis: Redis[bytes], opener: CaseOpener, limit: int = 100) -> list[Answer]:
    """What lies in the staff's mailbox, the oldest first. `taken` removes it once it is written down."""
    found = []
    for entry, fields in await redis.xrange(work_keys.FROM_PERSON, count=limit):
        try:
            found.append(_answer(entry.decode(), fields, opener))
        except KeyError:
            # Not of our making: it must not lie in the way of what is.
            await redis.xdel(work_keys.FROM_PERSON, entry)
    return found


async def taken(redis: Redis[bytes], answer: Answer) -> None:
    await redis.xdel(work_keys.FROM_PERSON, answer.entry)


async def talk_is_open(redis: Redis[bytes], person: Pseudonym, reference: Reference) -> bool:
    return await redis.hget(work_keys.staff_talk(person), "reference") == reference.encode()


def _answer(entry: str, raw: dict[bytes, bytes], opener: CaseOpener) -> Answer:
    said = {name.decode(): value.decode() for name, value in raw.items() if name != b"sealed"}
    try:
        text = opener.open(answer_bound_to(said["reference"], said["id"]), raw[b"sealed"]).get("text", "")
    except CannotOpen:
        text = ""
    return Answer(
        said["id"], Pseudonym(said["person"]), Reference(said["reference"]), said["kind"],  # type: ignore[arg-type]
        said["about"], text, entry,
    )  # fmt: skip
