"""The people on the other side: they write, tap, send a voice, correct themselves, block the bot. Used by tests."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.auxil.telegram_stand_in import objects
from tests.auxil.telegram_stand_in.world import Chat, World

Json = dict[str, Any]
_query_ids = itertools.count(1)


class Person:
    """Someone in a private chat with the bot. What they do becomes an update at once."""

    def __init__(self, world: World, chat_id: int, first_name: str = "Anne") -> None:
        self._world = world
        self.chat_id = chat_id
        self.user = objects.person_user(chat_id, first_name)
        self._chat = world.chats.setdefault(chat_id, Chat(objects.private_chat(chat_id, first_name), started=False))

    def says(self, text: str, **more: Any) -> Json:
        return self._sends_message(objects.text_content(text) | more)

    def sends(self, kind: str, caption: str | None = None, **more: Any) -> Json:
        """A voice, photo, sticker, document, location, contact…, with a caption if it is given."""
        return self._sends_message(objects.KINDS[kind] | ({"caption": caption} if caption else {}) | more)

    def does(self, what: Json) -> Json:
        """What Telegram notes in the chat by itself: a pinned message, a timer."""
        return self._sends_message(what)

    def moves(self, message: Json) -> None:
        """A live location that moves is an edited message without words."""
        with self._world.lock:
            stored = self._world.messages[self.chat_id, message["message_id"]]
            stored["edit_date"] = objects.now()
            self._world.updates.add("edited_message", dict(stored))

    def _sends_message(self, content: Json) -> Json:
        self._chat.started = True
        with self._world.lock:
            made = self._world.new_message(self.chat_id, self.user, content)
            self._world.updates.add("message", dict(made))
        return made

    def edits(self, message: Json, text: str) -> None:
        """Replaces the text (or the caption) of one of their messages."""
        with self._world.lock:
            stored = self._world.messages[self.chat_id, message["message_id"]]
            field = {"text": text} if "text" in stored else {"caption": text}
            stored.update(field, edit_date=objects.now())
            self._world.updates.add("edited_message", dict(stored))

    def taps(self, title: str, inaccessible: bool = False) -> str:
        """Taps the newest button with this title that still shows; raises LookupError when none does."""
        for message in reversed(self.received):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == title:
                        return self.taps_data(message, button["callback_data"], inaccessible)
        raise LookupError(f"no button «{title}» is showing")

    def taps_data(self, message: Json, data: str, inaccessible: bool = False) -> str:
        """What a changed client can send: any data at all. Returns the id of the query."""
        query_id = f"{self.chat_id}{next(_query_ids)}"
        shown = objects.inaccessible(message) if inaccessible else dict(message)
        with self._world.lock:
            self._world.queries[query_id] = time.monotonic()
            query = {"id": query_id, "from": self.user, "message": shown, "chat_instance": "1", "data": data}
            self._world.updates.add("callback_query", query)
        return query_id

    def blocks_the_bot(self) -> None:
        self._world.change_membership(self._chat, self.user, "kicked")

    def unblocks_the_bot(self) -> None:
        self._world.change_membership(self._chat, self.user, "member")

    @property
    def received(self) -> list[Json]:
        """What the bot sent to this person, oldest first, as it stands now."""
        with self._world.lock:
            return [message for message in self._world.sent if message["chat"]["id"] == self.chat_id]

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.received if "text" in message]

    @property
    def contacts(self) -> list[Json]:
        return [message["contact"] for message in self.received if "contact" in message]

    @property
    def buttons(self) -> list[str]:
        """The titles that show now, newest message last."""
        keyboards = [message.get("reply_markup", {}).get("inline_keyboard", []) for message in self.received]
        return [button["text"] for rows in keyboards for row in rows for button in row]


class Group:
    """A group, a supergroup or a channel that may take the bot in."""

    def __init__(self, world: World, chat_id: int, kind: str = "supergroup", title: str = "Parents") -> None:
        self._world = world
        self.chat_id = chat_id
        about = objects.group_chat(chat_id, kind, title)
        self._chat = world.chats.setdefault(chat_id, Chat(about, status="left"))

    def takes_in_the_bot(self, by: Person) -> None:
        self._world.change_membership(self._chat, by.user, "member")

    def hears(self, by: Person, text: str) -> Json:
        """A message in the group (in a channel: a post)."""
        is_channel = self._chat.about["type"] == "channel"
        sender = None if is_channel else by.user
        with self._world.lock:
            made = self._world.new_message(self.chat_id, sender, objects.text_content(text))
            self._world.updates.add("channel_post" if is_channel else "message", dict(made))
        return made

    @property
    def bot_is_in(self) -> bool:
        return self._chat.status == "member"

    @property
    def texts(self) -> list[str]:
        with self._world.lock:
            return [made["text"] for made in self._world.sent if made["chat"]["id"] == self.chat_id]
