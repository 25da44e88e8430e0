"""Whether an alarm of a talk stands, by what its slot `urgent` holds. Read by the actions, and by components, which
print what a message means in the talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_open(urgent: Mapping[str, Any] | None) -> bool:
    """Somebody was in danger, and nobody has said yet that it is over."""
    return bool(urgent) and not (urgent or {}).get("over")


def stands(urgent: Mapping[str, Any] | None) -> bool:
    """It is open, nobody said that it is calmer, and more than a faint misreading raised it."""
    known = urgent or {}
    return is_open(known) and not known.get("calm") and not known.get("soft")
