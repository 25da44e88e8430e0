"""Who is in danger, put right by the writer: « mais c’est de moi que je parle », « non, c’est ma mère ». Called by
alarm_talk."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import light_of
from actions.memory import note_given, times_given, urgent_is_open
from actions.speak import set_slot, speak
from actions.turn import Turn
from actions.urgent import hint_in
from actions.world import World
from casework.urgency import judge

Events = list[dict[str, Any]]
# Where the texts differ by whose life it is.
KINDS = {"suicide"}


def writer_is_in_danger(turn: Turn) -> bool:
    """The wish to die was told of the writer, in so many words."""
    urgent = turn.slot("urgent") or {}
    return urgent.get("kind") in KINDS and urgent.get("who") == "self"


def who_put_right(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """A short excuse, and the words for that person; the alarm stays as it is. None when nothing is put right, or
    pills or another danger are told beside it (answer_urgency then takes the person over)."""
    urgent = turn.slot("urgent") or {}
    if not urgent_is_open(turn) or urgent.get("kind") not in KINDS or not turn.text:
        return None
    who = world.alarm_talk.who_is_corrected(turn.text)
    if who is None or who == urgent.get("who") or _tells_another_danger(world, turn):
        return None
    again = times_given(turn, "after_who")
    light = {**light_of(world, turn), "who": who}
    speak(dispatcher, world.content.render("after_who", turn.moment, context=light, again=again))
    put_right = set_slot("urgent", {**urgent, "who": who, "calm": False})
    return [*note_given(turn, "after_who"), put_right, set_slot("awaiting", "safety")]


def _tells_another_danger(world: World, turn: Turn) -> bool:
    found = judge(turn.text)
    return found.level == "urgent" and (found.kind not in KINDS or hint_in(world, turn) is not None)
