"""What Rasa does at every message although once would do, and what it sends although nobody reads it.

Measured on Rasa 3.6.21. Applied once by the channel; without them everything works, slower.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import rasa
from jsonschema.exceptions import ValidationError, best_match  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

from components.replacements import RasaHasAnotherVersion, Replacements
from components.slim_events import slim

logger = logging.getLogger(__name__)

# Shorter than the action server's own 5 seconds, so that it never closes a connection that we are about to use.
KEEP_ALIVE_SECONDS = 3.0
_NOT_SENT_OF_MESSAGE = frozenset({"response_selector", "text_tokens"})

_replacements = Replacements()


def apply() -> None:
    """In another version of Rasa nothing is replaced, and the log says so."""
    if _replacements.are_applied:
        return
    try:
        _replacements.check_version()
    except RasaHasAnotherVersion:
        logger.warning("Rasa is not of version 3.6: it runs without our shortcuts, slower.")
        return
    _replacements.put(RemoteAction, "_validate_action_result", _validator_compiled_once())
    _replacements.wrap(Event, "resolve_by_type", _event_types_looked_up)
    _replacements.wrap(EndpointConfig, "session", _sessions_kept)
    _replacements.put(RemoteAction, "_action_call_format", _action_call)


def put_back() -> None:
    _replacements.put_back()


def _validator_compiled_once() -> Any:
    """`jsonschema.validate` checks the schema itself against the meta-schema at each call: 23 ms."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def _validate_action_result(self: Any, result: Any) -> bool:
        error: ValidationError | None = best_match(validator.iter_errors(result))
        if error:
            raise error
        return True

    return _validate_action_result


def _event_types_looked_up(original: Any) -> Any:
    """Rasa walks all subclasses of Event for each event that it reads."""
    types: dict[str, type[Event]] = {}

    def resolve_by_type(type_name: str, default: Any = None) -> Any:
        if type_name not in types:
            found = original(type_name, default)
            if found is None or found is default:
                return found
            types[type_name] = found
        return types[type_name]

    return staticmethod(resolve_by_type)


class _Kept:
    """Hands out a session and leaves it open, where Rasa opens and closes one at each call."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        return None


_sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.ClientSession] = WeakKeyDictionary()


def _sessions_kept(original: Any) -> Any:
    def session(self: EndpointConfig) -> Any:
        """One session an event loop. Headers and parameters come with each request; a login does not."""
        return original(self) if self.basic_auth else _Kept(_session_of_this_loop())

    return session


def _session_of_this_loop() -> aiohttp.ClientSession:
    loop = asyncio.get_running_loop()
    session = _sessions.get(loop)
    if session is None or session.closed:
        connector = aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_SECONDS)
        session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        _sessions[loop] = session
    return session


async def close_sessions() -> None:
    """Called by the channel when the server stops."""
    session = _sessions.pop(asyncio.get_running_loop(), None)
    if session:
        await session.close()


def _action_call(self: Any, tracker: Any, domain: Any) -> dict[str, Any]:
    """What rasa_sdk needs: the tracker's last turns, and of the domain the slots and forms."""
    state = tracker.current_state()
    message = state["latest_message"] or {}
    return {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "version": rasa.__version__,
        "tracker": {
            **state,
            "latest_message": {key: value for key, value in message.items() if key not in _NOT_SENT_OF_MESSAGE},
            "active_loop": {key: value for key, value in state["active_loop"].items() if key != "trigger_message"},
            "events": [slim(event) for event in tracker.events],
        },
        "domain": _small_domain(domain),
    }


def _small_domain(domain: Any) -> dict[str, Any]:
    """rasa_sdk's FormValidationAction reads these two keys; texts and intents nobody reads."""
    whole = domain.as_dict()
    return {key: whole[key] for key in ("slots", "forms") if key in whole}
