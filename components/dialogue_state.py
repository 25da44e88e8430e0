"""What a tracker remembers between two turns, and the events that bring an empty tracker back to it.

Rasa copies trackers by replaying their events, so a state that is not in the events is lost within the turn.
Called by the tracker store.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    FollowupAction,
    LoopInterrupted,
    SlotSet,
)
from rasa.shared.core.trackers import DialogueStateTracker

State = dict[str, Any]


def state_of(tracker: DialogueStateTracker) -> State:
    """JSON data: `slots` that differ from their initial value, `loop`, `paused`, `latest_action`, `followup`."""
    loop = tracker.active_loop
    return {
        "slots": {s.name: s.value for s in tracker.slots.values() if s.value != s.initial_value},
        "loop": [loop.name, loop.rejected, loop.is_interrupted] if tracker.active_loop_name else None,
        "paused": tracker.is_paused(),
        "latest_action": tracker.latest_action_name,
        "followup": tracker.followup_action,
    }


def events_to(state: State, timestamp: float) -> list[Event]:
    """In the order in which a real conversation would have brought them, all at `timestamp` (seconds)."""
    name, rejected, interrupted = state["loop"] or (None, False, False)
    events: list[Event] = [ActionExecuted(name), ActiveLoop(name)] if name else []
    events += [SlotSet(slot, value) for slot, value in state["slots"].items()]
    if state["latest_action"]:
        events.append(ActionExecuted(state["latest_action"]))
    # Executing an action resets these two, so they come after it.
    if rejected:
        events.append(ActionExecutionRejected(name))
    if interrupted:
        events.append(LoopInterrupted(True))
    if state["paused"]:
        events.append(ConversationPaused())
    if state["followup"]:
        events.append(FollowupAction(state["followup"]))
    for event in events:
        event.timestamp = timestamp
    return events
