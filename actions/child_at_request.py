"""A child who writes on a telephone where a contact request of somebody older was begun, or waits: it is not shown, not
resumed and not dropped, and stays as it was for who comes back. Called by contact_form, contact_end, contact_draft,
answer and urgent."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.contact_values import OF_ANOTHER
from actions.memory import YOUNG, context_of
from actions.speak import leave_form, say, set_slot
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age
from casework.words import comparable

Events = list[dict[str, Any]]
CHILD, UP_TO = "child", 12  # years
PRESENTED = "out_of_scope/child"
_GREETS = re.compile(r"^(?:coucou|salut|bonjour|bonsoir|hello|hey|yo|cc|slt|allo|kikou|bjr)(?!\w)")


def is_kept_from_child(world: World, turn: Turn) -> bool:
    """A request waits that is not the child's own: theirs is one of a minor. From a teenager, what they said
    that another began."""
    waits = bool(turn.slot("paused_form")) and not turn.form_is_active
    begun_by_another = bool((turn.slot("contact_tries") or {}).get(OF_ANOTHER))
    kept_from = YOUNG if begun_by_another else {CHILD}
    return waits and turn.slot("contact_adult") != "no" and context_of(world, turn).get("writer") in kept_from


def say_who_is_a_child(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« reprendre », while a child has the telephone: the number for children, and how an adult says who they are."""
    say(dispatcher, world.content.fill(world.form.texts["child_here"], turn.moment))
    return leave_form()


def has_come_in(world: World, turn: Turn) -> bool:
    """« coucou c Lila j’ai 9 ans, c’est quoi ce jeu ? » in the middle of somebody else's request."""
    age = own_age(turn.text) if turn.text else None
    if not turn.form_is_active or age is None or age > UP_TO or turn.slot("contact_adult") == "no":
        return False
    greets = _GREETS.match(comparable(turn.text)) is not None
    of_another = turn.slot("contact_role") in {"relative", "professional"} or turn.slot("contact_adult") == "yes"
    begun_so = (turn.slot("context") or {}).get("writer") == CHILD
    return not begun_so and (greets or (of_another and "?" in turn.text))


def answer_to_child(world: World, turn: Turn) -> str:
    """The answer to what it asks, or the one to a child who says hello."""
    return world.child_talk.answer_in(turn.text) or PRESENTED


def aside_for_child(world: World, turn: Turn) -> Events:
    """The form steps aside and keeps what it has, unseen."""
    return [*leave_form(), set_slot("context", context_of(world, turn)), set_slot("awaiting", None)]
