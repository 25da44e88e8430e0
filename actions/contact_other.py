"""Two people at one telephone: somebody begins a contact request of their own while that of another waits in the same
chat (« c’est ma mère qui avait commencé, moi j’ai 15 ans »). The first one is kept aside, unseen, beside the tries, and
waits again once the new one is sent or left. Called by contact_form, contact_answer, contact_end and contact_submit."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from actions.child_at_request import is_kept_from_child
from actions.contact_values import OF_ANOTHER, OTHER, PREFIX, forget_values, set_field, values_of
from actions.memory import YOUNG, context_of
from actions.speak import set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.call_wishes import wishes_a_call
from casework.words import comparable

Events = list[dict[str, Any]]
OF_ANYBODY = {"consent", "recipient", "confirmed"}  # nothing of a person stands there
TRIES = "tries"


def begins_their_own(world: World, turn: Turn) -> bool:
    """Another began what waits, in so many words; or who wishes a call cannot be the one who began it."""
    if not any(value for name, value in values_of(world, turn).items() if name not in OF_ANYBODY):
        return False
    if not turn.form_is_active and not turn.slot("paused_form"):
        return False
    if is_kept_from_child(world, turn):
        return wishes_a_call(turn.text) if turn.text else turn.intent == "request_contact"
    if not turn.text or (turn.slot("contact_tries") or {}).get(OTHER):
        return False
    if world.form.said.another_began.search(comparable(turn.text)):
        return _wishes(turn) or own_age(turn.text) is not None  # not « c’est mon fils qui a commencé à crier »
    return not turn.form_is_active and _wishes(turn) and _cannot_be_the_same(world, turn)


def _wishes(turn: Turn) -> bool:
    return wishes_a_call(turn.text) or (turn.intent == "request_contact" and not turn.form_is_active)


def _cannot_be_the_same(world: World, turn: Turn) -> bool:
    """« j’ai 15 ans, je veux qu’on m’appelle », where a worker or an adult began; « j’ai 45 ans, … », where a minor
    did."""
    age = own_age(turn.text)
    if turn.slot("contact_adult") == "no":
        return (age or 0) >= ADULT or world.child_talk.is_an_adult_again(turn.text)
    of_an_adult = turn.slot("contact_adult") == "yes" or turn.slot("contact_role") == "professional"
    return of_an_adult and age is not None and age < ADULT


def put_aside(world: World, turn: Turn) -> tuple[Turn, Events]:
    """The turn as if nothing of the other was said before, and the events that keep what was begun."""
    values = values_of(world, turn)
    kept = {name: value for name, value in values.items() if value is not None}
    stash = {"fields": kept, TRIES: turn.slot("contact_tries") or {}}
    emptied = dict.fromkeys((*values, TRIES), None)
    slots = {PREFIX + name: None for name in emptied} | {"requested_slot": None, "paused_form": None}
    slots["context"] = turn.slot("context") if is_kept_from_child(world, turn) else {}
    alone = _without_what_was_said(turn.with_slots(**slots | {PREFIX + TRIES: {OTHER: stash}}))
    context = set_slot("context", context_of(world, alone))
    return alone, [*(set_field(name, None) for name in emptied), context]


def _without_what_was_said(turn: Turn) -> Turn:
    tracker = copy(turn.tracker)
    begins = [place for place, event in enumerate(tracker.events) if event.get("event") == "user"]
    tracker.events = tracker.events[begins[-1] :] if begins else []
    return replace(turn, tracker=tracker)


def may_drop_the_other(world: World, turn: Turn) -> bool:
    """A small child drops nothing of somebody older."""
    return context_of(world, turn).get("writer") != "child"


def drops_the_other(world: World, turn: Turn) -> bool:
    """« abandonnez l’autre demande », while it is kept aside."""
    waits = bool((turn.slot("contact_tries") or {}).get(OTHER))
    return waits and may_drop_the_other(world, turn) and world.form.said.dropping_the_other.are_in(turn.text)


def ended(world: World, turn: Turn) -> Events:
    """Nothing of the request stays; that of the other waits again."""
    stash = (turn.slot("contact_tries") or {}).get(OTHER)
    if not stash:
        return forget_values(world)
    fields = [set_field(name, value) for name, value in stash["fields"].items()]
    young = context_of(world, turn).get("writer") in YOUNG
    tries = {**stash[TRIES], **({OF_ANOTHER: 1} if young else {})}
    return [*forget_values(world), *fields, set_field(TRIES, tries), set_slot("paused_form", FORM)]
