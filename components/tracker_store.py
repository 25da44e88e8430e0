"""Rasa's tracker store: each turn appended once, sealed; reading costs the same at turn 1,000 as at turn 1.

Named in endpoints.yml. Failures are raised, never hidden, and a turn that failed is never saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from components.dialogue_state import events_to, state_of
from components.settings import StoreSettings, read_store_settings
from components.slim_events import slim
from components.stored_talks import StoredTalks, Talk
from components.turn import Turn, TurnHasFailed, current_turn

# A rule looks back one message at most (restrict_rules); the state before it stands in for everything older.
WINDOW_TURNS = 2
# A repeat of one of the last so many messages gets its answer again without a search.
REMEMBERED_IDS = 100


@dataclass(frozen=True)
class _Read:
    """What a tracker was made from: the stored talk, and how many of its events came from there."""

    talk: Talk
    events: int = 0


class RelaisTrackerStore(TrackerStore):
    """`host` and `event_broker` are what Rasa hands to every store; ours uses neither."""

    def __init__(
        self,
        domain: Domain | None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        settings: StoreSettings | None = None,
        **kwargs: Any,
    ) -> None:
        """Raises SettingIsWrong."""
        super().__init__(domain, event_broker, **kwargs)
        self.talks = StoredTalks(settings or read_store_settings())

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """Rasa saves an empty tracker here, before the turn; we save once, after it."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def read(self, sender_id: str) -> Talk:
        """Raises StoreIsDown."""
        return await self.talks.read(sender_id, WINDOW_TURNS)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns, on top of the state before them. Raises StoreIsDown."""
        turn = current_turn()
        if turn and turn.sender == sender_id and turn.talk is not None:
            talk: Talk = turn.talk
        else:
            talk = await self.read(sender_id)
        return self._tracker_of(sender_id, talk)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Every turn that is kept: for reading, not for answering."""
        return self._tracker_of(conversation_id, await self.talks.read(conversation_id, 0))

    def _tracker_of(self, sender_id: str, talk: Talk) -> DialogueStateTracker | None:
        tracker = self.init_tracker(sender_id)
        tracker.relais_read = _Read(talk)
        if not talk.turns:
            return tracker if talk.unreadable else None
        first = talk.turns[0]
        if first["before"]:
            for event in events_to(first["before"], first["events"][0]["timestamp"]):
                tracker.update(event)
        for turn in talk.turns:
            for event in deserialise_events(turn["events"]):
                tracker.update(event)
        tracker.relais_read = _Read(talk, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends what is new. Raises TurnHasFailed, TrackerHasMoved, StoreIsDown."""
        turn = current_turn()
        if turn:
            _refuse_unless_whole(turn, tracker)
        read: _Read = getattr(tracker, "relais_read", _Read(Talk()))
        events = [slim(event) for event in islice(tracker.events, read.events, None)]
        if events:
            await self._append(tracker, read.talk, events)
        if turn:
            turn.saved = events

    async def _append(self, tracker: DialogueStateTracker, talk: Talk, events: list[dict[str, Any]]) -> None:
        before: dict[str, Any] = talk.snapshot or {"version": 0, "state": None, "ids": []}
        snapshot = {
            "version": before["version"] + 1,
            "state": state_of(tracker),
            "ids": [*before["ids"], _digest(message_id_of(events))][-REMEMBERED_IDS:],
        }
        stored = {"before": before["state"], "events": events}
        await self.talks.append(tracker.sender_id, talk, stored, snapshot)
        kept = Talk(snapshot["version"], snapshot, (*talk.turns, stored)[-WINDOW_TURNS:])
        tracker.relais_read = _Read(kept, len(tracker.events))

    async def events_of_message(self, sender_id: str, message_id: str, talk: Talk) -> list[dict[str, Any]] | None:
        """What a message that was answered before brought about; None for a new one. Raises StoreIsDown."""
        ids: list[str] = talk.snapshot["ids"] if talk.snapshot else []
        digest = _digest(message_id)
        if digest not in ids:
            return None
        back = ids[::-1].index(digest) + 1
        if back <= len(talk.turns):
            turn: dict[str, Any] | None = talk.turns[-back]
        else:
            turn = await self.talks.turn(sender_id, talk.version - back)
        return turn["events"] if turn else None

    async def forget(self, sender_id: str) -> None:
        """Raises StoreIsDown."""
        await self.talks.forget(sender_id)

    async def close(self) -> None:
        await self.talks.close()

    async def keys(self) -> Iterable[str]:
        return [sender async for sender in self.talks.senders()]


def message_id_of(events: list[dict[str, Any]]) -> str | None:
    """The id of the message that a turn answered."""
    return next((event.get("message_id") for event in events if event["event"] == "user"), None)


def _digest(message_id: str | None) -> str:
    """Short, so that a hundred of them weigh little; sealed with the snapshot, so that nobody can try them out."""
    return hashlib.blake2b((message_id or "").encode(), digest_size=9).hexdigest() if message_id else ""


def _refuse_unless_whole(turn: Turn, tracker: DialogueStateTracker) -> None:
    """A turn is kept when nothing failed in it, something was said, and it came to its end."""
    turn.raise_if_failed()
    if not turn.messages:
        raise TurnHasFailed("empty")
    if tracker.latest_action_name != ACTION_LISTEN_NAME:
        raise TurnHasFailed("unfinished")
