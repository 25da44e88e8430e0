"""What staff keep beside a request: private notes, and the letters to and from the person. Called by staff.

Each entry is sealed to the staff's key and bound to the reference. The file leaves with the request's content.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from redis.asyncio import Redis

from casework import keys, work_keys
from casework.references import Reference
from casework.requests import RequestIsUnknown
from casework.scripts import run_script
from casework.sealing import CaseOpener, CaseSealer

ADD = Path(__file__).parent / "lua" / "add_to_case_file.lua"
# `change`: what the person changed in the request (casework.request_changes).
Kind = Literal["note", "to_person", "from_person", "change"]
# Of a letter to the person: on its way, arrived, or not to be delivered.
Delivery = Literal["waiting", "delivered", "failed"]


@dataclass(frozen=True)
class FileEntry:
    """`by`: an account, or `person`. `delivery` and `why` tell what became of a letter to the person."""

    id: str
    kind: Kind
    by: str
    at: datetime
    text: str
    delivery: Delivery | None = None
    why: str = ""


def new_entry_id() -> str:
    return secrets.token_hex(10)


def bound_to(reference: str) -> str:
    """What an entry is sealed with: it opens neither under another request nor as a request."""
    return f"{reference}/file"


class CaseFile:
    """The file of one request. `add` and `mark` raise RequestIsUnknown once its content is erased."""

    def __init__(self, redis: Redis[bytes], reference: Reference) -> None:
        self._redis, self._reference = redis, reference
        self._places = [keys.case(reference), work_keys.case_file(reference)]
        self._lua = ADD.read_text()

    async def add(self, entry: FileEntry, sealer: CaseSealer) -> None:
        """The same id again changes nothing."""
        content = {"kind": entry.kind, "by": entry.by, "at": entry.at.isoformat(), "text": entry.text}
        await self._put(f"entry:{entry.id}", sealer.seal(bound_to(self._reference), content))

    async def mark(self, entry_id: str, delivery: Delivery, why: str = "") -> None:
        """`why`: a word of ours, never a person's."""
        await self._put(f"delivery:{entry_id}", f"{delivery}:{why}".encode(), replace=True)

    async def _put(self, field: str, value: bytes, *, replace: bool = False) -> None:
        said = await run_script(self._redis, self._lua, self._places, [field, value, str(int(replace))])
        if said != b"done":
            raise RequestIsUnknown("nothing of this request is kept any more")

    async def entries(self, opener: CaseOpener) -> list[FileEntry]:
        """The oldest first; none once the request's content is erased. Raises CannotOpen."""
        if not await self._redis.hexists(self._places[0], "sealed"):
            return []
        fields = await self._redis.hgetall(self._places[1])
        found = [
            _entry(name.decode().removeprefix("entry:"), opener.open(bound_to(self._reference), value), fields)
            for name, value in fields.items()
            if name.startswith(b"entry:")
        ]
        return sorted(found, key=lambda entry: entry.at)


def _entry(id: str, content: dict[str, str], fields: dict[bytes, bytes]) -> FileEntry:
    delivery, _, why = fields.get(f"delivery:{id}".encode(), b"").decode().partition(":")
    sent = content["kind"] == "to_person"
    return FileEntry(
        id=id,
        kind=content["kind"],  # type: ignore[arg-type]
        by=content["by"],
        at=datetime.fromisoformat(content["at"]),
        text=content["text"],
        delivery=(delivery or "waiting") if sent else None,  # type: ignore[arg-type]
        why=why,
    )
