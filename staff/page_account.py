"""One's own account: a new passphrase, new recovery codes. Each asks for a code of the app first."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from casework.sealing import CannotOpen
from staff import cookies
from staff.roles import roles
from staff.second_factor import new_recovery_codes, recovery_codes_left, use_code
from staff.visit import Visit


async def show_account(visit: Visit) -> Response:
    left = await recovery_codes_left(visit.console.redis, visit.who.name)
    return await visit.page("account.html", codes_left=left, passphrase=None, role_title=_title(visit))


async def renew_passphrase(visit: Visit) -> Response:
    """Ends every session of the account, this one too; the browser gets a new one at once."""
    if refusal := await _refused(visit):
        return refusal
    name = visit.who.name
    passphrase = await visit.console.accounts.new_passphrase(name)
    await visit.record("account.new_passphrase", name)
    account = await visit.console.accounts.get(name)
    assert account is not None
    session = await visit.console.sessions.start(name, account.epoch)
    left = await recovery_codes_left(visit.console.redis, name)
    shown: dict[str, Any] = {"codes_left": left, "passphrase": passphrase, "role_title": _title(visit)}
    response = await visit.page("account.html", **shown, form_token=session.form_token)
    cookies.put(response, cookies.SESSION, session.token, secure=visit.secure)
    return response


async def renew_recovery_codes(visit: Visit) -> Response:
    if refusal := await _refused(visit):
        return refusal
    codes = await new_recovery_codes(visit.console.redis, visit.who.name)
    await visit.record("account.new_recovery_codes", visit.who.name)
    return await visit.page("recovery_codes.html", codes=codes)


def _title(visit: Visit) -> str:
    return roles().roles[visit.who.role].title


async def _refused(visit: Visit) -> Response | None:
    """A session that was left open is not enough for these; wrong tries slow down as at the sign-in."""
    console, name = visit.console, visit.who.name
    waiting = await console.slow_down.seconds_to_wait(name, visit.address)
    if not waiting and await _proves(visit):
        return None
    if not waiting:
        await console.slow_down.note_failure(name, visit.address)
        await visit.record("session.failed", name)
    return await visit.say_and_go("/compte", "wrong_code", bad=True)


async def _proves(visit: Visit) -> bool:
    console, name = visit.console, visit.who.name
    try:
        secret = await console.accounts.second_factor(name)
    except CannotOpen:
        return False
    return bool(secret) and await use_code(console.redis, name, secret or "", visit.form.get("code", ""))
