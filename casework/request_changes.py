"""What a person changes in a request that was sent: sealed beside it, one part a change, in its file.

The actions add a part (the side that wrote a request cannot read it again); staff put the parts on top of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal

from redis.asyncio import Redis

from casework import keys, work_keys
from casework.case_file import CaseFile, FileEntry, bound_to
from casework.contact_request import ContactRequest, StoredRequest
from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.request_states import PERSON, request_states
from casework.scripts import run_script
from casework.sealing import CaseOpener, CaseSealer

CHANGE = Path(__file__).parent / "lua" / "change_request.lua"
# What may be changed afterwards; the rest (who asks, whom, how urgent) is of the day it was sent.
CHANGEABLE = {"channel", "phone", "email", "when", "voicemail_ok", "name", "commune", "message", "write_here"}
# Put to the message that was sent, which is sealed and stays as it was.
ADDED = "message_added"
Outcome = Literal["done", "unknown", "closed"]


async def add_change(
    redis: Redis[bytes],
    reference: Reference,
    person: Pseudonym,
    values: Mapping[str, Any],
    sealer: CaseSealer,
    key: str,
    *,
    now: datetime | None = None,
) -> Outcome:
    """`values`: field of ContactRequest → new value. `unknown`: not theirs, or gone; `closed`: too late.

    The same `key` again changes nothing and is `done`. Raises ValueError for a field that cannot be changed."""
    if strange := sorted(values.keys() - CHANGEABLE - {ADDED}):
        raise ValueError(f"these fields are not changed afterwards: {strange}")
    moment = (now or datetime.now(timezone.utc)).isoformat()
    content = {"kind": "change", "by": PERSON, "at": moment, "text": json.dumps(dict(values), ensure_ascii=False)}
    entry = "entry:change-" + hashlib.sha256(key.encode()).hexdigest()[:20]
    states = request_states().open_to_change()
    answer = await run_script(
        redis,
        CHANGE.read_text(),
        [keys.case(reference), work_keys.case_file(reference)],
        [person, entry, sealer.seal(bound_to(reference), content), moment, str(values.get("channel") or ""), *states],
    )
    outcome: Outcome = answer.decode()
    return outcome


def with_changes(given: ContactRequest, entries: Sequence[FileEntry]) -> ContactRequest:
    """The latest values. `entries`: of the request's file, the oldest first."""
    for entry in entries:
        if entry.kind == "change":
            told = json.loads(entry.text)
            given = replace(given, **{name: value for name, value in told.items() if name in CHANGEABLE})
            if added := told.get(ADDED):
                given = replace(given, message="\n".join(part for part in (given.message, added) if part))
    return given


def fields_changed(given: ContactRequest, entries: Sequence[FileEntry]) -> list[tuple[datetime, list[str]]]:
    """When, and which fields have another value since: without their values. `given`: as it was sent."""
    changes = []
    for entry in entries:
        after = with_changes(given, [entry])
        others = sorted(name for name in CHANGEABLE if getattr(after, name) != getattr(given, name))
        if others:
            changes.append((entry.at, others))
        given = after
    return changes


async def as_it_stands(redis: Redis[bytes], stored: StoredRequest, opener: CaseOpener) -> ContactRequest | None:
    """What the person gave, with what they changed since; None once it is erased. Raises CannotOpen."""
    given = stored.opened(opener)
    return with_changes(given, await CaseFile(redis, stored.reference).entries(opener)) if given else None
