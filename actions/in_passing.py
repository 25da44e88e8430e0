"""What is said of the assistant or of the talk itself: a joke, « t’es un flic ? », « vous répondez à côté », one word.

Called by respond. While somebody is in danger nothing is said in passing."""

from __future__ import annotations

from actions.memory import urgent_is_open
from actions.turn import Turn
from actions.world import World

ONE_WORD, EMOJIS, QUESTION_MARKS, DOTS = "one_word", "emojis", "question_marks", "dots"
# Readings that one word alone does not bear.
OF_NO_WEIGHT = {"nlu_fallback", "out_of_scope", "other_language", "describe_concern", "ask_signs", "harmful_request"}
SHORTEST_FOREIGN = 4  # letters: « is », « de » say nothing of a language


def said_in_passing(world: World, turn: Turn) -> str | None:
    """The answer to it; None when the message says something else."""
    if not turn.text or urgent_is_open(turn):
        return None
    if not any(letter.isalnum() for letter in turn.text):
        return _marks(turn)
    if found := world.in_passing.said(turn.text):
        return found
    return ONE_WORD if _is_one_word(world, turn) else None


def _marks(turn: Turn) -> str | None:
    if "?" in turn.text:
        return QUESTION_MARKS
    if set(turn.text) <= set(".… \n"):
        return DOTS if turn.intent != "other_language" else None
    return EMOJIS


def _is_one_word(world: World, turn: Turn) -> bool:
    """« il », « est », « bizarre »: a sentence that comes in pieces."""
    word = turn.text.strip(" .,")
    if not word.isalpha() or turn.intent not in OF_NO_WEIGHT or world.directory.find(word):
        return False
    if turn.parse.get("language") and len(word) > SHORTEST_FOREIGN:
        return False
    return not world.follow_ups.answer(word, "") and world.words.meaning("asks", word) is None
