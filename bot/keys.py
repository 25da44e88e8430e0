"""The Redis keys of the bot's room. The hash tag keeps every script on one node of a Cluster."""

from __future__ import annotations

from bot.messages import MessageKey
from casework.pseudonyms import Pseudonym

INBOX = "{relais}:inbox"
READY = "{relais}:ready"
HOLDER = "{relais}:holder"
FENCE = "{relais}:fence"
TURN_PREFIX = "{relais}:turn:"
WAITING_PREFIX = "{relais}:waiting:"
DOUBT_PREFIX = "{relais}:doubt:"
OUTBOXES_WITH_LETTERS = "{relais}:outboxes-with-letters"


def seen(message: MessageKey) -> str:
    return f"{{relais}}:seen:{message}"


def waiting(person: Pseudonym) -> str:
    return WAITING_PREFIX + person


def doubt(person: Pseudonym) -> str:
    return DOUBT_PREFIX + person


def turn(entry: str) -> str:
    return TURN_PREFIX + entry


def outbox(person: Pseudonym) -> str:
    return f"{{relais}}:outbox:{person}"


def buttons(person: Pseudonym) -> str:
    return f"{{relais}}:buttons:{person}"


def address(person: Pseudonym) -> str:
    return f"{{relais}}:address:{person}"


def said(person: Pseudonym) -> str:
    """What the lifeline has said to this person lately, so that it doesn't repeat itself."""
    return f"{{relais}}:said:{person}"


def begun(person: Pseudonym) -> str:
    """There while a conversation goes on, so that it is counted once."""
    return f"{{relais}}:begun:{person}"


def listening(person: Pseudonym) -> str:
    """There for a while after urgent words to staff: the assistant hears everything as well."""
    return f"{{relais}}:listening:{person}"


def letter_progress(letter: str) -> str:
    """How many bubbles of a letter of staff have been sent."""
    return f"{{relais}}:letter-progress:{letter}"
