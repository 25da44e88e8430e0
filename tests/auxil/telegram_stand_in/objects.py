"""Telegram's documented objects, as plain JSON: users, chats, messages, the bodies of updates."""

from __future__ import annotations

import time
from typing import Any

Json = dict[str, Any]

FILE = {"file_id": "stand-in-file", "file_unique_id": "stand-in", "file_size": 1024}
PHOTO = {**FILE, "width": 90, "height": 90}
KINDS: dict[str, Json] = {
    "voice": {"voice": {**FILE, "duration": 3, "mime_type": "audio/ogg"}},
    "audio": {"audio": {**FILE, "duration": 3}},
    "video": {"video": {**PHOTO, "duration": 3}},
    "video_note": {"video_note": {**FILE, "length": 240, "duration": 3}},
    "animation": {"animation": {**PHOTO, "duration": 3}, "document": FILE},
    "photo": {"photo": [PHOTO, {**PHOTO, "width": 320, "height": 320}]},
    "sticker": {
        "sticker": {
            **PHOTO,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
            "emoji": "🙂",
            "set_name": "stand_in",
        }
    },
    "document": {"document": {**FILE, "file_name": "lettre.pdf", "mime_type": "application/pdf"}},
    "location": {"location": {"latitude": 50.4669, "longitude": 4.8675}},
    "contact": {"contact": {"phone_number": "+32470000000", "first_name": "Quelqu’un"}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [{"text": "a", "voter_count": 0, "persistent_id": "0"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
}


def now() -> int:
    return int(time.time())


def bot_user(bot_id: int) -> Json:
    return {"id": bot_id, "is_bot": True, "first_name": "Relais", "username": "relais_stand_in_bot"}


def bot_of_get_me(bot_id: int) -> Json:
    return {
        **bot_user(bot_id),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def person_user(chat_id: int, first_name: str) -> Json:
    return {"id": chat_id, "is_bot": False, "first_name": first_name, "language_code": "fr"}


def private_chat(chat_id: int, first_name: str) -> Json:
    return {"id": chat_id, "type": "private", "first_name": first_name}


def group_chat(chat_id: int, kind: str, title: str) -> Json:
    return {"id": chat_id, "type": kind, "title": title}


def message(message_id: int, chat: Json, sender: Json | None, content: Json) -> Json:
    head: Json = {"message_id": message_id, "date": now(), "chat": chat}
    return head | ({"from": sender} if sender else {}) | content


def text_content(text: str) -> Json:
    """A text; a command at its beginning is marked, as Telegram does."""
    if not text.startswith("/") or len(text) < 2:
        return {"text": text}
    length = len(text.split()[0])
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def member(user: Json, status: str) -> Json:
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def membership_change(chat: Json, by: Json, bot: Json, old: str, new: str) -> Json:
    return {
        "chat": chat,
        "from": by,
        "date": now(),
        "old_chat_member": member(bot, old),
        "new_chat_member": member(bot, new),
    }


def inaccessible(of: Json) -> Json:
    """What a button carries in place of a message that has become too old."""
    return {"chat": of["chat"], "message_id": of["message_id"], "date": 0}
