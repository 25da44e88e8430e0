"""What the bot may ask of the channel: the body of `turn`, checked; a person's text can never be a command."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LONGEST_ID = 300
LONGEST_TEXT = 20_000
# Rasa obeys a message that begins with "/"; so would a slash of another alphabet once it is normalised, or one
# behind spaces and invisible characters.
_COMMAND_START = re.compile(
    r"^[\s/／⁄∕\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
_PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<slots>\{.*\})?", re.DOTALL)
NOTHING_SAID = "?"


class BodyIsInvalid(ValueError):
    """The message names the field, never its content."""


@dataclass(frozen=True)
class Ask:
    """`text` goes to Rasa as it is: a person's words without a leading slash, or the payload of a button."""

    id: str
    sender: str
    text: str
    metadata: dict[str, str]


def read_ask(body: Any, *, intents: Collection[str], may_move_clock: bool) -> Ask:
    """`intents`: those of the model, the only ones a payload may name. Raises BodyIsInvalid."""
    if not isinstance(body, dict):
        raise BodyIsInvalid("the body must be a JSON object")
    return Ask(
        id=_short(body, "id"),
        sender=read_sender(body),
        text=_text(body, intents),
        metadata=_metadata(body, may_move_clock),
    )


def read_sender(body: Any) -> str:
    """Raises BodyIsInvalid."""
    if not isinstance(body, dict):
        raise BodyIsInvalid("the body must be a JSON object")
    return _short(body, "sender")


def read_text(body: Any) -> str:
    """A person's words that are no turn, as they may be read. Raises BodyIsInvalid."""
    if not isinstance(body, dict) or body.get("text") is None:
        raise BodyIsInvalid("text must be given")
    return _text({"text": body["text"]}, ())


def without_command(text: str) -> str:
    """What a person wrote, unable to be read as a command; never empty."""
    return _COMMAND_START.sub("", text).strip() or NOTHING_SAID


def _text(body: dict[str, Any], intents: Collection[str]) -> str:
    text, payload = body.get("text"), body.get("payload")
    if (text is None) == (payload is None):
        raise BodyIsInvalid("either text or payload must be given")
    if payload is not None:
        return _checked_payload(payload, intents)
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise BodyIsInvalid(f"text must be a text of at most {LONGEST_TEXT} characters")
    return without_command(text)


def _checked_payload(payload: Any, intents: Collection[str]) -> str:
    match = _PAYLOAD.fullmatch(payload) if isinstance(payload, str) else None
    if not match or match["intent"] not in intents or not _is_object(match["slots"] or "{}"):
        raise BodyIsInvalid("payload must be /intent or /intent{…} with an intent of the model")
    return str(payload)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _metadata(body: dict[str, Any], may_move_clock: bool) -> dict[str, str]:
    metadata = {"channel": _short(body, "channel")} if body.get("channel") else {}
    if body.get("at") is None:
        return metadata
    if not may_move_clock:
        raise BodyIsInvalid("at is refused in production")
    return {**metadata, "at": _moment(body["at"])}


def _moment(value: Any) -> str:
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).isoformat()
    except (AttributeError, ValueError):
        raise BodyIsInvalid("at must be a date and time in ISO form") from None


def _short(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise BodyIsInvalid(f"{name} must be a text of 1 to {LONGEST_ID} characters")
    return value
