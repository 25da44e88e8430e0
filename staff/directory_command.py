"""`python -m staff directory list|confirm`: what is confirmed, and taking confirmations into the directory's file."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path

from redis.asyncio import Redis

from casework.directory import load_directory
from casework.yaml_files import DATA
from staff.directory_book import DirectoryBook, fingerprint
from staff.history import record
from staff.limits import load_limits
from staff.operator import say, sentence
from staff.redis_client import connected
from staff.requests_command import terminal_user

FILE = DATA / "services.yml"


def add_directory_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    directory = commands.add_parser("directory", help=sentence("directory_help"))
    acts = directory.add_subparsers(dest="act", required=True, metavar=sentence("command"))
    acts.add_parser("list", help=sentence("directory_list_help"))
    confirm = acts.add_parser("confirm", help=sentence("directory_confirm_help"))
    confirm.add_argument("id", nargs="*")
    confirm.add_argument("--file", type=Path, default=FILE, help=argparse.SUPPRESS)


async def directory(redis_url: str, arguments: argparse.Namespace) -> int:
    """1 when an entry is unknown or the file cannot be written. Raises as `connected` does."""
    services = load_directory(FILE if arguments.act == "list" else arguments.file)
    async with connected(redis_url) as redis:
        book = DirectoryBook(redis, services, load_limits().confirm_again_months)
        return await (_list(book) if arguments.act == "list" else _confirm(redis, book, arguments))


async def _list(book: DirectoryBook) -> int:
    """One JSON object a line, what has to be done first."""
    for entry in await book.entries():
        row = {
            "id": entry.service.id,
            "name": entry.service.name,
            "standing": entry.standing,
            "confirmed_on": entry.on.isoformat() if entry.on else None,
            "by": entry.by or None,
        }
        print(json.dumps(row, ensure_ascii=False))
    return 0


async def _confirm(redis: Redis[bytes], book: DirectoryBook, arguments: argparse.Namespace) -> int:
    """Notes the named entries as confirmed, then takes every confirmation that still fits into the file."""
    for id in arguments.id:
        try:
            await book.confirm(id, terminal_user())
        except KeyError:
            print(sentence("directory_unknown", id=id), file=sys.stderr)
            return 1
        await record(redis, terminal_user(), "directory.confirmed", id)
    days = await _days_to_write(book)
    try:
        written = write_days(arguments.file, days)
    except OSError:
        print(sentence("directory_unwritable", path=arguments.file.name), file=sys.stderr)
        return 1
    if written:
        await record(redis, terminal_user(), "directory.written")
    say("directory_written", count=written)
    return 0


async def _days_to_write(book: DirectoryBook) -> dict[str, date]:
    """By id: the day of each confirmation whose entry has not changed since."""
    entries = {entry.service.id: entry.service for entry in await book.entries()}
    known = await book.confirmations()
    return {
        id: said.on
        for id, said in known.items()
        if id in entries and said.fingerprint == fingerprint(entries[id]) and entries[id].checked_on != said.on
    }


def write_days(path: Path, days: dict[str, date]) -> int:
    """Sets `checked_on` of these entries, touching no other character. Raises OSError. Returns how many it changed."""
    parts = re.split(r"(?m)^(?=  - id: )", path.read_text(encoding="utf-8"))
    written = 0
    for place, part in enumerate(parts):
        id = re.match(r"  - id: ([\w-]+)", part)
        if id and id.group(1) in days:
            fresh = f'"{days[id.group(1)].isoformat()}"'
            parts[place], changed = re.subn(r"(?m)^(    checked_on:) .*$", rf"\1 {fresh}", part, count=1)
            written += changed
    if written:
        path.write_text("".join(parts), encoding="utf-8")
    return written
