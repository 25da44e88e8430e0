"""Several things in one message: a second question, so that both are answered, what stands behind a courtesy, a wish in
the middle of a story. Called by intent_classifier.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from casework.dialogue_words import DialogueWords, load_dialogue_words
from casework.text import sentences
from casework.words import comparable

# Stories are long and hold many things that are no question of their own.
_LONGEST = 60  # words
_MOST_PIECES = 4
_SURE, _SURE_BEHIND = 0.6, 0.55
# What stands beside one of these in the same message is what the writer wants answered (the intents page).
_COURTESIES = {"greet", "goodbye", "thank", "affirm", "deny"}
_ACTS = {"request_contact", "talk_to_human", "request_follow_up", "withdraw_request", "erase_my_data"}
# A story in which somebody asks to be contacted asks just that (the intents page: an act goes before a story).
_STORIES, _WISH, _SURE_OF_A_WISH = {"describe_concern", "self_concern"}, "request_contact", 0.85
_FEWEST_OF_A_STORY, _FEWEST_OF_A_CLAUSE, _MOST_CLAUSES = 8, 3, 12
_FEWEST_BEHIND = 3  # words behind « bonjour » that may mean something of their own
_CLAUSE_END = re.compile(
    r"\s*[,;:.!?…]+\s+|\s+(?:et|mais|donc|alors|car|pour|parce que|pcq|depuis que)\s+", re.IGNORECASE
)
_AND = re.compile(r"\s*[,;]?\s+(?:et|ou alors|et aussi|aussi)\s+(?=\S+\s+\S+)", re.IGNORECASE)


def pieces_of(text: str) -> list[str]:
    """The sentences of a short message, parted at « et » too; nothing where there is only one thing said."""
    if len(text.split()) > _LONGEST:
        return []
    pieces = [piece for sentence in sentences(text) for piece in _AND.split(sentence) if len(piece.split()) > 1]
    return pieces if 2 <= len(pieces) <= _MOST_PIECES else []


def behind_greeting(text: str) -> str | None:
    """« bonjour cest quoi un teroriste »: what follows the greeting, without accents; None without one, or for less
    than three words."""
    rest = _words().without_courtesy(text, "greet")
    if len(rest.split()) < _FEWEST_BEHIND or rest == comparable(text):
        return None
    return f"{rest} ?" if "?" in text else rest


def clauses_of(text: str) -> list[str]:
    """The parts of a story, also between commas and small words; nothing for a short message."""
    if len(text.split()) < _FEWEST_OF_A_STORY:
        return []
    return [part for part in _CLAUSE_END.split(text) if len(part.split()) >= _FEWEST_OF_A_CLAUSE][:_MOST_CLAUSES]


def is_story(main: str) -> bool:
    return main in _STORIES


def wish_in_a_story(heard: Sequence[tuple[str, float]]) -> tuple[str, float] | None:
    """« je voudrais qu’on me rappelle pour mon frère, depuis qu’il… »: the clause that surely wishes for a contact."""
    return next(((intent, sure) for intent, sure in heard if intent == _WISH and sure >= _SURE_OF_A_WISH), None)


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
            if sure >= _SURE_BEHIND and (_is_question(intent) or intent in _ACTS or intent in _STORIES)
        ),
        None,
    )


def _is_question(intent: str) -> bool:
    return intent.startswith("ask_") and intent != "ask_capabilities"


@cache
def _words() -> DialogueWords:
    return load_dialogue_words()
