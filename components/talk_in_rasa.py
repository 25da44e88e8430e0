"""Rasa understands each message by itself. This hands its pipeline what was answered just before: a copy of the message
carries it in its metadata, and nothing of it is stored. Applied once by the channel."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.processor import MessageProcessor

from components.replacements import Replacements

# A slot of the talk, and the key in the metadata of a message.
LAST_ANSWER = "last_answer"

_replacements = Replacements()


def apply() -> None:
    """Raises RasaHasAnotherVersion."""
    if _replacements.are_applied:
        return
    _replacements.check_version()
    _replacements.wrap(MessageProcessor, "_parse_message_with_graph", _parsing_that_knows_the_talk)


def put_back() -> None:
    _replacements.put_back()


def _parsing_that_knows_the_talk(original: Any) -> Any:
    def _parse_message_with_graph(self: Any, message: Any, tracker: Any, *args: Any, **kwargs: Any) -> Any:
        slot = tracker.slots.get(LAST_ANSWER)
        if slot is not None and slot.value:
            message = copy.copy(message)
            message.metadata = {**(message.metadata or {}), LAST_ANSWER: slot.value}
        return original(self, message, tracker, *args, **kwargs)

    return _parse_message_with_graph
