"""The Redis keys of this room. The hash tag keeps every script on one node of a Cluster."""

from __future__ import annotations

import hashlib
from datetime import date

CASES = "{relais}:cases"
TRAIL = "{relais}:trail"
TRAIL_HEAD = "{relais}:trail:head"


def case(reference: str) -> str:
    return f"{{relais}}:case:{reference}"


def case_key(key: str) -> str:
    """The key comes from a message id, which holds a chat id on some channels: only its hash is stored."""
    return f"{{relais}}:case-key:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def cases_of(person: str) -> str:
    return f"{{relais}}:cases-of:{person}"


def count(name: str, day: date) -> str:
    return f"{{relais}}:count:{name}:{day.isoformat()}"
