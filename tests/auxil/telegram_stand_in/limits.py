"""The limits of the Bot API: what Telegram refuses, the stand-in refuses. Called by `methods.py`."""

from __future__ import annotations

import re
from typing import Any

from tests.auxil.telegram_stand_in.errors import bad_request

Json = dict[str, Any]

MOST_CHARACTERS = 4096
MOST_CALLBACK_BYTES = 64
MOST_BUTTONS = 100
CHAT_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
ENTITY_TYPES = frozenset({
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
    "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
    "text_link", "text_mention", "custom_emoji", "date_time",
})  # fmt: skip
BUTTON_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def length(text: str) -> int:
    """In UTF-16 units, as Telegram counts offsets; the strictest reading of «4096 characters»."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str | None) -> str:
    """The text as it will stand there: Telegram trims it."""
    trimmed = (text or "").strip()
    if not trimmed:
        raise bad_request("message text is empty")
    if length(trimmed) > MOST_CHARACTERS:
        raise bad_request("message is too long")
    return trimmed


def check_entities(entities: list[Json] | None, text: str) -> list[Json]:
    for entity in entities or []:
        if entity.get("type") not in ENTITY_TYPES:
            raise bad_request("can't parse entities: unsupported entity type specified")
        if not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= length(text):
            raise bad_request("can't parse entities: entity beyond the end of the text")
    return entities or []


def check_parse_mode(mode: str | None) -> None:
    """Our gateway sends plain text: a stray `<` or `*` in an answer must never make Telegram refuse it."""
    if mode:
        raise bad_request("unsupported parse_mode")


def check_reply_markup(markup: Json | None) -> Json | None:
    """Raises 400 for a keyboard that Telegram would not show."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        check_inline_keyboard(markup["inline_keyboard"])
    elif "keyboard" in markup:
        if not all(isinstance(row, list) for row in markup["keyboard"]):
            raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    elif not (markup.get("remove_keyboard") or markup.get("force_reply")):
        raise bad_request("object expected as reply markup")
    return markup


def check_inline_keyboard(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            check_button(button)


def check_button(button: Json) -> None:
    if not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    actions = [name for name in BUTTON_ACTIONS if name in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one of the optional fields must be used")
    if actions == ["callback_data"]:
        size = len(button["callback_data"].encode())
        if not 1 <= size <= MOST_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")


def check_contact(params: Json) -> Json:
    """The contact as it will be shown. Telegram looks only for a number and a first name."""
    phone, name = params.get("phone_number"), params.get("first_name")
    if not phone or not re.search(r"\d", phone):
        raise bad_request("contact phone number must be non-empty")
    if not name or not 1 <= len(name) <= 64:
        raise bad_request("contact first name must be non-empty")
    return {"phone_number": phone, "first_name": name} | (
        {"last_name": params["last_name"]} if params.get("last_name") else {}
    )


def check_action(action: str | None) -> None:
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")


def check_commands(commands: Any) -> list[Json]:
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def check_notice(text: str | None) -> None:
    if text and len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")


def check_webhook(url: str, secret: str | None) -> None:
    """HTTPS; plain HTTP only towards this machine, as a local Bot API server allows."""
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
