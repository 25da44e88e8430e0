"""What is passed on to another service, as data. Called by handover_pdf and page_handover.

Only what the person gave: never the notes of the team, never the letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.contact_request import ContactRequest
from casework.yaml_files import read_yaml
from staff.caseload import Row
from staff.view import phone
from staff.words import Words, day_and_time, full_day_and_time

FILE = Path(__file__).parent / "data" / "handover.yml"
RECIPIENTS = ("caprev", "referent")


@dataclass(frozen=True)
class Handover:
    row: Row
    given: ContactRequest
    recipient: str
    account: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """For a case management system; times in ISO 8601, the phone in E.164."""
        person = self.given
        return {
            "format": "relais-handover-1",
            "reference": self.row.reference,
            "received_at": self.row.created_at.isoformat(),
            "handed_over_at": self.at.isoformat(),
            "handed_over_by": self.account,
            "handed_over_to": self.recipient,
            "urgent": person.urgent,
            "urgent_reasons": list(person.urgent_reasons),
            "role": person.role,
            "minor": person.minor,
            "name": person.name,
            "contact": {
                "by": person.channel, "phone": person.phone, "when": person.when, "voicemail_ok": person.voicemail_ok,
                "email": person.email,
            },
            "commune": person.commune,
            "message": person.message,
            "conversation": person.conversation,
        }  # fmt: skip


@dataclass(frozen=True)
class HandoverPage:
    """The same for a human being: a title, lines of (label, value), the message, the small print.

    `talk`: (who and when, text) of each line of the conversation, which follows on pages of its own; empty without."""

    title: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, str], ...]
    footer: tuple[str, ...]
    talk_title: str
    talk: tuple[tuple[str, str], ...]


def page_of(handover: Handover, words: Words) -> HandoverPage:
    said = read_yaml(FILE)
    to = said["to"].format(recipient=said["recipients"][handover.recipient])
    by = said["by"].format(account=handover.account, day=full_day_and_time(handover.at))
    labels = said["labels"]
    given = {name: value for name, value in _values(handover, words, said).items() if value is not None}
    blocks = [(labels["message"], handover.given.message or said["none"])]
    if handover.given.urgent_reasons:
        blocks.append((labels["reasons"], " · ".join(handover.given.urgent_reasons)))
    return HandoverPage(
        title=said["title"],
        subtitle=f"{to}\n{by}",
        lines=tuple((labels[name], value) for name, value in given.items()),
        blocks=tuple(blocks),
        footer=tuple(said["footer"]),
        talk_title=said["talk"].format(reference=handover.row.reference),
        talk=tuple(_talk(handover.given, words)),
    )


def _talk(given: ContactRequest, words: Words) -> Iterator[tuple[str, str]]:
    for line in given.conversation or ():
        at = day_and_time(datetime.fromisoformat(line["at"])) if line.get("at") else ""
        yield ", ".join(filter(None, (words.of("speakers", line.get("by", "")), at))), line.get("text", "")


def _values(handover: Handover, words: Words, said: Mapping[str, Any]) -> dict[str, str | None]:
    """None leaves a line out."""
    person, by_phone = handover.given, bool(handover.given.phone)
    role = words.of("roles", person.role) + (f", {said['minor']}" if person.minor else "")
    voicemail = said["voicemail_yes"] if person.voicemail_ok else said["voicemail_no"]
    return {
        "reference": handover.row.reference,
        "received": full_day_and_time(handover.row.created_at),
        "urgent": words.words["yes"] if person.urgent else words.words["no"],
        "role": role,
        "name": person.name or said["none"],
        "contact": words.of("contact_channels", person.channel),
        "phone": phone(person.phone) if person.phone else None,
        "when": person.when or (said["none"] if by_phone else None),
        "voicemail": voicemail if by_phone else None,
        "email": person.email,
        "commune": person.commune or said["none"],
    }
