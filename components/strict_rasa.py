"""Rasa hides failures: an action that cannot run is logged and forgotten, a store that cannot save becomes a memory.

These replacements make a turn fail as a whole instead. Applied once by the channel, before the agent is made.
"""

from __future__ import annotations

from typing import Any

import rasa.core.actions.action as rasa_action
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor

from components.replacements import Replacements
from components.tracker_store import RelaisTrackerStore
from components.turn import current_turn

# Seconds for one call of the action server; Rasa's own limit is five minutes.
ACTION_WITHIN = 5

_replacements = Replacements()


def apply() -> None:
    """Raises RasaHasAnotherVersion: without these, failures would be hidden again."""
    if _replacements.are_applied:
        return
    _replacements.check_version()
    _replacements.put(rasa_action, "DEFAULT_REQUEST_TIMEOUT", ACTION_WITHIN)
    _replacements.wrap(RemoteAction, "run", _remote_action_that_reports)
    _replacements.wrap(MessageProcessor, "_run_action", _run_action_that_stops)
    _replacements.wrap(MessageProcessor, "_update_tracker_session", _session_without_metadata)
    _replacements.wrap(Agent, "_create_tracker_store", _store_without_fallback)


def put_back() -> None:
    _replacements.put_back()


def _remote_action_that_reports(original: Any) -> Any:
    async def run(self: Any, *args: Any) -> Any:
        """A rejection is an answer; anything else raised here fails the turn, whoever swallows it later."""
        turn = current_turn()
        if turn is None:
            return await original(self, *args)
        turn.raise_if_failed()
        try:
            return await original(self, *args)
        except ActionExecutionRejection:
            raise
        except Exception:
            turn.fail("action")
            raise

    return run


class _Watched:
    """Stands for an action and notes when it raises, also one that runs inside Rasa (a form, a response)."""

    def __init__(self, action: Any) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *args: Any) -> Any:
        try:
            return await self._action.run(*args)
        except ActionExecutionRejection:
            raise
        except Exception:
            turn = current_turn()
            if turn:
                turn.fail("action")
            raise


def _run_action_that_stops(original: Any) -> Any:
    async def _run_action(self: Any, action: Any, *args: Any, **kwargs: Any) -> Any:
        """After a failure no other action is tried: nothing of this turn will be kept."""
        goes_on = await original(self, _Watched(action), *args, **kwargs)
        turn = current_turn()
        if turn:
            turn.raise_if_failed()
        return goes_on

    return _run_action


def _session_without_metadata(original: Any) -> Any:
    async def _update_tracker_session(self: Any, tracker: Any, output_channel: Any, metadata: Any = None) -> None:
        """Rasa would copy a message's metadata into the slot session_started_metadata, and keep it there."""
        await original(self, tracker, output_channel, None)

    return _update_tracker_session


def _store_without_fallback(original: Any) -> Any:
    def _create_tracker_store(store: Any, domain: Any) -> Any:
        """Ours is not wrapped in FailSafeTrackerStore, which turns a failed save into a save to memory."""
        if not isinstance(store, RelaisTrackerStore):
            return original(store, domain)
        store.domain = domain
        return store

    return staticmethod(_create_tracker_store)
