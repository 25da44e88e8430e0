"""What is known when the contact request begins, or comes back: said in this message or earlier in the talk, and not
asked again. Called by contact_form."""

from __future__ import annotations

from typing import Any

from actions.contact_early import is_told_at_once, left_open, with_left_open, with_what_was_told
from actions.contact_values import (
    MARKS,
)
from actions.memory import YOUNG, context_of, times_given, was_said_lately
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.contact_facts import TO_BE_ASKED
from casework.contact_reading import facts_in
from casework.contact_who import is_kin_of_whom_it_is_about, said_at_the_beginning

SHARED = "ask_confidentiality/shared_phone"  # given to who fears for their phone
LOOKED_BACK = 12  # messages of the person


def already_said(world: World, turn: Turn, known: dict[str, Any]) -> dict[str, Any]:
    """Recipient, role, age, place, and how to be reached, when this message or an earlier one holds them."""
    form, said = world.form, dict[str, Any]()
    said["recipient"] = form.asked_recipient(turn.text) or known["recipient"] or "caprev"
    for text in _said_so_far(turn):
        said |= said_at_the_beginning(form, form.as_typed(text))
    context = context_of(world, turn)
    if "role" not in said and (speaker := _speaker(world, turn)):
        said["role"] = speaker
    if context.get("writer") in YOUNG and said.get("adult") != "yes":
        said |= {"role": "self", "adult": "no"}
    if said.get("role") == "self" and "adult" not in said and is_grown_up(world, turn):
        said["adult"] = "yes"
    said = {name: value for name, value in said.items() if known.get(name) is None or name == "recipient"}
    return said | facts_of(world, turn, known | said)


def is_grown_up(world: World, turn: Turn) -> bool:
    """« mes gosses », « mon patron », « j’ai 40 ans », anywhere in the talk, and nothing that tells of a child."""
    said = _said_so_far(turn)
    ages = [age for text in said if (age := own_age(text)) is not None]
    young = context_of(world, turn).get("writer") in YOUNG or any(age < ADULT for age in ages)
    return not young and any(world.form.grown_up.is_told_in(text) for text in said)


def told_at_once(
    world: World, turn: Turn, known: dict[str, Any], first: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands beside the tries, with how much this very message told; and the lines that are left open by it."""
    now = said_at_the_beginning(world.form, turn.text) | facts_of(world, turn, known) if turn.text else {}
    told = first if known["consent"] else {name: value for name, value in first.items() if name in {*now, "channel"}}
    noted = with_what_was_told(world.form, without_marks(turn), known, told)
    after = {**known, **first}
    left = (left_open(world.form, after) if is_told_at_once(noted) else None) or {}
    return with_left_open(noted, left), left


def facts_of(world: World, turn: Turn, known: dict[str, Any]) -> dict[str, Any]:
    """The number, the time, the name… of the message that begins the form, or takes it up again."""
    if not turn.text:
        return {}
    here = {"channel": "chat"} if world.form.facts.wants_writing_here(turn.text) and not known.get("channel") else {}
    found = here | facts_in(world.form, turn.text, "consent", known | here)
    return {name: value for name, value in found.items() if value != TO_BE_ASKED}


def is_watched(world: World, turn: Turn) -> bool:
    """« mes frères regardent tout, messages, appels, tout », earlier in this talk; said once."""
    texts = (world.form.texts["watched_phone_before"], world.form.texts["watched_phone"].splitlines()[0])
    if any(was_said_lately(turn, text, LOOKED_BACK) for text in texts):
        return False
    told = any(world.form.said.watched.are_in(text) for text in _said_so_far(turn)[-LOOKED_BACK:])
    return told or times_given(turn, SHARED) > 0


def _speaker(world: World, turn: Turn) -> str | None:
    """« plutôt le matin, parce qu’après je travaille » makes no worker of a mother."""
    now, before = world.words.speaker_in(turn.text), (turn.slot("context") or {}).get("speaker")
    if now == "professional" and before == "relative":
        return str(before)
    if is_kin_of_whom_it_is_about(world.form, turn.text):
        return "relative"
    return now or context_of(world, turn).get("speaker")


def _said_so_far(turn: Turn) -> list[str]:
    """What the person typed in this conversation, the latest last."""
    typed = [str(event.get("text") or "") for event in turn.tracker.events if event.get("event") == "user"]
    return [text for text in typed if text and not text.startswith("/")]


def without_marks(turn: Turn) -> dict[str, Any]:
    return {name: noted for name, noted in (turn.slot("contact_tries") or {}).items() if name not in MARKS}
