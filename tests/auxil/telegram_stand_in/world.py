"""What the stand-in knows: chats, messages, tapped buttons, commands, and all that the bot did. Shared by its parts."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.auxil.telegram_stand_in import objects
from tests.auxil.telegram_stand_in.errors import bad_request, forbidden
from tests.auxil.telegram_stand_in.updates import UpdateQueue

Json = dict[str, Any]
ALIVE = ("member", "administrator", "creator")


@dataclass
class Chat:
    """A private chat, a group or a channel; `status` is the bot's standing there."""

    about: Json
    status: str = "member"
    started: bool = True

    @property
    def is_private(self) -> bool:
        return bool(self.about["type"] == "private")


@dataclass(frozen=True)
class Call:
    """One request of the bot, whatever came of it; `at` is time.monotonic()."""

    method: str
    params: Json
    code: int
    at: float = field(default_factory=time.monotonic)

    @property
    def chat_id(self) -> int | None:
        chat_id = self.params.get("chat_id")
        return int(chat_id) if chat_id is not None else None


class World:
    """All of it behind one lock: the server's thread and the test's thread both come here."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.bot_id = int(token.split(":")[0])
        self.lock = threading.RLock()
        self.updates = UpdateQueue()
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.sent: list[Json] = []
        self.calls: list[Call] = []
        self.commands: dict[str, list[Json]] = {}
        self.queries: dict[str, float] = {}
        self.answered: list[Json] = []
        self.query_lifetime = 30.0
        self._next_message_id = 1

    def bot(self) -> Json:
        return objects.bot_user(self.bot_id)

    def new_message(self, chat_id: int, sender: Json | None, content: Json) -> Json:
        """A message that stands in the chat from now on."""
        with self.lock:
            message_id = self._next_message_id
            self._next_message_id += 1
            made = objects.message(message_id, self.chats[chat_id].about, sender, content)
            self.messages[chat_id, message_id] = made
            return made

    def send(self, chat: Chat, content: Json) -> Json:
        """A message of the bot's."""
        with self.lock:
            made = self.new_message(chat.about["id"], self.bot(), content)
            self.sent.append(made)
            return made

    def chat_for_writing(self, chat_id: Any) -> Chat:
        """Raises what Telegram answers when the bot may not write there."""
        try:
            chat = self.chats[int(chat_id)]
        except (KeyError, TypeError, ValueError):
            raise bad_request("chat not found") from None
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.status not in ALIVE:
            raise forbidden(self._why_not(chat))
        return chat

    def _why_not(self, chat: Chat) -> str:
        if chat.is_private:
            return "bot was blocked by the user"
        kind = chat.about["type"]
        return (
            f"bot was kicked from the {kind} chat"
            if chat.status == "kicked"
            else (f"bot is not a member of the {kind} chat")
        )

    def own_message(self, chat_id: Any, message_id: Any) -> Json:
        """A message of the bot's, to edit or delete."""
        found = self.messages.get((int(chat_id or 0), int(message_id or 0)))
        if found is None:
            raise bad_request("message to edit not found")
        if found.get("from", {}).get("id") != self.bot_id:
            raise bad_request("message can't be edited")
        return found

    def change_membership(self, chat: Chat, by: Json, status: str) -> None:
        """Blocked, unblocked, taken into a group, thrown out: the bot is told."""
        old, chat.status = chat.status, status
        change = objects.membership_change(chat.about, by, self.bot(), old, status)
        self.updates.add("my_chat_member", change)

    def note(self, call: Call) -> None:
        with self.lock:
            self.calls.append(call)
