"""An e-mail address as people write it, in a sentence or alone. Called by the contact form."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

from casework.text import plain

_AT = re.compile(
    r"\s*(?:\(\s*(?:at|a|arobase)\s*\)|\[\s*(?:at|a|arobase)\s*\]|[«\"]\s*(?:at|arobase)\s*[»\"])\s*"
    r"|\s+(?:arobase|arobas|arobaz|arobaze|arobasse|at|chez)\s+"
    r"|,?\s+(?:le\s+)?(?:petit\s+)?a\s+(?:avec\s+le\s+rond|rond|commercial|entoure)\s*,?\s*",
    re.IGNORECASE,
)
# « yanis_06 à gmail pt com »: only between what looks like the halves of an address.
_A = re.compile(r"(?<!\S)(?P<before>\S*[._\d-]\S*)\s+[àa]\s+(?=[\w-]+(?:\.[a-z]{2,})+(?![\w]))", re.IGNORECASE)
# Read aloud: « sophie point lambert arobase cpas point be ».
_POINT = re.compile(r"\s*(?:\[|\(|\s)\s*(?:point|pt|dot)\s*(?:\]|\)|\s)\s*", re.IGNORECASE)
_DASHES = ((re.compile(r"\s+(?:tiret\s+bas|underscore|tiret\s+du\s+bas|barre\s+du\s+bas)\s+", re.I), "_"),
           (re.compile(r"\s+(?:tiret|trait\s+d['’]union)\s+", re.I), "-"))  # fmt: skip
_CANDIDATE = re.compile(r"[^\s<>,;:()\[\]«»\"]+@[^\s<>,;:()\[\]«»\"]+")
_SPOKEN = re.compile(
    r"@|aroba|\(\s*a|\[\s*a|\bat\b|\ba\s+(?:rond|avec\s+le|commercial)|\s[àa]\s.*(?:\.|\bpt\b|\bpoint\b)", re.I
)
_OTHER_PART = re.compile(
    r"c ?'? ?est (?:un |une |le |la )?(?P<new>\S+?),? (?:et )?(?:pas|non|au lieu de) "
    r"(?:pas )?(?:un |une |le |la |de )?(?P<old>[^\s,;!?]+)"
)
_PUTS_RIGHT = re.compile(
    r"(?<!\w)(?:pardon|oups|zut|non|plutot|en fait|je veux dire|je voulais dire|correction|erreur)(?!\w)"
)
_ENDS = re.compile(r"(?:termin\w*|fini\w*) (?:bien )?(?:par|en) (?P<new>\.?\w+) (?:et )?(?:pas|non) (?P<old>\.?\w+)")


# « sophie@gmail », « sophie@gmail,com »: what stands behind the @ has no end.
_BEGUN = re.compile(r"[^\s<>,;:()\[\]«»\"@]+@[\w-]{2,}(?![\w-]*\.\w)")


def begins_an_email(text: str) -> bool:
    """An address whose end is missing: « sophie@gmail »."""
    return read_email(text) is None and _BEGUN.search(_written(text)) is not None


def read_email(text: str) -> str | None:
    """The valid address in `text`, its domain in lower case; of several the first, or the last where it is put right
    (« a@b.be, euh pardon, c@b.be »). Nothing is asked of the network."""
    found = [email for candidate in _CANDIDATE.findall(_written(text)) if (email := _valid(candidate))]
    put_right = len(found) > 1 and _PUTS_RIGHT.search(plain(text)) is not None
    return found[-1 if put_right else 0] if found else None


def _valid(candidate: str) -> str | None:
    try:
        return validate_email(candidate.strip(".!?'’-"), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def with_other_part(text: str, email: str) -> str | None:
    """`email` with what `text` says is wrong in it put right: « c’est delux pas dlx »; None when it says nothing that
    fits in one place."""
    said = plain(text)
    found = _OTHER_PART.search(said) or _ENDS.search(said)
    if found is None:
        return None
    old, new = found["old"].strip(".,!"), found["new"].strip(".,!")
    there = re.compile(rf"(?<![a-z]){re.escape(old)}(?![a-z])") if old and new else None
    once = there is not None and len(there.findall(email)) == 1
    return read_email(there.sub(new, email)) if there and once else None


def _written(text: str) -> str:
    """What is read aloud, as it is written."""
    if not _SPOKEN.search(text):
        return text
    for dash, sign in _DASHES:
        text = dash.sub(sign, text)
    text = _AT.sub("@", _POINT.sub(".", text))
    return text if "@" in text else _A.sub(r"\g<before>@", text)
