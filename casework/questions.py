"""What kind of question a text ends with. Called by the actions."""

from __future__ import annotations

import re

_YES_OR_NO = re.compile(r"[-‑]vous\b|\b[Ee]st-ce que\b")
_OPEN = re.compile(r"\b(qu’est-ce|quoi|comment|quel\w*|où|qui|quand|combien|que|qu’\w+|ou)\b", re.IGNORECASE)


def is_yes_or_no(text: str) -> bool:
    """« Voulez-vous faire le point ? », not « Qu’est-ce qui vous amène ? » nor « pour vous, ou pour un proche ? »."""
    last = re.split(r"[.!?:\n]\s*", text.strip().rstrip("? \u00a0\u202f"))[-1]
    asked = last[len("Est-ce que") :] if last.startswith("Est-ce que") else last
    return text.rstrip().endswith("?") and bool(_YES_OR_NO.search(last)) and not _OPEN.search(asked)
