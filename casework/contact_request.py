"""A contact request: what a person gave, as it is sealed; and as it lies in the store. Called through requests."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, NewType

from casework.pseudonyms import Pseudonym
from casework.references import Reference
from casework.sealing import CaseOpener

Status = NewType("Status", str)


@dataclass(frozen=True)
class ContactRequest:
    """`recipient`: caprev or referent; `role`: relative, professional or self; `channel`: phone, email or chat.

    `phone` in E.164; `conversation` only if the person agreed; `write_here`: staff may write in the chat.
    """

    recipient: str
    role: str
    channel: str
    source_channel: str
    person: Pseudonym
    minor: bool = False
    phone: str | None = None
    email: str | None = None
    when: str | None = None
    voicemail_ok: bool = False
    name: str | None = None
    commune: str | None = None
    message: str | None = None
    urgent: bool = False
    urgent_reasons: tuple[str, ...] = ()
    write_here: bool = False
    conversation: list[dict[str, Any]] | None = None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "urgent_reasons": list(self.urgent_reasons)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ContactRequest:
        """Raises TypeError when a field that every request has is missing; fields of a later version are dropped."""
        known = {field.name for field in fields(cls)}
        kept = {name: value for name, value in data.items() if name in known}
        return cls(**{**kept, "urgent_reasons": tuple(kept.get("urgent_reasons") or ())})


@dataclass(frozen=True)
class StoredRequest:
    """What anybody with the store sees. `sealed` is empty once the request was withdrawn."""

    reference: Reference
    status: Status
    created_at: datetime
    changed_at: datetime
    urgent: bool
    recipient: str
    role: str
    minor: bool
    channel: str
    source_channel: str
    person: Pseudonym
    sealed: bytes

    def opened(self, opener: CaseOpener) -> ContactRequest | None:
        """What the person gave; None once it is erased. Raises CannotOpen."""
        return ContactRequest.from_json(opener.open(self.reference, self.sealed)) if self.sealed else None
