"""What goes in and out of a channel: the incoming message, the bubble that answers it. Used all over bot/."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, Literal, NewType

from casework.pseudonyms import Pseudonym
from casework.replies import ContactCard

# A message's id as it may stand in Redis: a keyed hash of `channel:bot:id`.
MessageKey = NewType("MessageKey", str)
# What a button carries in a chat: 20 characters that only we can map to a payload.
ButtonId = NewType("ButtonId", str)

LONGEST_TEXT = 4096


class Kind(str, Enum):
    """TEXT: words. BUTTON: `text` is the tapped button's id. CORRECTION: words that correct a message taken up before.
    UNREADABLE: `text` says what came (voice, photo, video, sticker, file, location, contact, other)."""

    TEXT = "text"
    BUTTON = "button"
    UNREADABLE = "unreadable"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Address:
    """Whom to answer, and where: `chat` is the channel's own id of the conversation (never logged)."""

    channel: str
    bot: str
    chat: str
    person: Pseudonym


@dataclass(frozen=True)
class IncomingMessage:
    """One message as a channel hands it in. `id` is unique within channel and bot; times are timezone-aware.

    `at` moves the clock that opening hours are judged by (terminal only, never in production)."""

    channel: str
    bot: str
    chat: str
    id: str
    text: str
    sent_at: datetime
    received_at: datetime
    kind: Kind = Kind.TEXT
    at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", tidied(self.text))

    def as_kind(self, kind: Kind) -> IncomingMessage:
        return replace(self, kind=kind)

    def to_bytes(self) -> bytes:
        """What is sealed and kept until the message has been answered."""
        fields = {
            "channel": self.channel,
            "bot": self.bot,
            "chat": self.chat,
            "id": self.id,
            "text": self.text,
            "sent_at": self.sent_at.isoformat(),
            "received_at": self.received_at.isoformat(),
            "kind": self.kind.value,
            "at": self.at.isoformat() if self.at else None,
        }
        return json.dumps(fields, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> IncomingMessage:
        """Raises ValueError or KeyError when `data` is not of the form of `to_bytes`."""
        fields: dict[str, Any] = json.loads(data)
        return cls(
            channel=fields["channel"],
            bot=fields["bot"],
            chat=fields["chat"],
            id=fields["id"],
            text=fields["text"],
            sent_at=datetime.fromisoformat(fields["sent_at"]),
            received_at=datetime.fromisoformat(fields["received_at"]),
            kind=Kind(fields["kind"]),
            at=datetime.fromisoformat(fields["at"]) if fields["at"] else None,
        )


@dataclass(frozen=True)
class ShownButton:
    """A button as the person's client gets it: the id comes back when it is tapped."""

    title: str
    id: ButtonId


@dataclass(frozen=True)
class Bubble:
    """One reply on its way to a chat. `id` is the same when it is sent again after a crash."""

    id: str
    text: str
    buttons: tuple[ShownButton, ...] = ()
    contact: ContactCard | None = None

    def to_json(self) -> dict[str, Any]:
        """The form of `Reply.to_json`; a button's `payload` is the id that was shown."""
        return {
            "text": self.text,
            "buttons": [{"title": button.title, "payload": button.id} for button in self.buttons],
            "contact": self.contact.to_json() if self.contact else None,
        }


@dataclass(frozen=True)
class FinishedTurn:
    """A message has had its answer, or the lifeline (`how`; then a late answer may still follow)."""

    message: MessageKey
    how: Literal["answer", "lifeline"]
    parse: dict[str, Any]


def tidied(text: str) -> str:
    """Without half characters and control characters, which break other programs, and not endless."""
    readable = text.encode("utf-8", "ignore").decode("utf-8")
    readable = "".join(sign for sign in readable if sign.isprintable() or sign in "\n\t\u00a0\u202f\u200d")
    if len(readable) <= LONGEST_TEXT:
        return readable
    # The question often stands at the end.
    return readable[:3000] + "\n…\n" + readable[-(LONGEST_TEXT - 3003) :]
