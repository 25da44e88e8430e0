"""Who confirmed which entry of the directory, when, and whether the entry has changed since. Called by the page
and the command."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Literal

from redis.asyncio import Redis

from casework.directory import Directory, Service
from casework.opening_hours import BRUSSELS
from staff import keys

Standing = Literal["confirmed", "old", "changed", "unconfirmed"]


@dataclass(frozen=True)
class Confirmation:
    """`fingerprint`: of the entry as it was then."""

    by: str
    on: date
    fingerprint: str


@dataclass(frozen=True)
class BookEntry:
    """`on`: the day of the last confirmation, here or in the file; `standing` is what there is to do."""

    service: Service
    standing: Standing
    on: date | None
    by: str


class DirectoryBook:
    def __init__(self, redis: Redis[bytes], directory: Directory, months: int) -> None:
        self._redis, self._directory, self._months = redis, directory, months

    async def entries(self, today: date | None = None) -> list[BookEntry]:
        """What has to be done first: unconfirmed, changed, old, then the rest in the order of the directory."""
        moment = today or datetime.now(BRUSSELS).date()
        known = await self.confirmations()
        found = [self._entry(service, known.get(id), moment) for id, service in self._directory.services.items()]
        order: tuple[Standing, ...] = ("unconfirmed", "changed", "old", "confirmed")
        return sorted(found, key=lambda entry: order.index(entry.standing))

    async def confirm(self, id: str, by: str, today: date | None = None) -> Service:
        """Notes that `by` has asked the service and that all of the entry is right. Raises KeyError."""
        service = self._directory.service(id)
        on = today or datetime.now(BRUSSELS).date()
        said = {"by": by, "on": on.isoformat(), "fingerprint": fingerprint(service)}
        await self._redis.hset(keys.CONFIRMED, id, json.dumps(said))
        return service

    async def confirmations(self) -> dict[str, Confirmation]:
        """By service id."""
        raw = {id.decode(): json.loads(said) for id, said in (await self._redis.hgetall(keys.CONFIRMED)).items()}
        return {
            id: Confirmation(said["by"], date.fromisoformat(said["on"]), said["fingerprint"])
            for id, said in raw.items()
        }

    def _entry(self, service: Service, said: Confirmation | None, today: date) -> BookEntry:
        in_file = service.checked_on
        if said is None or (in_file is not None and in_file > said.on):
            standing = self._standing(in_file, today)
            return BookEntry(service, standing, in_file, "")
        if said.fingerprint != fingerprint(service):
            return BookEntry(service, "changed", said.on, said.by)
        return BookEntry(service, self._standing(said.on, today), said.on, said.by)

    def _standing(self, on: date | None, today: date) -> Standing:
        if on is None:
            return "unconfirmed"
        months = (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day)
        return "old" if months >= self._months else "confirmed"


def fingerprint(service: Service) -> str:
    """Changes with anything that is shown or reckoned with; not with the day of the confirmation itself."""
    without_day = replace(service, checked_on=None)
    plain = json.dumps(asdict(without_day), sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (frozenset, set)) else str(value)
