"""A world on a real Redis, and a small talk with the form as Rasa leads it, for tests in milliseconds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from redis.asyncio import Redis

from actions.all_actions import all_actions
from actions.settings import ActionSettings
from actions.world import World, make_world
from casework.requests import RequestStore
from casework.sealing import CaseOpener, ChatCipher, new_case_keys, new_chat_key
from casework.transcript import Transcripts

PERSON = "p" * 26
CHAT_KEY = new_chat_key()


@pytest.fixture(scope="session")
def case_keys() -> tuple[str, str]:
    """(private, public)"""
    return new_case_keys()


@pytest.fixture(scope="session")
def world_without_redis(case_keys: tuple[str, str]) -> World:
    """Every file read once; the client it holds never connects."""
    return make_world(ActionSettings("redis://127.0.0.1:1/0", case_keys[1], CHAT_KEY, "secret", "127.0.0.1", 0, 24))


@pytest_asyncio.fixture
async def world(redis_url: str, world_without_redis: World) -> AsyncIterator[World]:
    redis: Redis[bytes] = Redis.from_url(redis_url)
    transcripts = Transcripts(redis, ChatCipher.from_setting(CHAT_KEY))
    yield replace(world_without_redis, redis=redis, requests=RequestStore(redis), transcripts=transcripts)
    await redis.close()
    await redis.connection_pool.disconnect()


@pytest.fixture
def opener(case_keys: tuple[str, str]) -> CaseOpener:
    return CaseOpener.from_setting(case_keys[0])


class Talk:
    """Plays Rasa's part for one person: slots, the active loop, and the order in which a form calls its actions."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.actions = {action.name(): action for action in all_actions(world)}
        self.slots: dict[str, Any] = {}
        self.loop: str | None = None
        self.events: list[dict[str, Any]] = []
        self.replies: list[dict[str, Any]] = []
        self.rejected = False
        self._latest: dict[str, Any] = {}
        self._count = 0
        self._last: list[dict[str, Any]] = []

    async def hears(self, text: str = "", intent: str = "out_of_scope", value: str | None = None, **parse: Any) -> str:
        """A message while nothing or the form is active; returns all that was said."""
        self._message(text, intent, value, parse)
        if self.loop:
            await self._form()
            return self.said
        return await self.runs("action_respond")

    def _message(self, text: str, intent: str, value: str | None, parse: dict[str, Any]) -> None:
        self._count += 1
        self.replies, self.rejected = [], False
        entities = [{"entity": "value", "value": value}] if value is not None else []
        self._latest = {
            "text": text or f"/{intent}", "intent": {"name": intent, "confidence": 0.9}, "entities": entities,
            "message_id": f"cli:test:{self._count}", "metadata": {"channel": "cli"}, **parse,
        }  # fmt: skip
        self.events.append({"event": "user", "text": self._latest["text"]})

    async def starts_form(self, text: str = "rappelez-moi") -> str:
        self._message(text, "request_contact", None, {})
        await self._form()
        return self.said

    async def taps(self, title: str) -> str:
        """A button of the last bubble, by the beginning of its title."""
        shown = [b for reply in self.replies for b in reply.get("buttons") or []]
        payload = next(b["payload"] for b in shown if b["title"].startswith(title))
        intent, _, data = payload.lstrip("/").partition("{")
        value = data.split(":", 1)[1].strip(' "}') if data else None
        return await self.hears("", intent, value)

    async def runs(self, name: str) -> str:
        """One action for the latest message, its events applied."""
        dispatcher = CollectingDispatcher()
        events = await self.actions[name].run(dispatcher, self._tracker(), {})
        self.replies += [m for m in dispatcher.messages if m.get("text") or m.get("custom")]
        if not name.startswith(("validate_", "action_ask_")):  # Rasa runs these inside the form, unseen
            self.events.append({"event": "action", "name": name})
        self.events += [{"event": "bot", "text": m["text"]} for m in dispatcher.messages if m.get("text")]
        self._apply(events)
        return self.said

    def _tracker(self) -> Tracker:
        return Tracker(
            PERSON, dict(self.slots), self._latest, list(self.events), False, None, {"name": self.loop}, None
        )

    def _apply(self, events: list[dict[str, Any]]) -> None:
        self._last = events
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
            elif event["event"] == "action_execution_rejected":
                self.rejected = True

    async def _form(self) -> None:
        self.loop_before = self.loop
        self.loop = self.loop or None
        await self.runs("validate_contact_form")
        if self.rejected or (self.loop_before and not self.loop):
            return
        self.loop = "contact_form"
        wanted = self.slots.get("requested_slot")
        if wanted:
            await self.runs(f"action_ask_{wanted}")
        else:
            self.loop = None
            await self.runs("action_submit_contact")

    async def meets(self, action: str, text: str = "", intent: str = "out_of_scope", **parse: Any) -> str:
        """A message that a rule hands to one action."""
        self._message(text, intent, None, parse)
        return await self.runs(action)

    @property
    def titles(self) -> list[str]:
        """Of the buttons that were shown."""
        return [button["title"] for reply in self.replies for button in reply.get("buttons") or []]

    @property
    def followups(self) -> list[str]:
        return [event["name"] for event in self._last if event["event"] == "followup"]

    @property
    def last_events(self) -> list[dict[str, Any]]:
        """Of the last action that ran."""
        return self._last

    @property
    def said(self) -> str:
        return "\n".join(reply.get("text") or "" for reply in self.replies)

    @property
    def asked(self) -> str | None:
        return self.slots.get("requested_slot")


@pytest.fixture
def talk(world: World) -> Talk:
    return Talk(world)
