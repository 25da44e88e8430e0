"""The stand-in is true to Telegram: an unmodified python-telegram-bot reads its objects and meets its limits."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from tests.auxil.telegram_stand_in import TOKEN, TelegramStandIn
from tests.auxil.telegram_stand_in.objects import KINDS
from tests.bot.telegram.gate import client_of

ALL_KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"Choix {n}", callback_data=d)] for n, d in enumerate(data)])


async def the_update(client: Bot) -> Update:
    """The only pending update, confirmed."""
    (update,) = await client.get_updates()
    await client.get_updates(offset=update.update_id + 1)
    return update


async def test_it_introduces_the_bot(client: Bot) -> None:
    me = await client.get_me()
    assert me.is_bot
    assert me.id == int(TOKEN.split(":")[0])


async def test_a_wrong_token_is_refused(telegram: TelegramStandIn) -> None:
    with pytest.raises(InvalidToken):
        async with client_of(telegram, "700000001:another"):
            pass
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{telegram.api_url}700000001:another/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_a_message_arrives_as_telegram_writes_it(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.person(42).says("/start maintenant")
    message = (await the_update(client)).message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.chat.id, message.chat.type) == ("/start maintenant", 42, "private")
    assert [entity.type for entity in message.entities] == ["bot_command"]
    assert not message.api_kwargs


@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_every_kind_of_content_is_read_by_the_library(telegram: TelegramStandIn, client: Bot, kind: str) -> None:
    telegram.person(42).sends(kind, caption="regardez")
    message = (await the_update(client)).message
    assert message is not None
    assert message.effective_attachment is not None
    assert (message.caption, message.text) == ("regardez", None)


async def test_an_edited_message_keeps_its_id(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    written = anne.says("bonjoru")
    await the_update(client)
    anne.edits(written, "bonjour")
    edited = (await the_update(client)).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (written["message_id"], "bonjour")
    assert edited.edit_date is not None


async def test_unconfirmed_updates_are_handed_out_again(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    for number in range(3):
        anne.says(f"message {number}")
    first = await client.get_updates(limit=2)
    again = await client.get_updates(limit=2)
    assert [u.update_id for u in first] == [u.update_id for u in again]
    rest = await client.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["message 2"]
    assert telegram.world.updates.confirmed == 2


async def test_a_long_poll_answers_as_soon_as_somebody_writes(telegram: TelegramStandIn, client: Bot) -> None:
    began = time.monotonic()
    poll = asyncio.create_task(client.get_updates(timeout=5))
    await asyncio.sleep(0.2)
    telegram.person(42).says("bonjour")
    assert len(await poll) == 1
    assert time.monotonic() - began < 1


async def test_a_second_poller_ends_the_first_with_409(telegram: TelegramStandIn, client: Bot) -> None:
    first = asyncio.create_task(client.get_updates(timeout=5))
    await asyncio.sleep(0.2)
    async with client_of(telegram) as other:
        second = asyncio.create_task(other.get_updates(timeout=1))
        with pytest.raises(Conflict, match="other getUpdates"):
            await first
        assert await second == ()


async def test_only_the_kinds_asked_for_arrive(telegram: TelegramStandIn, client: Bot) -> None:
    await client.get_updates(allowed_updates=["message"])
    anne = telegram.person(42)
    anne.edits(anne.says("un"), "deux")
    assert [u.edited_message for u in await client.get_updates()] == [None]


async def test_a_text_and_its_buttons_arrive(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    sent = await client.send_message(42, "  Êtes-vous en sécurité ?\n", reply_markup=keyboard("abc", "def"))
    assert sent.text == "Êtes-vous en sécurité ?"
    assert anne.texts == ["Êtes-vous en sécurité ?"]
    assert anne.buttons == ["Choix 0", "Choix 1"]


async def test_a_tapped_button_arrives_with_its_message(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    await the_update(client)
    sent = await client.send_message(42, "Oui ?", reply_markup=keyboard("abc"))
    anne.taps("Choix 0")
    query = (await the_update(client)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id) == ("abc", sent.message_id)
    assert await client.answer_callback_query(query.id)
    with pytest.raises(BadRequest, match="Query is too old"):
        await client.answer_callback_query(query.id)


async def test_a_button_under_an_old_message_carries_only_its_id(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    await the_update(client)
    await client.send_message(42, "Oui ?", reply_markup=keyboard("abc"))
    anne.taps("Choix 0", inaccessible=True)
    query = (await the_update(client)).callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert (query.message.text, query.message.date.year) == (None, 1970)


async def test_an_old_query_can_no_longer_be_answered(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.world.query_lifetime = 0.0
    anne = telegram.person(42)
    anne.says("bonjour")
    sent = await client.send_message(42, "Oui ?", reply_markup=keyboard("abc"))
    with pytest.raises(BadRequest, match="Query is too old"):
        await client.answer_callback_query(anne.taps_data({"message_id": sent.message_id, "chat": {"id": 42}}, "abc"))


async def test_a_keyboard_can_be_taken_away_once(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    sent = await client.send_message(42, "Oui ?", reply_markup=keyboard("abc"))
    await client.edit_message_reply_markup(42, sent.message_id, reply_markup=None)
    assert (anne.texts, anne.buttons) == (["Oui ?"], [])
    with pytest.raises(BadRequest, match="not modified"):
        await client.edit_message_reply_markup(42, sent.message_id, reply_markup=None)


async def test_a_text_can_be_changed(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    written = anne.says("bonjour")
    sent = await client.send_message(42, "Oui ?", reply_markup=keyboard("abc"))
    await client.edit_message_text("Oui ?\n\n✔ Oui", 42, sent.message_id)
    assert (anne.texts, anne.buttons) == (["Oui ?\n\n✔ Oui"], [])
    with pytest.raises(BadRequest, match="can't be edited"):
        await client.edit_message_text("à moi", 42, written["message_id"])


async def test_a_contact_card_arrives(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    sent = await client.send_contact(42, phone_number="+3280011172", first_name="CAPREV")
    assert sent.contact is not None
    assert anne.contacts == [{"phone_number": "+3280011172", "first_name": "CAPREV"}]


@pytest.mark.parametrize(
    ("text", "reason"), [("", "empty"), (" \n ", "empty"), ("x" * 4097, "too long"), ("🙂" * 2049, "too long")]
)
async def test_a_text_beyond_the_limits_is_refused(
    telegram: TelegramStandIn, client: Bot, text: str, reason: str
) -> None:
    telegram.person(42).says("bonjour")
    with pytest.raises(BadRequest, match=reason):
        await client.send_message(42, text)
    assert (await client.send_message(42, "x" * 4096)).text == "x" * 4096


@pytest.mark.parametrize("data", ["", "x" * 65, "é" * 33])
async def test_a_button_beyond_64_bytes_is_refused(telegram: TelegramStandIn, client: Bot, data: str) -> None:
    telegram.person(42).says("bonjour")
    with pytest.raises(BadRequest):
        await client.send_message(42, "Oui ?", reply_markup=keyboard(data))
    assert await client.send_message(42, "Oui ?", reply_markup=keyboard("x" * 64))


async def test_only_known_chat_actions_are_taken(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.person(42).says("bonjour")
    assert await client.send_chat_action(42, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await client.send_chat_action(42, "dancing")


async def test_a_stranger_cannot_be_written_to(telegram: TelegramStandIn, client: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.send_message(41, "bonjour")
    telegram.person(42)
    with pytest.raises(Forbidden, match="initiate"):
        await client.send_message(42, "bonjour")


async def test_who_has_blocked_the_bot_gets_nothing(telegram: TelegramStandIn, client: Bot) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    await the_update(client)
    anne.blocks_the_bot()
    with pytest.raises(Forbidden, match="blocked"):
        await client.send_message(42, "bonjour")
    change = (await the_update(client)).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    anne.unblocks_the_bot()
    assert await client.send_message(42, "bonjour")


async def test_the_bot_is_taken_into_a_group_and_leaves_it(telegram: TelegramStandIn, client: Bot) -> None:
    await client.get_updates(allowed_updates=ALL_KINDS)
    group, anne = telegram.group(-1001), telegram.person(42)
    group.takes_in_the_bot(anne)
    group.hears(anne, "regardez")
    joined, heard = await client.get_updates()
    assert joined.my_chat_member is not None
    assert joined.my_chat_member.chat.type == "supergroup"
    assert heard.message is not None
    assert await client.leave_chat(-1001)
    assert not group.bot_is_in
    with pytest.raises(Forbidden, match="not a member"):
        await client.send_message(-1001, "au revoir")


async def test_a_post_in_a_channel_has_no_author(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.group(-1002, "channel").hears(telegram.person(42), "nouvelle")
    post = (await the_update(client)).channel_post
    assert post is not None
    assert (post.from_user, post.chat.type) == (None, "channel")


async def test_the_menu_of_commands_is_kept(client: Bot) -> None:
    menu = [BotCommand("start", "Commencer"), BotCommand("aide", "Ce que je peux faire")]
    assert await client.set_my_commands(menu)
    assert list(await client.get_my_commands()) == menu
    assert await client.get_my_commands(language_code="fr") == ()
    with pytest.raises(BadRequest):
        await client.set_my_commands([BotCommand("Pas bon", "x")])
    with pytest.raises(BadRequest):
        await client.set_my_commands([BotCommand("aide", "")])


async def test_a_file_can_be_asked_for(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.person(42).sends("document")
    message = (await the_update(client)).message
    assert message is not None
    assert message.document is not None
    assert (await client.get_file(message.document.file_id)).file_path


@pytest.mark.parametrize(
    ("code", "error"),
    [(400, BadRequest), (401, InvalidToken), (403, Forbidden), (429, RetryAfter), (502, NetworkError)],
)
async def test_a_planned_refusal_happens_once(
    telegram: TelegramStandIn, client: Bot, code: int, error: type[TelegramError]
) -> None:
    telegram.person(42).says("bonjour")
    telegram.faults.refuse("sendMessage", code, retry_after=7)
    with pytest.raises(error) as raised:
        await client.send_message(42, "bonjour")
    if isinstance(raised.value, RetryAfter):
        assert raised.value.retry_after in (7, 7.0) or raised.value.retry_after.total_seconds() == 7  # type: ignore[union-attr]
    assert await client.send_message(42, "bonjour")


async def test_a_dropped_connection_loses_the_message_or_only_the_answer(
    telegram: TelegramStandIn, client: Bot
) -> None:
    anne = telegram.person(42)
    anne.says("bonjour")
    telegram.faults.drop("sendMessage")
    with pytest.raises(NetworkError):
        await client.send_message(42, "perdu")
    telegram.faults.drop("sendMessage", after=True)
    with pytest.raises(NetworkError):
        await client.send_message(42, "arrivé")
    assert anne.texts == ["arrivé"]


async def test_a_hang_and_an_answer_that_is_no_json(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.person(42).says("bonjour")
    telegram.faults.hang("sendMessage", 1.0)
    with pytest.raises(NetworkError):
        await client.send_message(42, "bonjour", read_timeout=0.3)
    telegram.faults.garbage("sendMessage")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await client.send_message(42, "bonjour")


async def test_faults_can_concern_one_chat(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.person(42).says("bonjour")
    telegram.person(43).says("bonjour")
    telegram.faults.refuse("sendMessage", 403, chat_id=43, times=-1)
    assert await client.send_message(42, "bonjour")
    with pytest.raises(Forbidden):
        await client.send_message(43, "bonjour")


async def test_it_can_go_away_and_come_back_with_all_it_knew(telegram: TelegramStandIn, client: Bot) -> None:
    telegram.person(42).says("bonjour")
    telegram.stop()
    with pytest.raises(NetworkError):
        await client.get_updates()
    telegram.start()
    assert len(await client.get_updates()) == 1


async def test_it_is_driven_over_http_too(telegram: TelegramStandIn, client: Bot) -> None:
    control = f"http://127.0.0.1:{telegram.port}/control"
    async with httpx.AsyncClient() as http:
        await http.post(f"{control}/people/42/says", json={"text": "bonjour"})
        await http.post(f"{control}/faults", json={"method": "sendMessage", "kind": "refuse", "code": 429})
        with pytest.raises(RetryAfter):
            await client.send_message(42, "bonsoir")
        await client.send_message(42, "bonsoir", reply_markup=keyboard("abc"))
        sent = (await http.get(f"{control}/sent", params={"chat_id": 42})).json()["sent"]
        assert [message["text"] for message in sent] == ["bonsoir"]
        assert (await http.post(f"{control}/people/42/taps", json={"title": "Choix 0"})).status_code == 200
        assert (await http.post(f"{control}/people/42/taps", json={"title": "Rien"})).status_code == 400
        assert (await http.get(f"{control}/calls")).json()["pending_updates"] == 2
