"""A tiny assistant for tests of the plumbing: trained once a session, with an action server that breaks on demand."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

from aiohttp import web
from rasa.core.agent import Agent
from rasa.core.channels import channel as rasa_channel
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from casework.sealing import new_chat_key
from components.relais_channel import RelaisChannel
from components.settings import ChannelSettings, StoreSettings
from tests.auxil.small_actions import ACTIONS

DOMAIN = """
version: "3.1"
intents: [greet, ask_signs, request_contact, deny, urgent_attack]
entities: [value]
slots:
  f_name: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  f_phone: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  f_when: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  given: {type: any, influence_conversation: false, initial_value: 0, mappings: [{type: custom}]}
  calm: {type: bool, influence_conversation: true, mappings: [{type: custom}]}
  last_answer: {type: any, influence_conversation: false, mappings: [{type: custom}]}
forms:
  contact_form: {required_slots: [f_name, f_phone, f_when]}
responses:
  utter_ask_f_phone: [{text: "Quel numéro ?"}]
  utter_ask_f_when: [{text: "Quand ?"}]
actions: [action_respond, action_urgent, validate_contact_form, action_ask_f_name, action_submit]
session_config: {session_expiration_time: 0, carry_over_slots_to_new_session: true}
"""
CONFIG = """
recipe: default.v1
language: fr
assistant_id: small
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: LogisticRegressionClassifier
policies:
  - name: RulePolicy
    core_fallback_action_name: action_respond
"""
NLU = """
version: "3.1"
nlu:
  - {intent: greet, examples: "- bonjour\\n- salut\\n"}
  - {intent: ask_signs, examples: "- signes\\n- quels signes\\n"}
  - {intent: request_contact, examples: "- rappelez moi\\n- contact\\n"}
  - {intent: deny, examples: "- non\\n- non non\\n"}
  - {intent: urgent_attack, examples: "- arme\\n- il a une arme\\n"}
"""
RULES = """
version: "3.1"
rules:
  - rule: talk
    steps:
      - or: [{intent: greet}, {intent: ask_signs}, {intent: deny}]
      - action: action_respond
  - rule: urgent
    steps: [{intent: urgent_attack}, {action: action_urgent}]
  - rule: start the form
    steps: [{intent: request_contact}, {action: contact_form}, {active_loop: contact_form}]
  - rule: end the form
    condition: [{active_loop: contact_form}]
    steps:
      - action: contact_form
      - active_loop: null
      - slot_was_set: [{requested_slot: null}]
      - action: action_submit
"""
SECRET = "a-secret-of-the-small-rasa"
ACTIONS_SECRET = "a-secret-of-the-small-actions"


def train_small_model(folder: Path) -> Path:
    """A model archive; some seconds after the first import of Rasa."""
    for name, text in {"domain": DOMAIN, "config": CONFIG, "nlu": NLU, "rules": RULES}.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rasa.model_training import train

        result = train(
            str(folder / "domain.yml"),
            str(folder / "config.yml"),
            [str(folder / "nlu.yml"), str(folder / "rules.yml")],
            output=str(folder / "models"),
        )
    assert result.model
    return Path(result.model)


class SmallActionServer:
    """rasa_sdk's executor behind a door with a secret, in a thread of its own."""

    def __init__(self) -> None:
        self._fault: str | None = None
        # Senders whose calls take two seconds; what is to happen, once, while a call is being answered.
        self.slow_for: set[str] = set()
        self.during_a_call: Callable[[], Any] | None = None
        self.calls: list[dict[str, Any]] = []
        self.connections: set[Any] = set()
        self._executor = ActionExecutor()
        for action in ACTIONS:
            self._executor.register_action(action)
        self._socket: socket.socket | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhook"

    @property
    def endpoint(self) -> EndpointConfig:
        return EndpointConfig(self.url, headers={"X-Relais-Secret": ACTIONS_SECRET})

    def break_with(self, fault: str) -> None:
        """`raise` (an action raised: 500), `silent` (200 without a body), `hang`, `door` (403), `stopped`,
        `another` (another server has its port)."""
        self._fault = fault
        if fault == "stopped":
            self.stop()

    def mend(self) -> None:
        if self._fault == "stopped":
            self.start()
        self._fault = None

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10)

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application()
        app.add_routes([web.post("/webhook", self._webhook), web.get("/health", self._health)])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        self._loop.run_until_complete(self._runner.setup())
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True, shutdown_timeout=0.1)
        self._loop.run_until_complete(site.start())
        started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())
        self._loop.close()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"} if self._fault != "another" else {"healthy": True})

    async def _webhook(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Relais-Secret") != ACTIONS_SECRET or self._fault == "door":
            return web.json_response({}, status=403)
        call = await request.json()
        self.calls.append(call)
        self.connections.add(request.transport.get_extra_info("peername") if request.transport else None)
        if self._fault:
            return await self._break(call)
        if call["sender_id"] in self.slow_for:
            await asyncio.sleep(2)
        happening, self.during_a_call = self.during_a_call, None
        if happening:
            await asyncio.to_thread(happening)
        return web.json_response(await self._executor.run(call))

    async def _break(self, call: dict[str, Any]) -> web.Response:
        if self._fault == "hang":
            await asyncio.sleep(60)
        if self._fault == "silent":
            return web.Response(text="")
        # What rasa_sdk's own server answers: the whole request comes back in the error.
        return web.json_response({"error": "boom", "request_body": call}, status=500)


@contextlib.contextmanager
def running_actions() -> Iterator[SmallActionServer]:
    server = SmallActionServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def store_settings(redis_url: str, idle_seconds: int = 3600) -> StoreSettings:
    return StoreSettings(redis_url=redis_url, chat_keys=new_chat_key(), idle_seconds=idle_seconds)


def give_store(agent: Agent, store: Any) -> None:
    """As Rasa does when it makes an agent, but for one that is loaded already."""
    store.domain = agent.domain
    agent.tracker_store = store
    agent.processor.tracker_store = store


def give_actions(agent: Agent, server: SmallActionServer) -> None:
    agent.action_endpoint = server.endpoint
    agent.processor.action_endpoint = server.endpoint


def small_channel(**settings: Any) -> RelaisChannel:
    return RelaisChannel(ChannelSettings(secret=SECRET, **settings), printed_intents={"deny": "deny/printed"})


@contextlib.asynccontextmanager
async def open_door(agent: Agent, channel: RelaisChannel) -> AsyncIterator[str]:
    """The channel in a real HTTP server on this event loop; gives its address."""
    Sanic.test_mode = True
    app = Sanic(f"small_{id(channel)}", configure_logging=False)
    app.ctx.agent = agent
    rasa_channel.register([channel], app, route="/webhooks/")
    listener = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/webhooks/relais"
    finally:
        await asyncio.sleep(0.02)
        await server.before_stop()
        await server.close()
        await asyncio.sleep(0.02)
        Sanic._app_registry.pop(app.name, None)
