"""What is asked of a request that stands: « ils m’appellent jeudi, c’est sûr ? ». Who waits for a call is given
no new form for asking about it. Called by contact_submit and afterwards; words in data/afterwards.yml."""

from __future__ import annotations

from actions.turn import Turn
from actions.world import World

LONGEST = 25  # words
WHEN = "request/when"


def asks_of_the_call(world: World, turn: Turn) -> bool:
    """A call to the writer is spoken of, and it is a question, its mark or not; not of another request, of somebody
    else, or of something that has an answer of its own."""
    words, text = world.afterwards, turn.text
    if not text or len(text.split()) > LONGEST or not words.meaning("called", text):
        return False
    if not (turn.asks or "?" in text or words.meaning("surely", text)):
        return False
    another = words.meaning("another_request", text) or words.meaning("begin_anew", text)
    return not another and not _of_somebody(world, text) and world.form.question_in(text) in {None, WHEN}


def asks_how_long(world: World, turn: Turn) -> bool:
    """« mais enfin ça prend combien de temps normalement », its mark or not, where a request stands or is looked for;
    not how long somebody takes to change."""
    text = turn.text
    short = bool(text) and len(text.split()) <= LONGEST and world.words.meaning("speaker", text) != "relative"
    return short and world.afterwards.meaning("how_long", text) is not None


def _of_somebody(world: World, text: str) -> bool:
    """« ils appellent aussi mon fils ? »"""
    return world.form.message_words.tells_a_story(text)
