"""Several things in one message: a second question, so that both are answered, and what stands behind a courtesy.
Called by intent_classifier.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from casework.text import sentences

# Stories are long and hold many things that are no question of their own.
_LONGEST = 60  # words
_MOST_PIECES = 4
_SURE, _SURE_BEHIND = 0.6, 0.5
# What stands beside one of these in the same message is what the writer wants answered (the intents page).
_COURTESIES = {"greet", "goodbye", "thank", "affirm", "deny"}
_ACTS = {"request_contact", "talk_to_human", "request_follow_up", "withdraw_request", "erase_my_data"}
_AND = re.compile(r"\s*[,;]?\s+(?:et|ou alors|et aussi|aussi)\s+(?=\S+\s+\S+)", re.IGNORECASE)


def pieces_of(text: str) -> list[str]:
    """The sentences of a short message, parted at « et » too; nothing where there is only one thing said."""
    if len(text.split()) > _LONGEST:
        return []
    pieces = [piece for sentence in sentences(text) for piece in _AND.split(sentence) if len(piece.split()) > 1]
    return pieces if 2 <= len(pieces) <= _MOST_PIECES else []


def second_question(main: str, heard: Sequence[tuple[str, float]]) -> str | None:
    """Among what each piece means, with its confidence: a question that is surely another one than `main`."""
    sure = [intent for intent, confidence in heard if confidence >= _SURE and _is_question(intent)]
    meant = list(dict.fromkeys(chain([main], sure)))
    return meant[1] if _is_question(main) and len(meant) == 2 else None


def behind_courtesy(main: str, heard: Sequence[tuple[str, float]]) -> tuple[str, float] | None:
    """« merci quand même. et la nuit je peux appeler qui »: the piece, surely heard, that asks something."""
    if main not in _COURTESIES:
        return None
    return next(
        (
            (intent, sure)
            for intent, sure in heard
            if sure >= _SURE_BEHIND and (_is_question(intent) or intent in _ACTS)
        ),
        None,
    )


def _is_question(intent: str) -> bool:
    return intent.startswith("ask_") and intent != "ask_capabilities"
