"""The accounts of the console: who exists, with which role, and what ends their sessions. Called by sign_in and pages.

`epoch` goes up whenever every session of the account must end: a new passphrase, a reset, a deactivation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from redis.asyncio import Redis
from redis.exceptions import WatchError

from casework.sealing import CaseOpener, CaseSealer
from staff import keys
from staff.passphrases import PassphraseHasher, new_passphrase
from staff.roles import roles

Fields = dict[str | bytes, bytes | float | int | str]
NAME = re.compile(r"[a-z][a-z0-9.-]{1,29}")


class AccountNameIsInvalid(ValueError):
    """A name is two to thirty of a-z, 0-9, dot and hyphen, and begins with a letter."""


class AccountExists(ValueError):
    """There is an account of this name already, active or not."""


class AccountIsUnknown(LookupError):
    """No account has this name."""


class RoleIsUnknown(ValueError):
    """No role has this name."""


@dataclass(frozen=True)
class Account:
    """`starts_until`: a fresh passphrase must be used by then; None once it was."""

    name: str
    role: str
    active: bool
    epoch: int
    has_second_factor: bool
    created_at: datetime
    starts_until: datetime | None = None
    signed_in_at: datetime | None = None

    def may(self, permission: str) -> bool:
        return self.active and roles().may(self.role, permission)


class Accounts:
    """`sealer`: to the staff's newest key; secrets of second factors lie sealed."""

    def __init__(self, redis: Redis[bytes], opener: CaseOpener, hasher: PassphraseHasher, start_seconds: int) -> None:
        self._redis, self._opener, self._hasher = redis, opener, hasher
        self._start = timedelta(seconds=start_seconds)

    async def add(self, name: str, role: str) -> str:
        """Makes the account and returns its first passphrase, shown once. Raises AccountNameIsInvalid, AccountExists,
        RoleIsUnknown."""
        if not NAME.fullmatch(name):
            raise AccountNameIsInvalid(name)
        if role not in roles().roles:
            raise RoleIsUnknown(role)
        passphrase = new_passphrase()
        fresh: Fields = {"role": role, "active": "1", "epoch": "1", "created_at": _now().isoformat()}
        fields = fresh | await self._start_fields(passphrase)
        await self._store_new(name, fields)
        return passphrase

    async def get(self, name: str) -> Account | None:
        fields = await self._redis.hgetall(keys.account(name)) if NAME.fullmatch(name) else {}
        return _account(name, fields) if fields else None

    async def all(self) -> list[Account]:
        names = sorted(member.decode() for member in await self._redis.smembers(keys.ACCOUNTS))
        found = [await self.get(name) for name in names]
        return [account for account in found if account is not None]

    async def passphrase_fits(self, name: str, passphrase: str) -> bool:
        """False too for an account that does not exist, as slowly."""
        hash = await self._redis.hget(keys.account(name), "passphrase") if NAME.fullmatch(name) else None
        return await self._hasher.fits(hash.decode() if hash else None, passphrase)

    async def new_passphrase(self, name: str) -> str:
        """Replaces it by a fresh one, shown once; ends the sessions."""
        await self._need(name)
        passphrase = new_passphrase()
        await self._redis.hset(keys.account(name), mapping={"passphrase": await self._hasher.hash(passphrase)})
        await self._end_sessions(name)
        return passphrase

    async def reset(self, name: str) -> str:
        """For somebody who lost passphrase or telephone: both start again, the account is active, sessions end."""
        await self._need(name)
        passphrase = new_passphrase()
        fields = await self._start_fields(passphrase)
        fields["active"] = "1"
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(keys.account(name), mapping=fields)
            pipe.hdel(keys.account(name), "second_factor", "last_step")
            pipe.delete(keys.recovery(name))
            pipe.hincrby(keys.account(name), "epoch", 1)
            await pipe.execute()
        return passphrase

    async def deactivate(self, name: str) -> None:
        """Nobody signs in with it any more; its sessions end at once. Raises AccountIsUnknown."""
        await self._need(name)
        await self._redis.hset(keys.account(name), "active", "0")
        await self._end_sessions(name)

    async def note_sign_in(self, name: str) -> None:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(keys.account(name), "signed_in_at", _now().isoformat())
            pipe.hdel(keys.account(name), "starts_until")
            await pipe.execute()

    async def set_second_factor(self, name: str, secret: str) -> None:
        sealer = CaseSealer.from_setting(self._opener.public_keys[0])
        await self._redis.hset(keys.account(name), "second_factor", sealer.seal(bound_to(name), {"secret": secret}))

    async def second_factor(self, name: str) -> str | None:
        """The shared secret in base32. Raises CannotOpen."""
        sealed = await self._redis.hget(keys.account(name), "second_factor")
        return str(self._opener.open(bound_to(name), sealed)["secret"]) if sealed else None

    async def _store_new(self, name: str, fields: Fields) -> None:
        """Of two who add the same name at once, one wins. Raises AccountExists."""
        async with self._redis.pipeline(transaction=True) as pipe:
            await pipe.watch(keys.account(name))
            if await pipe.exists(keys.account(name)):
                raise AccountExists(name)
            pipe.multi()
            pipe.hset(keys.account(name), mapping=fields)
            pipe.sadd(keys.ACCOUNTS, name)
            try:
                await pipe.execute()
            except WatchError:
                raise AccountExists(name) from None

    async def _start_fields(self, passphrase: str) -> Fields:
        until = (_now() + self._start).isoformat()
        return {"passphrase": await self._hasher.hash(passphrase), "starts_until": until}

    async def _end_sessions(self, name: str) -> None:
        await self._redis.hincrby(keys.account(name), "epoch", 1)

    async def _need(self, name: str) -> None:
        if not NAME.fullmatch(name) or not await self._redis.exists(keys.account(name)):
            raise AccountIsUnknown(name)


def bound_to(name: str) -> str:
    """What the secret of a second factor is sealed with."""
    return f"second-factor/{name}"


def _account(name: str, raw: Mapping[bytes, bytes]) -> Account:
    fields = {field.decode(): value for field, value in raw.items()}
    return Account(
        name=name,
        role=fields["role"].decode(),
        active=fields["active"] == b"1",
        epoch=int(fields["epoch"]),
        has_second_factor="second_factor" in fields,
        created_at=datetime.fromisoformat(fields["created_at"].decode()),
        starts_until=_time(fields.get("starts_until")),
        signed_in_at=_time(fields.get("signed_in_at")),
    )


def _time(value: bytes | None) -> datetime | None:
    return datetime.fromisoformat(value.decode()) if value else None


def _now() -> datetime:
    return datetime.now(timezone.utc)
