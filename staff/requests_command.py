"""`python -m staff requests --json`: every contact request, decrypted, for whoever holds the keys."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Any

from redis.asyncio import Redis

from casework import trail
from casework.contact_request import StoredRequest
from casework.request_changes import as_it_stands
from casework.requests import RequestStore
from casework.sealing import CannotOpen, CaseOpener
from staff.operator import sentence
from staff.redis_client import connected
from staff.settings import StaffSettings

GIVEN = ("recipient", "role", "minor", "channel", "source_channel", "name", "phone", "email", "when", "voicemail_ok",
         "commune", "message", "write_here", "urgent_reasons", "conversation")  # fmt: skip


def terminal_user() -> str:
    """How somebody who works in a terminal is named in the trail."""
    return f"terminal:{getpass.getuser()}"


async def print_requests(settings: StaffSettings) -> int:
    """One JSON object a line; 1 when a request could not be opened, 0 otherwise. Raises as `connected` does."""
    async with connected(settings.redis_url) as redis:
        await trail.record(redis, terminal_user(), "requests.exported")
        rows = [await request_row(redis, stored, settings.opener) for stored in await RequestStore(redis).all()]
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    if unreadable := sum(row["unreadable"] for row in rows):
        print(sentence("some_unreadable", count=unreadable), file=sys.stderr)
    return 1 if unreadable else 0


async def request_row(redis: Redis[bytes], stored: StoredRequest, opener: CaseOpener) -> dict[str, Any]:
    """All fields of the contract, the latest values; what was erased or cannot be opened is null."""
    row: dict[str, Any] = {
        "reference": stored.reference,
        "created_at": stored.created_at.isoformat(),
        "changed_at": stored.changed_at.isoformat(),
        "status": stored.status,
        "urgent": stored.urgent,
        "unreadable": False,
        **dict.fromkeys(GIVEN),
    }
    try:
        request = await as_it_stands(redis, stored, opener)
    except CannotOpen:
        return {**row, **_in_the_clear(stored), "unreadable": True}
    if request is None:
        return {**row, **_in_the_clear(stored)}
    given = request.to_json()
    return {**row, **{name: given[name] for name in GIVEN}}


def _in_the_clear(stored: StoredRequest) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in ("recipient", "role", "minor", "channel", "source_channel")}
