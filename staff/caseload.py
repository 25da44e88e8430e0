"""The list of requests as staff sort it: urgent first, then what waits longest for somebody. Called by page_list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from redis.asyncio import Redis

from casework import keys
from casework.references import Reference, read_reference
from casework.request_states import request_states
from casework.scripts import run_script

LIST = Path(__file__).parent / "lua" / "list_requests.lua"
DAY = 86_400
OPEN_STATES = ("nouveau", "pris_en_charge", "contacte")
FIELDS = ("status", "created_at", "urgent", "recipient", "role", "minor", "channel", "source_channel", "claimed_by",
          "unread", "handed_over_to", "receipt_at")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One request without its content: nothing here was written by the person. `holder` is empty when nobody has it."""

    reference: Reference
    status: str
    created_at: datetime
    urgent: bool
    recipient: str
    role: str
    minor: bool
    channel: str
    source_channel: str
    holder: str
    unread: bool
    has_content: bool
    days_left: int
    handed_over_to: str = ""
    receipt_at: str = ""

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATES

    def leaves_soon(self, warn_days: int) -> bool:
        """Whether to warn; of a state that lasts no longer than the warning, in its second half."""
        return self.has_content and self.days_left < min(warn_days, request_states().states[self.status].keep_days // 2)

    @property
    def destination(self) -> str:
        """Whom it was passed on to, or whom the person asked for."""
        return self.handed_over_to or self.recipient


@dataclass(frozen=True)
class Filters:
    """Empty means no filter; `status` is a state, `ouvertes` (the default) or `toutes`."""

    status: str = "ouvertes"
    urgent: bool = False
    role: str = ""
    minor: bool = False
    mine: bool = False
    source_channel: str = ""
    search: str = ""

    @classmethod
    def of_query(cls, query: Mapping[str, str]) -> Filters:
        return cls(
            status=query.get("etat") or "ouvertes",
            urgent="urgent" in query,
            role=query.get("qui", ""),
            minor="mineur" in query,
            mine="a-moi" in query,
            source_channel=query.get("voie", ""),
            search=query.get("reference", "").strip(),
        )

    def passes(self, row: Row, account: str) -> bool:
        if self.search:
            return self._found(row)
        return (
            self._has_status(row)
            and (not self.urgent or row.urgent)
            and (not self.minor or row.minor)
            and (not self.mine or row.holder == account)
            and self.role in ("", row.role)
            and self.source_channel in ("", row.source_channel)
        )

    def _has_status(self, row: Row) -> bool:
        if self.status == "toutes":
            return True
        return row.is_open if self.status == "ouvertes" else row.status == self.status

    def _found(self, row: Row) -> bool:
        """The whole reference as it was typed or heard, or a part of it."""
        whole = read_reference(self.search)
        typed = "".join(sign for sign in self.search.upper() if sign.isalnum())
        return row.reference == whole or (len(typed) >= 3 and typed in row.reference.replace("-", ""))

    @property
    def any(self) -> bool:
        return self != Filters()


async def rows(redis: Redis[bytes]) -> list[Row]:
    """Every request, in the order in which staff should look at them."""
    answer = await run_script(redis, LIST.read_text(), [keys.CASES], [keys.case(""), *FIELDS])
    found = [_row(Reference(reference), said, bool(there), ttl) for reference, there, ttl, *said in json.loads(answer)]
    return sorted(found, key=_order)


def _order(row: Row) -> tuple[bool, bool, bool, datetime]:
    """What is open, urgent, waiting for somebody, old comes before what is less so."""
    return not row.is_open, not (row.is_open and row.urgent), bool(row.holder), row.created_at


async def row(redis: Redis[bytes], reference: Reference) -> Row | None:
    values = await redis.hmget(keys.case(reference), *FIELDS)
    if values[0] is None:
        return None
    has_content = await redis.hexists(keys.case(reference), "sealed")
    said = [(value or b"").decode() for value in values]
    return _row(reference, said, has_content, await redis.ttl(keys.case(reference)))


def _row(reference: Reference, values: list[str], has_content: bool, ttl: int) -> Row:
    said = dict(zip(FIELDS, values, strict=True))
    return Row(
        reference=reference,
        status=said["status"],
        created_at=datetime.fromisoformat(said["created_at"]),
        urgent=said["urgent"] == "1",
        recipient=said["recipient"],
        role=said["role"],
        minor=said["minor"] == "1",
        channel=said["channel"],
        source_channel=said["source_channel"],
        holder=said["claimed_by"],
        unread=bool(said["unread"]),
        has_content=has_content,
        days_left=max(0, ttl) // DAY,
        handed_over_to=said["handed_over_to"],
        receipt_at=said["receipt_at"],
    )


def states_to_choose() -> list[str]:
    return list(request_states().states)
