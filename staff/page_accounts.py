"""The accounts: who may come in, with which role. For administration, who in turn cannot read a request."""

from __future__ import annotations

from starlette.responses import Response

from staff.accounts import AccountExists, AccountIsUnknown, AccountNameIsInvalid, RoleIsUnknown
from staff.gate import error_page
from staff.roles import roles
from staff.visit import Visit


async def show_accounts(visit: Visit) -> Response:
    return await _page(visit)


async def add_account(visit: Visit) -> Response:
    name = visit.form.get("nom", "").strip().lower()
    try:
        passphrase = await visit.console.accounts.add(name, visit.form.get("role", ""))
    except AccountNameIsInvalid:
        return await visit.say_and_go("/comptes", "account_name_invalid", bad=True)
    except AccountExists:
        return await visit.say_and_go("/comptes", "account_exists", bad=True, name=name)
    except RoleIsUnknown:
        return await visit.say_and_go("/comptes", "role_unknown", bad=True)
    await visit.record("account.added", name)
    return await _page(visit, fresh=(name, passphrase))


async def deactivate_account(visit: Visit) -> Response:
    name = visit.request.path_params["name"]
    if name == visit.who.name:
        return await visit.say_and_go("/comptes", "not_yourself", bad=True)
    try:
        await visit.console.accounts.deactivate(name)
    except AccountIsUnknown:
        return await error_page(visit, 404)
    await visit.record("account.deactivated", name)
    return await visit.say_and_go("/comptes", "deactivated", name=name)


async def reset_account(visit: Visit) -> Response:
    name = visit.request.path_params["name"]
    if name == visit.who.name:
        return await visit.say_and_go("/comptes", "not_yourself", bad=True)
    try:
        passphrase = await visit.console.accounts.reset(name)
    except AccountIsUnknown:
        return await error_page(visit, 404)
    await visit.record("account.reset", name)
    return await _page(visit, fresh=(name, passphrase))


async def _page(visit: Visit, fresh: tuple[str, str] | None = None) -> Response:
    accounts = await visit.console.accounts.all()
    hours = visit.console.limits.start_passphrase // 3600
    return await visit.page("accounts.html", accounts=accounts, fresh=fresh, roles=roles(), start_hours=hours)
