"""What an update means to us: words, a tap, a correction, a person who left, a group. Called by the gateway.

Of a message we take the chat, its id, and the words or the button; nothing about the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, ChatMemberUpdated, MaybeInaccessibleMessage, Message, Update

from bot.messages import IncomingMessage, Kind

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
# In this order: an animation also carries a document, a venue also a location.
UNREADABLE = {
    "voice": "voice", "audio": "voice", "video": "video", "video_note": "video", "animation": "video",
    "photo": "photo", "live_photo": "photo", "sticker": "sticker", "dice": "sticker", "document": "file",
    "venue": "location", "location": "location", "contact": "contact",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A message for the inbox; `corrects` is the id of the message that it replaces."""

    message: IncomingMessage
    corrects: str | None = None


@dataclass(frozen=True)
class Tapped:
    """A tapped button: `message` is for the inbox, the rest shows the choice. Without `title` it is not known which
    button it was; without `text` the message is too old to be changed."""

    message: IncomingMessage
    query_id: str
    chat_id: int
    message_id: int
    text: str | None
    title: str | None
    has_buttons: bool


@dataclass(frozen=True)
class Stray:
    """A tap that means nothing to us; it is only acknowledged."""

    query_id: str


@dataclass(frozen=True)
class Blocked:
    """The person has blocked the bot or deleted the conversation."""

    chat: str


@dataclass(frozen=True)
class InGroup:
    """Something happened in a group or a channel; `left` when the bot is no longer in it."""

    chat_id: int
    left: bool = False


Read = Written | Tapped | Stray | Blocked | InGroup | None


def read(update: Update, bot: str, now: datetime) -> Read:
    """None for what needs no answer: a pinned message, a call, a poll's results."""
    if update.callback_query:
        return _tap(update.callback_query, bot, now)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    message = update.message or update.edited_message or update.channel_post
    if message is None:
        return None
    if message.chat.type != "private":
        return InGroup(message.chat.id)
    if update.edited_message:
        return _correction(message, update.update_id, bot, now)
    return _written(message, bot, now)


def _written(message: Message, bot: str, now: datetime) -> Written | None:
    chat, id = str(message.chat.id), id_of(message)
    text = message.text or message.caption
    if text is not None:
        return Written(IncomingMessage(CHANNEL, bot, chat, id, text, message.date, now))
    what = unreadable(message)
    if what is None:
        return None
    if message.media_group_id:
        # An album arrives as many messages; it gets one answer.
        id = f"album:{chat}:{message.media_group_id}"
    return Written(IncomingMessage(CHANNEL, bot, chat, id, what, message.date, now, Kind.UNREADABLE))


def id_of(message: Message) -> str:
    """The same for every redelivery of a message, and what its correction refers to."""
    return f"message:{message.chat.id}:{message.message_id}"


def unreadable(message: Message) -> str | None:
    """What came instead of words; None for what Telegram itself notes in a chat."""
    for attribute, what in UNREADABLE.items():
        if getattr(message, attribute, None):
            return what
    # `api_kwargs` holds what this version of the library does not know.
    return "other" if message.effective_attachment or message.api_kwargs else None


def _correction(message: Message, update_id: int, bot: str, now: datetime) -> Written | None:
    """A live location that moves, or a link whose preview came, is no correction."""
    text = message.text or message.caption
    if text is None:
        return None
    id, at = f"edit:{message.chat.id}:{update_id}", message.edit_date or message.date
    corrected = IncomingMessage(CHANNEL, bot, str(message.chat.id), id, text, at, now, Kind.CORRECTION)
    return Written(corrected, corrects=id_of(message))


def _tap(query: CallbackQuery, bot: str, now: datetime) -> Read:
    under = query.message
    if under is None or not query.data:
        return Stray(query.id)
    if under.chat.type != "private":
        return InGroup(under.chat.id)
    chat_id, message_id = under.chat.id, under.message_id
    # The second of two quick taps on one button is a repeat, whatever its update is called.
    id = f"tap:{chat_id}:{message_id}:{query.data}"
    message = IncomingMessage(CHANNEL, bot, str(chat_id), id, query.data, now, now, Kind.BUTTON)
    titles = _titles(under)
    return Tapped(message, query.id, chat_id, message_id, _text(under), titles.get(query.data), bool(titles))


def _text(message: MaybeInaccessibleMessage) -> str | None:
    return message.text if isinstance(message, Message) else None


def _titles(message: MaybeInaccessibleMessage) -> dict[str, str]:
    """The buttons that still show, by what they carry."""
    keyboard = message.reply_markup if isinstance(message, Message) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    return {str(button.callback_data): button.text for row in rows for button in row}


def _membership(change: ChatMemberUpdated) -> Blocked | InGroup | None:
    gone = change.new_chat_member.status in ("left", "kicked")
    if change.chat.type != "private":
        return InGroup(change.chat.id, left=gone)
    return Blocked(str(change.chat.id)) if gone else None
