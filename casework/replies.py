"""What is said back to a person, whatever the channel: made by the actions and by the lifeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """One tap: `title` is shown, `payload` is `/intent` or `/intent{"slot": "value"}`."""

    title: str
    payload: str

    def to_json(self) -> dict[str, str]:
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class ContactCard:
    """A number to tap: `phone` in E.164, or a short code such as 112."""

    name: str
    phone: str

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "phone": self.phone}


@dataclass(frozen=True)
class Reply:
    """One bubble, with its buttons and at most one contact card under it."""

    text: str
    buttons: tuple[Button, ...] = ()
    contact: ContactCard | None = None

    def to_json(self) -> dict[str, Any]:
        """The form every door gives it: `{"text", "buttons": [...], "contact": {...} or null}`."""
        return {
            "text": self.text,
            "buttons": [button.to_json() for button in self.buttons],
            "contact": self.contact.to_json() if self.contact else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reply:
        """Raises KeyError or TypeError when `data` is not of the form of `to_json`."""
        contact = data.get("contact")
        return cls(
            text=data["text"],
            buttons=tuple(Button(b["title"], b["payload"]) for b in data.get("buttons") or ()),
            contact=ContactCard(contact["name"], contact["phone"]) if contact else None,
        )
