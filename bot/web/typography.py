"""French typography and dates as the page shows them. Called by layout, events and pages."""

from __future__ import annotations

import re
from datetime import datetime

from casework.opening_hours import BRUSSELS, opening_texts

# The narrow one (U+202F) is hardly to be seen in the letters of this page.
UNBREAKABLE = "\u00a0"
BEFORE = re.compile(r"[ \u202f]([;:!?»%€])")
AFTER = re.compile(r"(«)[ \u202f]")


def french(text: str) -> str:
    """No sign of punctuation begins a line: the spaces before it and inside « » do not break."""
    text = BEFORE.sub(UNBREAKABLE + r"\1", text)
    return AFTER.sub(r"\1" + UNBREAKABLE, text).replace("'", "’")


def unbroken(text: str) -> str:
    """A phone number, or a few words that stay on one line."""
    return text.replace(" ", UNBREAKABLE)


def clock_time(moment: datetime) -> str:
    """« 9h05 », « 14h30 », in Belgian time."""
    local = moment.astimezone(BRUSSELS)
    return f"{local.hour}h{local.minute:02d}"


def day_name(moment: datetime) -> str:
    """« lundi 23 novembre », « mardi 1er décembre », in Belgian time."""
    local, words = moment.astimezone(BRUSSELS), opening_texts()
    day = "1er" if local.day == 1 else str(local.day)
    return f"{words.weekdays[local.weekday()]} {day} {words.months[local.month - 1]}"


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
