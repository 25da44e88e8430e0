"""The story told with the wish for a contact, or just before it: with the consent it is the message of the request,
so that nobody has to tell it twice (decision 0016). So is the one that is told where the form asks who
writes. Called by contact_form, contact_steps and contact_typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.contact_heard import MOMENT, TELLS
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED
from casework.contact_message import apart
from casework.contact_reading import is_of_a_line
from casework.contact_ways import chooses_a_way, has_a_way
from casework.typed_words import sentences
from casework.words import comparable

# Beside the tries until the consent.
STORY = "story"
FEWEST_SENTENCES, FEWEST_WORDS, FEWEST_OF_A_SENTENCE = 2, 10, 4
ENOUGH_WORDS = 20  # of one sentence
_FIRST_CLAUSE = re.compile(r"[^,;:]*[,;:]\s+(?=\S)")
_FOR_WHOM = re.compile(
    r"^(?:et )?(?:c est|ce serait|j ecris|je vous ecris|j appelle|je vous appelle|je vous contacte|je viens vers vous|"
    r"je viens|je suis)\b.{0,12}?\b(?:pour|concernant|sujet|propos|pere|papa|mere|maman|frere|soeur)\b(?: \w+){0,6}$"
)


def story_told(world: World, turn: Turn) -> str | None:
    """What the message that begins the request tells, and the one just before it; None where it is no story, or more
    than a request may hold: nothing of it is cut off."""
    told = [story for text, parse in _last_two(turn) if (story := _story_in(world, text, parse))]
    longest = world.form.field("message").longest
    whole = "\n".join(told)
    return next((story for story in (whole, *reversed(told)) if 0 < len(story) <= longest), None)


def story_of(world: World, turn: Turn) -> str | None:
    """What this message alone tells, where it fits into a request."""
    story = _story_in(world, turn.text, turn.parse) if turn.text else None
    return story if story and len(story) <= world.form.field("message").longest else None


def with_the_story(noted: dict[str, Any], before: Mapping[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """`given`, which holds the consent, with the message; what was told for the message in the same breath goes on with
    it, and « rien à ajouter » adds nothing."""
    story = noted.pop(STORY, None)
    if not story or before.get("message") is not None:
        return given
    more = given.get("message")
    return {**given, "message": story if more in {None, SKIPPED} else f"{story}\n{more}"}


def _last_two(turn: Turn) -> list[tuple[str, Mapping[str, Any]]]:
    """(text, parse) of the message before this one and of this one, as far as they were typed."""
    users = [event for event in turn.tracker.events if event.get("event") == "user"][-2:]
    before = [event for event in users[:-1] if not str(event.get("text") or "").startswith("/")]
    told = [(str(event.get("text") or ""), event.get("parse_data") or {}) for event in before]
    return [*told, *([(turn.text, turn.parse)] if turn.text else [])]


def _story_in(world: World, text: str, parse: Mapping[str, Any]) -> str | None:
    """Two sentences or more that tell what happens, not only who writes and how to be reached."""
    marked = world.form.as_typed(text)
    fewest = ENOUGH_WORDS if marked == (parse.get("text") or text) else FEWEST_WORDS  # without marks: one sentence
    heard = {comparable(one) for one, name in world.in_context.of_each_sentence(MOMENT, parse) if name == TELLS}
    told = [part for one in sentences(marked) if (part := _told_in(world, one, comparable(one) in heard))]
    words = sum(len(part.split()) for part in told)
    enough = len(told) >= FEWEST_SENTENCES and words >= FEWEST_WORDS
    return " ".join(told) if enough or words >= fewest else None


def _told_in(world: World, sentence: str, heard: bool) -> str:
    """A sentence without its clauses about the request: « il ne dort plus, quelqu’un peut me rappeler ? »."""
    if chooses_a_way(world.form, sentence):
        return ""  # « je deviens dure d’oreille : je préfère un e-mail »
    told, _ = apart(sentence, lambda part: _is_of_the_request(world, part), FEWEST_OF_A_SENTENCE)
    while (first := _FIRST_CLAUSE.match(told)) and _is_no_story(world, first.group()):
        told = told[first.end() :]
    tells = heard or world.form.message_words.tells_a_story(told)
    long_enough = len(told.split()) >= FEWEST_OF_A_SENTENCE
    return told.strip() if tells and long_enough and not _is_no_story(world, told) else ""


def _is_no_story(world: World, part: str) -> bool:
    greets = len(part.split()) == 1
    return greets or _is_of_the_request(world, part) or _FOR_WHOM.match(comparable(part)) is not None


def _is_of_the_request(world: World, part: str) -> bool:
    """A question, the wish itself, a line of the request."""
    form = world.form
    wishes = world.afterwards.meaning("of_a_contact", part) or world.afterwards.meaning("wants_contact", part)
    given = has_a_way(form, part) or form.spoken.introduced_in(part)
    of_a_line = is_of_a_line(form, part) or form.facts.own_place(part) or form.said.calling_oneself.are_in(part)
    allowed = form.facts.voicemail(part) or form.facts.writing_here(part)
    return bool(part.rstrip().endswith("?") or wishes or given or of_a_line or allowed)
