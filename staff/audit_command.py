"""`python -m staff audit verify|list`: whether the trail is whole, and what stands in it. Needs Redis, no keys."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from casework.trail import TrailHead, TrailIsBroken, lines, verify
from staff.history import record
from staff.operator import say, sentence, trail_problem
from staff.redis_client import connected
from staff.requests_command import terminal_user


def add_audit_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser("audit", help=sentence("audit_help"))
    acts = audit.add_subparsers(dest="act", required=True, metavar=sentence("command"))
    check = acts.add_parser("verify", help=sentence("audit_verify_help"))
    check.add_argument("--head", help=sentence("audit_head_help"), metavar="N:HASH")
    acts.add_parser("list", help=sentence("audit_list_help"))


async def audit(redis_url: str, arguments: argparse.Namespace) -> int:
    """1 when a line was altered or is missing. Raises as `connected` does."""
    async with connected(redis_url) as redis:
        if arguments.act == "list":
            await record(redis, terminal_user(), "trail.viewed")
            async for line, _ in lines(redis):
                print(json.dumps(asdict(line), ensure_ascii=False))
            return 0
        try:
            head = await verify(redis)
            if arguments.head:
                await _check_noted_head([line.hash async for line, _ in lines(redis)], arguments.head)
        except TrailIsBroken as error:
            print(sentence("trail_broken", reason=trail_problem(error)), file=sys.stderr)
            return 1
        await record(redis, terminal_user(), "trail.verified")
    _say_whole(head)
    return 0


def _say_whole(head: TrailHead) -> None:
    say("trail_whole", count=head.number, head=f"{head.number}:{head.hash}")


async def _check_noted_head(hashes: list[str], noted: str) -> None:
    """A head that was noted elsewhere shows that even a trail rewritten as a whole is another one."""
    number, _, hash = noted.partition(":")
    place = int(number) - 1 if number.isdigit() else -1
    if not (0 <= place < len(hashes) and hashes[place] == hash):
        raise TrailIsBroken("head_differs")
