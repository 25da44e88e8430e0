"""Signing in: first the passphrase, then a code of the second factor. Called by its pages.

Whatever is wrong, the answer is the same, and takes as long: nobody learns which accounts exist.
"""

from __future__ import annotations

from datetime import datetime, timezone

from casework.sealing import CannotOpen
from staff.console import Console
from staff.history import record
from staff.pending import Pending
from staff.second_factor import (
    new_recovery_codes,
    step_of,
    use_code,
    use_recovery_code,
)
from staff.sessions import Session

SOMEBODY = "?"


class SignInIsRefused(Exception):
    """Name, passphrase or code is wrong; which of them is not told."""


class MustWait(SignInIsRefused):
    """Too many wrong tries: the next one may be made in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


class StartIsTooLate(SignInIsRefused):
    """The first passphrase of an account was not used in time."""


async def prove_passphrase(console: Console, name: str, passphrase: str, address: str) -> Pending:
    """Raises MustWait, StartIsTooLate, SignInIsRefused."""
    name = name.strip().lower()
    await _check_wait(console, name, address)
    fits = await console.accounts.passphrase_fits(name, passphrase)
    account = await console.accounts.get(name)
    if account is None or not fits or not account.active:
        # A typed name may be a passphrase that slipped into the wrong field: only known names are written down.
        await _refuse(console, name, address, shown=name if account else SOMEBODY)
    assert account is not None
    if account.starts_until and account.starts_until < datetime.now(timezone.utc):
        raise StartIsTooLate
    return await console.pending.start(name, account.epoch)


async def prove_code(console: Console, pending: Pending, code: str, address: str) -> Session:
    """A code of the app or a recovery code. Raises MustWait, SignInIsRefused."""
    name = pending.account
    await _check_wait(console, name, address)
    account = await console.accounts.get(name)
    if account is None or not account.active or account.epoch != pending.epoch:
        raise SignInIsRefused
    if not await _code_fits(console, name, code):
        await console.pending.note_failure(pending)
        await _refuse(console, name, address, shown=name)
    return await _start(console, pending, address)


async def link_app(console: Console, pending: Pending, code: str, address: str) -> tuple[Session, list[str]]:
    """The first code of a freshly shown secret: from now on it is needed. Returns the recovery codes, shown once.

    Raises MustWait, SignInIsRefused.
    """
    name = pending.account
    await _check_wait(console, name, address)
    account = await console.accounts.get(name)
    linked = account is None or account.has_second_factor or account.epoch != pending.epoch
    if linked or pending.secret is None:
        raise SignInIsRefused
    if step_of(pending.secret, code) is None:
        await console.pending.note_failure(pending)
        await _refuse(console, name, address, shown=name)
    await console.accounts.set_second_factor(name, pending.secret)
    await use_code(console.redis, name, pending.secret, code)
    codes = await new_recovery_codes(console.redis, name)
    await record(console.redis, name, "account.second_factor", name)
    return await _start(console, pending, address), codes


async def _code_fits(console: Console, name: str, code: str) -> bool:
    try:
        secret = await console.accounts.second_factor(name)
    except CannotOpen:
        secret = None
    if secret and await use_code(console.redis, name, secret, code):
        return True
    if await use_recovery_code(console.redis, name, code):
        await record(console.redis, name, "session.recovery_code", name)
        return True
    return False


async def _start(console: Console, pending: Pending, address: str) -> Session:
    name = pending.account
    await console.pending.end(pending.token)
    await console.slow_down.note_success(name, address)
    await console.accounts.note_sign_in(name)
    await record(console.redis, name, "session.started", name)
    return await console.sessions.start(name, pending.epoch)


async def _check_wait(console: Console, name: str, address: str) -> None:
    if seconds := await console.slow_down.seconds_to_wait(name, address):
        raise MustWait(seconds)


async def _refuse(console: Console, name: str, address: str, shown: str) -> None:
    """Raises SignInIsRefused, once it is counted and written down."""
    await console.slow_down.note_failure(name, address)
    await record(console.redis, shown, "session.failed", shown)
    raise SignInIsRefused
