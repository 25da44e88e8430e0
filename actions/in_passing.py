"""What is said of the assistant or of the talk itself: a joke, « t’es un flic ? », « vous répondez à côté », one word.

Called by respond. While somebody is in danger nothing is said in passing."""

from __future__ import annotations

from actions.memory import context_of, danger_is_near
from actions.turn import Turn
from actions.world import World
from casework.ages_of_others import age_of_another

ONE_WORD, EMOJIS, QUESTION_MARKS, DOTS, NOTED = "one_word", "emojis", "question_marks", "dots", "noted"
# Readings that a phrase of these outweighs; « non, pas de la religion » is read as a question about it.
UNCLEAR = {"nlu_fallback", "out_of_scope", "ask_religion", "deny"}
# What « il a 16 ans » may be read as.
TELLING = {"nlu_fallback", "out_of_scope", "describe_concern", "ask_minor", "affirm", "ask_how_to_talk", "self_concern"}
BLESSING = "manners/blessing"
LONGEST_AGE = 5  # words
CERTAIN = 0.95
# Readings that one word alone does not bear.
OF_NO_WEIGHT = {"nlu_fallback", "out_of_scope", "other_language", "describe_concern", "ask_signs", "harmful_request"}
SHORTEST_FOREIGN = 4  # letters: « is », « de » say nothing of a language


def said_in_passing(world: World, turn: Turn) -> str | None:
    """The answer to it; None when the message says something else."""
    if not turn.text or danger_is_near(turn):
        return None
    if not any(letter.isalnum() for letter in turn.text):
        return _marks(turn)
    found = world.in_passing.said(turn.text, unclear=turn.intent in UNCLEAR)
    of_a_service = world.directory.find(turn.text) and world.aspects.asked(turn.text)
    if found == BLESSING and "?" in turn.text:
        return None  # « Baraka Allahou fik, merci. Vous êtes une machine quand même, non ? »
    if found and not of_a_service and not _asks_about_a_part(world, turn):
        return found
    if _is_only_an_age(world, turn):
        return NOTED
    return ONE_WORD if _is_one_word(world, turn) else None


def _asks_about_a_part(world: World, turn: Turn) -> bool:
    """« les incels, c’est de l’extrémisme ? »: surely of a subject, and its words say which part."""
    of_a_subject = turn.intent.startswith("ask_") and turn.confidence >= CERTAIN
    return of_a_subject and world.parts.answer_id(turn.intent, turn.text) != turn.intent


def _is_only_an_age(world: World, turn: Turn) -> bool:
    """« il a 19 ans »: more of the story, and no question."""
    if len(turn.text.split()) > LONGEST_AGE or "?" in turn.text or turn.intent not in TELLING:
        return False
    worker = context_of(world, turn).get("speaker") == "professional"
    return not worker and age_of_another(turn.text) is not None


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
