"""The Redis keys of what staff add to a request, and of the mail between staff and persons."""

from __future__ import annotations

TO_PERSON = "{relais}:to-person"
FROM_PERSON = "{relais}:from-person"
URGENT_TALKS = "{relais}:urgent-talks"
DUTY = "{relais}:duty"
MISUNDERSTOOD = "{relais}:misunderstood"


def case_file(reference: str) -> str:
    """Notes and letters of one request, sealed; leaves with the request."""
    return f"{{relais}}:case-file:{reference}"


def staff_talk(person: str) -> str:
    """There while a member of staff and this person write to each other."""
    return f"{{relais}}:staff-talk:{person}"


def letter(id: str) -> str:
    """Notes that a letter was put into a mailbox, so that a repeat is not put there twice."""
    return f"{{relais}}:letter:{id}"


def urgent_talk(person: str) -> str:
    return f"{{relais}}:urgent-talk:{person}"


def misunderstood(id: str) -> str:
    return f"{{relais}}:misunderstood:{id}"
