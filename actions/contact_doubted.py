"""A line of the contact request put right while « quelqu’un est-il en danger ? » waits and the form is set aside:
« ah non pardon, pas Floreffe, mettez Fosses-la-Ville ». Called by waiting, before a « non » is heard in it."""

from __future__ import annotations

from typing import Any

from actions.contact_values import PUT_RIGHT, kept_answers, kept_fields, lines_put_right, set_field, values_of
from actions.speak import go_on_with, set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.contact_facts import TO_BE_ASKED
from casework.contact_reading import facts_in
from casework.urgency import judge
from casework.words import comparable

Events = list[dict[str, Any]]
CHECK, LONGEST = "danger_check", 24  # words
# Of these only a new value in the place of one that was given is a correction.
LINES = {"phone", "email", "when", "voicemail", "name", "commune", "write_here", "channel"}


def line_put_right(world: World, turn: Turn) -> Events | None:
    """What was said before it in the form is noted, too, and the form is taken up again; None where it may be anything
    else than a correction."""
    if turn.slot("awaiting") != CHECK or not turn.slot("paused_form") or not _may_be_one(world, turn):
        return None
    fields = kept_fields(turn)
    before = {**values_of(world, turn), **fields}
    found = facts_in(world.form, turn.text, "confirmed", before)
    given = {name: value for name, value in found.items() if value not in {TO_BE_ASKED, before.get(name)}}
    if before["consent"] != "yes" or not given or not given.keys() <= LINES:
        return None
    if all(before.get(name) is None for name in given):
        return None
    tries = {**(fields.get("tries") or turn.slot("contact_tries") or {})}
    tries[PUT_RIGHT] = lines_put_right(world.form, before, given)
    noted = [set_field(name, value) for name, value in {**given, "tries": tries}.items()]
    done = [set_slot("calm_reading", None), set_slot("awaiting", None)]
    return [*done, *kept_answers(turn), *noted, go_on_with(FORM)]


def _may_be_one(world: World, turn: Turn) -> bool:
    """Nothing of somebody else, no « oui », no danger."""
    if world.form.message_words.tells_a_story(turn.text) or comparable(turn.text).split()[:1] == ["oui"]:
        return False
    short = bool(turn.text) and len(turn.text.split()) <= LONGEST and not turn.asks
    return short and turn.urgency.get("level", "none") == "none" and judge(turn.text).level == "none"
