"""Rasa understands each message by itself. This hands its pipeline what was answered just before: a copy of the message
carries it in its metadata, and nothing of it is stored. What is understood tells which alarm stood open then.
Applied once by the channel."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.processor import MessageProcessor

from casework import alarm_state
from components.replacements import Replacements

# A slot of the talk, and the key in the metadata of a message.
LAST_ANSWER = "last_answer"
# A slot of the talk, and the key in what was understood of a message: the kind of the alarm that stands.
URGENT, ALARM_STANDS = "urgent", "alarm_stands"

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
        if answer := _slot(tracker, LAST_ANSWER):
            message = copy.copy(message)
            message.metadata = {**(message.metadata or {}), LAST_ANSWER: answer}
        understood = original(self, message, tracker, *args, **kwargs)
        urgent = _slot(tracker, URGENT)
        return {**understood, ALARM_STANDS: urgent["kind"]} if alarm_state.stands(urgent) else understood

    return _parse_message_with_graph


def _slot(tracker: Any, name: str) -> Any:
    slot = tracker.slots.get(name)
    return slot.value if slot is not None else None
