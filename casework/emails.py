"""An e-mail address as people write it, in a sentence or alone. Called by the contact form."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\s(?:arobase|arobas|at)\s)\s*", re.IGNORECASE)
# Read aloud: « sophie point lambert arobase cpas point be ».
_POINT, _SPOKEN_AT = re.compile(r"\s+point\s+", re.IGNORECASE), re.compile(r"\sarobase?\s|@", re.IGNORECASE)
_CANDIDATE = re.compile(r"[^\s<>,;:()\[\]«»\"]+@[^\s<>,;:()\[\]«»\"]+")


def read_email(text: str) -> str | None:
    """The first valid address in `text`, its domain in lower case. Nothing is asked of the network."""
    if _SPOKEN_AT.search(text):
        text = _POINT.sub(".", text)
    for candidate in _CANDIDATE.findall(_AT.sub("@", text)):
        try:
            return validate_email(candidate.strip(".!?'’"), check_deliverability=False).normalized
        except EmailNotValidError:
            continue
    return None
