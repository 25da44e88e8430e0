"""Everything the page of one request shows, and what this account may do there. Called by page_request."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.case_file import CaseFile, FileEntry
from casework.claims import CLAIMED, CONTACTED, HANDED_OVER
from casework.contact_request import ContactRequest
from casework.references import Reference
from casework.request_changes import fields_changed, with_changes
from casework.sealing import CannotOpen
from casework.staff_mail import talk_is_open
from casework.trail import TrailLine
from staff import caseload
from staff.caseload import Row
from staff.visit import Visit


@dataclass(frozen=True)
class CaseView:
    """`given`: the latest values; None once the content is erased, or when no key opens it (`unreadable`).

    `changed_at`: when the person changed it last, or when it came into its state."""

    row: Row
    given: ContactRequest | None
    unreadable: bool
    notes: Sequence[FileEntry]
    letters: Sequence[FileEntry]
    changes: Sequence[tuple[datetime, list[str]]]
    changed_at: datetime
    history: Sequence[TrailLine]
    talk_open: bool
    can_write: bool
    why_not_write: str
    may_act: bool
    may_claim: bool
    may_give_back: bool
    may_assign: bool
    may_erase: bool
    moves: Sequence[str]
    colleagues: Sequence[str]

    @property
    def fields_changed(self) -> set[str]:
        return {field for _, fields in self.changes for field in fields}

    @property
    def letters_version(self) -> str:
        """Changes when a letter came, or when one was delivered."""
        said = [(entry.id, entry.delivery) for entry in self.letters]
        return hashlib.sha256(repr((said, self.talk_open)).encode()).hexdigest()[:12]


async def case_view(visit: Visit, reference: Reference) -> CaseView | None:
    """None when there is no such request."""
    row = await caseload.row(visit.console.redis, reference)
    stored = await visit.console.store.get(reference)
    if row is None or stored is None:
        return None
    try:
        given, unreadable = stored.opened(visit.console.opener), False
    except CannotOpen:
        given, unreadable = None, True
    entries = await _entries(visit, reference)
    changes = fields_changed(given, entries) if given else []
    given = with_changes(given, entries) if given else None
    why_not = why_not_write(visit, row, given)
    mine = row.holder == visit.who.name
    over_others, works = visit.who.may("cases.assign"), visit.who.may("cases.work")
    may_act = works and (mine or over_others)
    return CaseView(
        row=row,
        given=given,
        unreadable=unreadable,
        notes=[entry for entry in entries if entry.kind == "note"],
        letters=[entry for entry in entries if entry.kind in ("to_person", "from_person")],
        changes=changes,
        changed_at=stored.changed_at,
        history=_without_repeated_reads(await visit.console.history.about(reference)),
        talk_open=given is not None and await talk_is_open(visit.console.redis, given.person, reference),
        can_write=may_act and not why_not,
        why_not_write=why_not,
        may_act=may_act,
        may_claim=works and row.is_open and not row.holder,
        may_give_back=may_act and bool(row.holder) and row.status in (CLAIMED, CONTACTED),
        may_assign=over_others and (row.is_open or row.status == HANDED_OVER),
        may_erase=visit.who.may("cases.erase"),
        moves=visit.console.claims.moves(row.status, visit.worker) if may_act else (),
        colleagues=await case_workers(visit) if over_others else (),
    )


async def _entries(visit: Visit, reference: Reference) -> list[FileEntry]:
    try:
        return await CaseFile(visit.console.redis, reference).entries(visit.console.opener)
    except CannotOpen:
        return []


def why_not_write(visit: Visit, row: Row, given: ContactRequest | None) -> str:
    """Why nobody may write to this person through the assistant, as a key of the page; empty when one may."""
    if given is None or not row.is_open:
        return "closed"
    if not (given.write_here or given.channel == "chat"):
        return "not_agreed"
    return "" if visit.console.mail else "no_key"


async def case_workers(visit: Visit) -> list[str]:
    """The accounts that a request can be given to."""
    return [account.name for account in await visit.console.accounts.all() if account.may("cases.work")]


def _without_repeated_reads(lines: Sequence[TrailLine]) -> list[TrailLine]:
    """Of the reads in a row by the same account, the last one."""
    kept: list[TrailLine] = []
    for line in lines:
        same = kept and line.what == "request.viewed" and (kept[-1].what, kept[-1].who) == (line.what, line.who)
        if same:
            kept.pop()
        kept.append(line)
    return kept
