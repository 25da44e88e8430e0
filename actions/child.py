"""What a child up to 12 asks is answered as one answers a child; that somebody of the net wants to meet a minor, before
all else. Called by waiting and alarm, never while somebody is in danger, nor inside the form."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.memory import YOUNG, context_of, danger_is_near
from actions.reading import is_surely_harmful
from actions.speak import set_slot
from actions.turn import Turn
from actions.world import World
from casework.urgency import judge

Events = list[dict[str, Any]]
PARENT_BACK = "manners/parent_back"
MEETING, MEETING_A_CHILD, STORY = "ask_online/meeting", "child/meeting", "describe_concern"
OF_THE_NET = ("ask_online", "child/online", "child/videos", MEETING_A_CHILD)
MOMENT, NOT_THAT = "child", "child/not_that"
# Readings of « c’est papa, désolé » that ask nothing else.
ONLY_WHO = {"out_of_scope", "nlu_fallback", "greet", "bot_challenge", "affirm", "deny", "self_concern", "insult"}


def answer_child(world: World, dispatcher: CollectingDispatcher, turn: Turn, *, faint: bool = False) -> Events | None:
    """None for anybody else, and for what child_talk.yml does not know; `faint`: the model hears some danger."""
    if not turn.text or turn.form_is_active or danger_is_near(turn) or judge(turn.text).level == "urgent":
        return None
    writer = context_of(world, turn).get("writer")
    answer = _asked_by_a_child(world, turn, faint) if writer == "child" else None
    if _is_to_be_met(world, turn):
        answer = MEETING_A_CHILD if writer == "child" else MEETING
    if writer == "adult" and not faint and _says_only_who_writes(turn):
        answer = PARENT_BACK
    if answer is None:
        return None
    return [*give_answer(world, dispatcher, turn, answer), set_slot("awaiting", None), set_slot("misunderstood", 0)]


def _is_to_be_met(world: World, turn: Turn) -> bool:
    """Somebody of the net wants to see the young writer, or the child who is spoken of: goes before all else."""
    context, last = context_of(world, turn), str(turn.slot("last_answer") or "")
    young = context.get("writer") in YOUNG
    of_the_net = last.startswith(OF_THE_NET)
    minor = of_the_net or (context.get("minor") == "yes" and last.startswith(STORY))
    return (young or minor) and world.child_talk.is_to_meet(turn.text, spoken_of=of_the_net)


def _asked_by_a_child(world: World, turn: Turn, faint: bool) -> str | None:
    """What is certainly heard as learned, what the words of child_talk.yml say, what is likely; beside a faint danger
    only what is certain."""
    if is_surely_harmful(turn):
        return NOT_THAT
    if learned := world.in_context.heard(MOMENT, turn.parse, certainly=True):
        return learned.answer
    if by_words := world.child_talk.answer_in(turn.text, faint=faint):
        return by_words
    likely = None if faint else world.in_context.heard(MOMENT, turn.parse)
    return likely.answer if likely else None


def _says_only_who_writes(turn: Turn) -> bool:
    """A parent took the telephone back in this message, and it was read as nothing of its own."""
    before = (turn.slot("context") or {}).get("writer")
    return before in YOUNG and turn.intent in ONLY_WHO
