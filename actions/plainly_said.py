"""What is said so plainly that no model is asked: by who writes and what was just answered. Called by respond and
alarm."""

from __future__ import annotations

from actions.memory import context_of, danger_is_near
from actions.turn import Turn
from actions.world import World
from casework.plainly import Said
from casework.urgency import judge

WORKER, UNSAID = "professional", "unsaid"  # who writes


def plainly_said(world: World, turn: Turn) -> str | None:
    """An answer id; None in a form, near danger, to a child, and where a readable rule hears an alarm."""
    if not turn.text or turn.form_is_active or danger_is_near(turn) or judge(turn.text).level == "urgent":
        return None
    context = context_of(world, turn)
    if context.get("writer") == "child":
        return None
    speaker = context.get("speaker") or (WORKER if turn.slot("referral") else UNSAID)
    given = frozenset(turn.slot("given") or {})
    last = str(turn.slot("last_answer") or "")
    return world.plainly.answer(Said(turn.text, turn.asks, last, given, speaker, context.get("minor")))
