"""The only door into Rasa: one message in, its whole answer out, or a plain failure. Named in credentials.yml.

POST turn, weigh and forget (they demand the shared secret) and GET health, under /webhooks/relais/. A turn that did not
hold answers 503 with `failed`: model, store, read, action, empty, unfinished, late, moved, save or fault.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from components import fast_rasa, quiet_logs, strict_rasa, talk_in_rasa
from components.answer import answer_of, load_printed_intents, reply_of
from components.ask import Ask, BodyIsInvalid, read_ask, read_sender, read_text
from components.health import is_healthy
from components.printed import NO_URGENCY
from components.quiet_logs import Vouched
from components.settings import ChannelSettings, read_channel_settings, read_store_settings
from components.tracker_store import RelaisTrackerStore
from components.turn import SenderLocks, Turn, TurnHasFailed, opened

logger = logging.getLogger(__name__)

CHANNEL = "relais"
SECRET_HEADER = "X-Relais-Secret"  # noqa: S105 (a name, not a secret)
# Seconds for a whole turn, in which a form calls the action server up to three times; less than the bot waits, so
# that it hears why.
TURN_WITHIN = 7.0

Handler = Callable[[Request], Awaitable[HTTPResponse]]


class RelaisOutput(OutputChannel):
    """Notes down each message as Rasa says it, whole."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        if reply_of(message):
            self._turn.messages.append(message)


class RelaisChannel(InputChannel):
    """Made by `from_credentials` in a server; tests make it with settings of their own."""

    def __init__(self, settings: ChannelSettings, printed_intents: Mapping[str, str] | None = None) -> None:
        self._settings = settings
        self._printed = load_printed_intents() if printed_intents is None else printed_intents
        self._locks = SenderLocks()

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> RelaisChannel:
        """Also readies the process: quiet logs, strict and fast Rasa. Raises SettingIsWrong, RasaHasAnotherVersion."""
        settings = read_channel_settings()
        read_store_settings()
        quiet_logs.install()
        strict_rasa.apply()
        talk_in_rasa.apply()
        fast_rasa.apply()
        return cls(settings)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """`on_new_message` is not used: it has no answer to give."""
        doors = Blueprint("relais")
        doors.add_route(self._guarded(self._turn), "/turn", methods=["POST"])
        doors.add_route(self._guarded(self._weigh), "/weigh", methods=["POST"])
        doors.add_route(self._guarded(self._forget), "/forget", methods=["POST"])
        doors.add_route(_health, "/health", methods=["GET"])
        doors.listener("after_server_start")(_check_store)
        doors.listener("before_server_stop")(_close)
        return doors

    def _guarded(self, handler: Handler) -> Handler:
        @wraps(handler)
        async def guarded(request: Request) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(given.encode(), self._settings.secret.encode()):
                return response.json({"refused": f"{SECRET_HEADER} is missing or wrong"}, status=403)
            try:
                return await handler(request)
            except BodyIsInvalid as error:
                return response.json({"invalid": str(error)}, status=400)
            except TurnHasFailed as failure:
                # The reason is one of our own words, so it may stand in the log.
                logger.error(Vouched(f"A turn failed ({failure.reason}); nothing of it is kept."), exc_info=failure)
                return response.json({"failed": failure.reason}, status=503)

        return guarded

    async def _turn(self, request: Request) -> HTTPResponse:
        agent = _ready_agent(request.app)
        ask = read_ask(_body(request), intents=agent.domain.intents, may_move_clock=not self._settings.production)
        async with self._locks.of(ask.sender):
            return response.json(await self._answer(agent, ask))

    async def _weigh(self, request: Request) -> HTTPResponse:
        """How urgent words are that are not for the dialogue: no turn is run and nothing is kept."""
        agent = _ready_agent(request.app)
        text = read_text(_body(request))
        try:
            parse = await asyncio.wait_for(agent.parse_message(text), TURN_WITHIN)
        except Exception as error:
            raise TurnHasFailed("fault") from error
        return response.json({"urgency": parse.get("urgency") or NO_URGENCY})

    async def _forget(self, request: Request) -> HTTPResponse:
        agent = _ready_agent(request.app)
        sender = read_sender(_body(request))
        async with self._locks.of(sender):
            await _store_of(agent).forget(sender)
        return response.json({"forgotten": True})

    async def _answer(self, agent: Any, ask: Ask) -> dict[str, Any]:
        """Raises TurnHasFailed."""
        store = _store_of(agent)
        talk = await store.read(ask.sender)
        events = await store.events_of_message(ask.sender, ask.id, talk)
        if events is not None:
            return {**answer_of(events, self._printed), "repeated": True}
        turn = Turn(ask.sender, talk=talk)
        return {**answer_of(await _run(agent, ask, turn), self._printed), "repeated": False}


async def _run(agent: Any, ask: Ask, turn: Turn) -> list[dict[str, Any]]:
    """The saved events of the turn. Raises TurnHasFailed, whatever went wrong."""
    message = UserMessage(
        ask.text, RelaisOutput(turn), ask.sender, input_channel=CHANNEL, message_id=ask.id, metadata=ask.metadata
    )
    try:
        with opened(turn):
            await asyncio.wait_for(agent.handle_message(message), TURN_WITHIN)
    except TurnHasFailed:
        raise
    except asyncio.TimeoutError as error:
        raise TurnHasFailed("late") from error
    except Exception as error:
        raise TurnHasFailed("fault") from error
    if turn.saved is None:
        raise TurnHasFailed("save")
    return turn.saved


def _body(request: Request) -> Any:
    try:
        return request.json
    except SanicException:
        raise BodyIsInvalid("the body must be JSON") from None


def _ready_agent(app: Sanic) -> Any:
    """Raises TurnHasFailed while no model is loaded."""
    agent = getattr(app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise TurnHasFailed("model")
    return agent


def _store_of(agent: Any) -> RelaisTrackerStore:
    """Raises TurnHasFailed when Rasa was given another store: it would hide failures, and write in the clear."""
    store = agent.tracker_store
    if not isinstance(store, RelaisTrackerStore):
        raise TurnHasFailed("store")
    return store


async def _health(request: Request) -> HTTPResponse:
    """No secret: it tells nothing but that a message would get through now."""
    healthy = await is_healthy(getattr(request.app.ctx, "agent", None))
    return response.json({"healthy": healthy}, status=200 if healthy else 503)


async def _check_store(app: Sanic, _: Any) -> None:
    if not isinstance(getattr(app.ctx, "agent", None) and app.ctx.agent.tracker_store, RelaisTrackerStore):
        logger.critical("endpoints.yml must name components.tracker_store.RelaisTrackerStore: no message is answered.")


async def _close(app: Sanic, _: Any) -> None:
    await fast_rasa.close_sessions()
    store = getattr(app.ctx, "agent", None) and app.ctx.agent.tracker_store
    if isinstance(store, RelaisTrackerStore):
        await store.close()
