"""A first name that stands beside what the writer says they are: « je suis sa sœur, Nathalie. », « je suis sa tante,
c’est Christine ». Called by casework.contact_reading."""

from __future__ import annotations

import re
from collections.abc import Callable

from casework.full_names import is_given_name
from casework.words import Words, comparable

_PART = re.compile(r"(?P<said>[^,;:.!?…\n]+)(?P<end>[,;:.!?…\n]|$)")
_FRONT = re.compile(r"^(?:(?:et|moi|donc|oui|c['’ ]?est|c|cest|pr[ée]nom)\s+)+", re.IGNORECASE)
# « Karim, il ne sort plus », « Karim, mon neveu »: another.
_OF_ANOTHER = re.compile(r"^(?:il|elle|ils|elles|lui|qui)(?!\w)|^(?:mon|ma|notre|le|la|un|une) [\w-]+$")
_IS = re.compile(r"^(?:(?:et|donc|moi|bonjour|bonsoir) )*(?:je suis|jsuis|j suis|chui|chuis)(?!\w)")


def name_beside(text: str, is_the_writer: Callable[[str], bool], never: Words) -> str | None:
    """`is_the_writer`: a clause says who writes; `never`: words that are no name."""
    parts = [(found["said"].strip(), found["end"]) for found in _PART.finditer(text)]
    for place, (said, end) in enumerate(parts):
        before, comma = parts[place - 1] if place else ("", "")
        after = parts[place + 1][0] if place + 1 < len(parts) and end == "," else ""
        bare = _FRONT.sub("", said)
        name = _first_name(bare, never, sure=comma == "," or bare != said)
        if not name or _OF_ANOTHER.match(comparable(after)):
            continue
        told = bool(before) and comma != "?" and is_the_writer(before)
        first = place == 0 or comma != ","
        if told or (first and _IS.match(comparable(after)) and is_the_writer(after)):
            return name
    return None


def _first_name(said: str, never: Words, sure: bool) -> str | None:
    """One or two first names that are known; behind a comma, or « c’est », also one that nobody knows."""
    words = said.split()
    known = 0 < len(words) <= 2 and all(is_given_name(word) for word in words)
    new = sure and len(words) == 1 and said[:1].isupper() and said.isalpha() and not never.are(said)
    if not (new or (known and (said[:1].isupper() or sure))):
        return None
    return said[0].upper() + said[1:]
