"""Replaces parts of Rasa while the process runs, only of the version they were read in, and can put them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rasa

RASA_VERSION = "3.6."


class RasaHasAnotherVersion(RuntimeError):
    """What we replace was read in Rasa 3.6; in another version it must be read again first."""

    def __init__(self) -> None:
        super().__init__(
            f"our replacements were read in Rasa {RASA_VERSION}x, this is {rasa.__version__}: read them anew"
        )


class Replacements:
    """A set of replaced attributes. Applying twice does nothing the second time."""

    def __init__(self) -> None:
        self._originals: list[tuple[Any, str, Any]] = []

    @property
    def are_applied(self) -> bool:
        return bool(self._originals)

    def check_version(self) -> None:
        """Raises RasaHasAnotherVersion."""
        if not rasa.__version__.startswith(RASA_VERSION):
            raise RasaHasAnotherVersion

    def put(self, owner: Any, name: str, new: Any) -> None:
        """Raises AttributeError when there is nothing of that name to replace."""
        self._originals.append((owner, name, vars(owner)[name] if name in vars(owner) else getattr(owner, name)))
        setattr(owner, name, new)

    def wrap(self, owner: Any, name: str, around: Callable[[Any], Any]) -> None:
        """`around` gets the original function and returns the new one."""
        self.put(owner, name, around(getattr(owner, name)))

    def put_back(self) -> None:
        while self._originals:
            owner, name, original = self._originals.pop()
            setattr(owner, name, original)
