"""`python -m staff users …`: the accounts of the console, for whoever runs the machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from redis.asyncio import Redis

from staff.accounts import (
    AccountExists,
    AccountIsUnknown,
    AccountNameIsInvalid,
    Accounts,
    RoleIsUnknown,
)
from staff.history import record
from staff.limits import load_limits
from staff.operator import say, sentence
from staff.passphrases import PassphraseHasher
from staff.redis_client import connected
from staff.requests_command import terminal_user
from staff.roles import roles
from staff.second_factor import new_recovery_codes, new_secret
from staff.settings import StaffSettings

PROBLEMS = {
    AccountExists: "user_exists",
    AccountIsUnknown: "user_unknown",
    AccountNameIsInvalid: "user_name_invalid",
    RoleIsUnknown: "user_role_unknown",
}


def add_users_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    users = commands.add_parser("users", help=sentence("users_help"))
    acts = users.add_subparsers(dest="act", required=True, metavar=sentence("command"))
    add = acts.add_parser("add", help=sentence("users_add_help"))
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=sorted(roles().roles))
    add.add_argument("--totp", action="store_true", help=sentence("users_totp_help"))
    for act in ("deactivate", "reset"):
        acts.add_parser(act, help=sentence(f"users_{act}_help")).add_argument("name")
    acts.add_parser("list", help=sentence("users_list_help"))


async def users(settings: StaffSettings, arguments: argparse.Namespace) -> int:
    """1 with a sentence when the account is not as the act needs it. Raises as `connected` does."""
    async with connected(settings.redis_url) as redis:
        accounts = Accounts(redis, settings.opener, PassphraseHasher(), load_limits().start_passphrase)
        if arguments.act == "list":
            return await _list(accounts)
        try:
            await _act(redis, accounts, arguments)
        except tuple(PROBLEMS) as error:
            known = ", ".join(sorted(roles().roles))
            print(sentence(PROBLEMS[type(error)], name=arguments.name, roles=known), file=sys.stderr)
            return 1
    return 0


async def _act(redis: Redis[bytes], accounts: Accounts, arguments: argparse.Namespace) -> None:
    name = arguments.name
    if arguments.act == "deactivate":
        await accounts.deactivate(name)
        await record(redis, terminal_user(), "account.deactivated", name)
        say("user_deactivated", name=name)
        return
    passphrase = await (accounts.reset(name) if arguments.act == "reset" else accounts.add(name, arguments.role))
    await record(redis, terminal_user(), f"account.{'reset' if arguments.act == 'reset' else 'added'}", name)
    print(f"name: {name}\npassphrase: {passphrase}")
    if arguments.act == "add" and arguments.totp:
        _print_factor(*await _link(redis, accounts, name))
    say("user_first_sign_in", hours=load_limits().start_passphrase // 3600)


async def _link(redis: Redis[bytes], accounts: Accounts, name: str) -> tuple[str, Sequence[str]]:
    secret = new_secret()
    await accounts.set_second_factor(name, secret)
    return secret, await new_recovery_codes(redis, name)


def _print_factor(secret: str, codes: Sequence[str]) -> None:
    print(f"totp: {secret}\nrecovery: {' '.join(codes)}")


async def _list(accounts: Accounts) -> int:
    """One JSON object a line."""
    for account in await accounts.all():
        row = {
            "name": account.name,
            "role": account.role,
            "active": account.active,
            "second_factor": account.has_second_factor,
            "signed_in_at": account.signed_in_at.isoformat() if account.signed_in_at else None,
        }
        print(json.dumps(row, ensure_ascii=False))
    return 0
