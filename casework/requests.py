"""Where contact requests are kept: written sealed, moved between states, gone on time.

Called by actions (create, status, withdraw) and staff (all, move); changes are in request_changes. Every write is one
script: it happens whole or not at all, and a repeat does nothing twice. The Redis client must not decode answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path

from redis.asyncio import Redis

from casework import keys, work_keys
from casework.contact_request import ContactRequest, Status, StoredRequest
from casework.leftovers import note_erasure
from casework.pseudonyms import Pseudonym
from casework.references import Reference, new_reference
from casework.request_states import PERSON, WITHDRAWN, RequestStates, request_states
from casework.scripts import run_script
from casework.sealing import CaseSealer

__all__ = ["ContactRequest", "MoveIsNotAllowed", "RequestIsUnknown", "RequestStore", "Status", "StoredRequest"]

LUA = Path(__file__).parent / "lua"


class RequestIsUnknown(LookupError):
    """No request has this reference, or it has been erased."""


class MoveIsNotAllowed(ValueError):
    """The role may not move a request there from where it stands: `stands_at`."""

    def __init__(self, stands_at: Status) -> None:
        super().__init__(f"the request stands at « {stands_at} »")
        self.stands_at = stands_at


class RequestStore:
    def __init__(self, redis: Redis[bytes], states: RequestStates | None = None) -> None:
        self._redis = redis
        self._states = states or request_states()
        self._create = (LUA / "create_request.lua").read_text()
        self._move = (LUA / "move_request.lua").read_text()

    async def create(
        self, key: str, request: ContactRequest, sealer: CaseSealer, *, now: datetime | None = None
    ) -> Reference:
        """Stores it and returns its reference; the same `key` again returns the first one and stores nothing."""
        moment = now or datetime.now(timezone.utc)
        while True:
            reference = new_reference()
            fields = _fields(request, sealer, reference, moment) | {
                "status": self._states.first,
                "created_at": moment.isoformat(),
                "key": keys.case_key(key),
            }
            answer = await run_script(
                self._redis,
                self._create,
                [keys.case_key(key), keys.case(reference), keys.CASES, keys.cases_of(request.person)],
                [reference, request.person, int(moment.timestamp()), self._keep(self._states.first),
                 self._states.longest_keep_seconds, *_flat(fields)],
            )  # fmt: skip
            if answer:
                return Reference(_text(answer))

    async def status(self, reference: Reference) -> Status | None:
        """All that may be told to somebody who knows the reference; None if there is none."""
        status = await self._redis.hget(keys.case(reference), "status")
        return Status(_text(status)) if status else None

    async def withdraw(self, reference: Reference, *, now: datetime | None = None) -> bool:
        """Takes it back and erases what was given; true again on a repeat. False if it is unknown or too late."""
        try:
            await self.move(reference, WITHDRAWN, PERSON, now=now)
        except MoveIsNotAllowed as error:
            return error.stands_at == WITHDRAWN
        except RequestIsUnknown:
            return False
        return True

    async def move(self, reference: Reference, to: str, role: str, *, now: datetime | None = None) -> None:
        """One step of the table. Raises MoveIsNotAllowed (also to the second of two at once), RequestIsUnknown."""
        state = self._states.states[to]
        moment = (now or datetime.now(timezone.utc)).isoformat()
        answer = await run_script(
            self._redis,
            self._move,
            [keys.case(reference), work_keys.case_file(reference)],
            [to, state.keep_seconds, str(int(state.erases_sealed)), moment, *self._states.from_which(role, to)],
        )
        if (said := _text(answer)) == "unknown":
            raise RequestIsUnknown("no request has this reference")
        if said != "done":
            raise MoveIsNotAllowed(Status(said))
        if state.erases_sealed:
            await note_erasure(self._redis)

    async def of_person(self, person: Pseudonym) -> list[Reference]:
        """The references of a person's requests that still exist, the oldest first."""
        mine = {_text(member) for member in await self._redis.smembers(keys.cases_of(person))}
        in_order = [_text(member) for member in await self._redis.zrange(keys.CASES, 0, -1)] if mine else []
        known = [Reference(reference) for reference in in_order if reference in mine]
        return [reference for reference in known if await self._redis.exists(keys.case(reference))]

    async def get(self, reference: Reference) -> StoredRequest | None:
        fields = await self._redis.hgetall(keys.case(reference))
        return _stored(reference, fields) if fields else None

    async def all(self) -> list[StoredRequest]:
        """Every request, the oldest first; what has expired is passed over."""
        references = [Reference(_text(member)) for member in await self._redis.zrange(keys.CASES, 0, -1)]
        found = [await self.get(reference) for reference in references]
        return [request for request in found if request is not None]

    def _keep(self, state: str) -> int:
        return self._states.states[state].keep_seconds


def _fields(
    request: ContactRequest, sealer: CaseSealer, reference: Reference, moment: datetime
) -> dict[str, str | bytes]:
    """What stands in the clear is what staff sort by; everything the person wrote is sealed."""
    return {
        "sealed": sealer.seal(reference, request.to_json()),
        "changed_at": moment.isoformat(),
        "urgent": str(int(request.urgent)),
        "recipient": request.recipient,
        "role": request.role,
        "minor": str(int(request.minor)),
        "channel": request.channel,
        "source_channel": request.source_channel,
        "person": request.person,
    }


def _flat(fields: Mapping[str, str | bytes]) -> list[str | bytes]:
    return [part for pair in fields.items() for part in pair]


def _stored(reference: Reference, raw: Mapping[bytes, bytes]) -> StoredRequest:
    fields = {_text(name): value for name, value in raw.items()}
    sealed = fields.pop("sealed", b"")
    said = {name: _text(value) for name, value in fields.items()}
    return StoredRequest(
        reference=reference,
        status=Status(said["status"]),
        created_at=datetime.fromisoformat(said["created_at"]),
        changed_at=datetime.fromisoformat(said["changed_at"]),
        urgent=said["urgent"] == "1",
        recipient=said["recipient"],
        role=said["role"],
        minor=said["minor"] == "1",
        channel=said["channel"],
        source_channel=said["source_channel"],
        person=Pseudonym(said["person"]),
        sealed=sealed,
    )


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
