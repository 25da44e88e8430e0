"""The methods of the Bot API that the bot uses, a function each. `METHODS` is asked by the HTTP door."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.auxil.telegram_stand_in import limits, objects
from tests.auxil.telegram_stand_in.errors import bad_request
from tests.auxil.telegram_stand_in.world import World

Json = dict[str, Any]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, params: Json) -> Json:
    return objects.bot_of_get_me(world.bot_id)


def send_message(world: World, params: Json) -> Json:
    chat = world.chat_for_writing(params.get("chat_id"))
    limits.check_parse_mode(params.get("parse_mode"))
    text = limits.check_text(params.get("text"))
    content: Json = {"text": text}
    if entities := limits.check_entities(params.get("entities"), text):
        content["entities"] = entities
    return world.send(chat, content | _markup(params))


def _markup(params: Json) -> Json:
    """Only inline keyboards come back with the message."""
    markup = limits.check_reply_markup(params.get("reply_markup"))
    return {"reply_markup": markup} if markup and markup.get("inline_keyboard") else {}


def send_contact(world: World, params: Json) -> Json:
    chat = world.chat_for_writing(params.get("chat_id"))
    return world.send(chat, {"contact": limits.check_contact(params)} | _markup(params))


def send_chat_action(world: World, params: Json) -> bool:
    world.chat_for_writing(params.get("chat_id"))
    limits.check_action(params.get("action"))
    return True


def answer_callback_query(world: World, params: Json) -> bool:
    """A query can be answered once, and only for a short while."""
    limits.check_notice(params.get("text"))
    with world.lock:
        asked_at = world.queries.pop(str(params.get("callback_query_id")), None)
        if asked_at is None or time.monotonic() - asked_at > world.query_lifetime:
            raise bad_request(TOO_OLD)
        world.answered.append(params)
    return True


def edit_message_reply_markup(world: World, params: Json) -> Json:
    return _edit(world, params, {})


def edit_message_text(world: World, params: Json) -> Json:
    limits.check_parse_mode(params.get("parse_mode"))
    text = limits.check_text(params.get("text"))
    entities = limits.check_entities(params.get("entities"), text)
    return _edit(world, params, {"text": text} | ({"entities": entities} if entities else {}))


def _edit(world: World, params: Json, content: Json) -> Json:
    """A keyboard that is not given again disappears."""
    world.chat_for_writing(params.get("chat_id"))
    with world.lock:
        message = world.own_message(params.get("chat_id"), params.get("message_id"))
        wanted = {key: value for key, value in message.items() if key not in ("reply_markup", "edit_date")}
        wanted |= content | _markup(params)
        if wanted == {key: value for key, value in message.items() if key != "edit_date"}:
            raise bad_request(NOT_MODIFIED)
        message.pop("reply_markup", None)
        message.update(wanted, edit_date=objects.now())
        return dict(message)


def delete_message(world: World, params: Json) -> bool:
    with world.lock:
        if world.messages.pop((int(params["chat_id"]), int(params["message_id"])), None) is None:
            raise bad_request("message to delete not found")
    return True


def leave_chat(world: World, params: Json) -> bool:
    chat = world.chat_for_writing(params.get("chat_id"))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.change_membership(chat, world.bot(), "left")
    return True


def get_file(world: World, params: Json) -> Json:
    if params.get("file_id") != objects.FILE["file_id"]:
        raise bad_request("invalid file_id")
    return {**objects.FILE, "file_path": "documents/stand-in"}


def set_my_commands(world: World, params: Json) -> bool:
    world.commands[_commands_key(params)] = limits.check_commands(params.get("commands"))
    return True


def get_my_commands(world: World, params: Json) -> list[Json]:
    return world.commands.get(_commands_key(params), [])


def delete_my_commands(world: World, params: Json) -> bool:
    world.commands.pop(_commands_key(params), None)
    return True


def _commands_key(params: Json) -> str:
    scope = (params.get("scope") or {}).get("type", "default")
    return f"{scope}:{params.get('language_code') or ''}"


# Method names are not case-sensitive.
METHODS: dict[str, Callable[[World, Json], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendcontact": send_contact,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "editmessagereplymarkup": edit_message_reply_markup,
    "editmessagetext": edit_message_text,
    "deletemessage": delete_message,
    "leavechat": leave_chat,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
}
