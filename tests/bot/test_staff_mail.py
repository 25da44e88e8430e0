"""Letters of staff: how they reach a person, once and in order, and what staff hear of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot import keys
from bot.channel import ChannelIsDown, PersonIsGone, TryAgainIn
from bot.ending import end
from bot.line import Line, make_line
from bot.messages import Address, Bubble
from bot.outbox import LETTER_LIFE, OutboxChannel
from bot.staff_mail import make_postman
from casework import bot_mail, work_keys
from casework.sealing import KeyIsInvalid
from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.redis_server import RedisServer
from tests.bot.mail_world import PUBLIC, MailWorld, Staff, everything_in, settings_with_mail
from tests.bot.small_bot import SmallBot
from tests.bot.world import content, make_settings, message, opened_line, rules

WORDS = "Bonjour, je m’appelle Sarah. Vous pouvez {venir} mardi ?"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that was left comes again at once, not after a minute."""
    monkeypatch.setattr(bot_mail, "TAKE_OVER_AFTER_MS", 0)


def troubled(mail: MailWorld, *errors: Exception | None) -> None:
    left = list(errors)

    def trouble(address: Address, bubble: Bubble) -> None:
        if left and (error := left.pop(0)):
            raise error

    mail.channel.trouble = trouble


async def test_a_letter_reaches_the_person_once_with_how_to_answer_and_the_way_back(mail: MailWorld) -> None:
    await mail.begin()
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.postman.round()
    await mail.postman.round()
    letter, end = mail.channel.bubbles("anna")[1:]
    assert letter.text.endswith(WORDS)
    assert letter.text.startswith("Un intervenant vous écrit")
    assert "112" in end.text
    assert [button.title for button in end.buttons] == ["Revenir à l’assistant"]
    assert letter.id != end.id
    assert await mail.staff.heard() == [("delivered", "l1", "")]
    assert await mail.line.redis.xlen(work_keys.TO_PERSON) == 0


async def test_the_bot_brings_letters_by_itself(mail: MailWorld) -> None:
    await mail.begin()
    running = asyncio.create_task(mail.postman.run())
    await asyncio.sleep(0.1)
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.world.until_texts("anna", 3)
    await end([running])


@pytest.mark.usefixtures("at_once")
async def test_a_letter_that_was_sent_is_not_sent_again_when_nothing_was_noted_of_it(mail: MailWorld) -> None:
    # Given a bot that dies after the last bubble and before the report
    await mail.begin()
    await mail.staff.write("l1", mail.anna, WORDS)
    [letter] = await mail.line.mail.letters("dead")  # type: ignore[union-attr]
    await mail.postman._send(letter, await mail.line.addresses.find(mail.anna))  # type: ignore[arg-type]
    # When another takes it over
    await mail.postman.round()
    assert len(mail.channel.texts("anna")) == 3
    assert await mail.staff.heard() == [("delivered", "l1", "")]


async def test_a_person_who_has_blocked_us_is_told_to_staff(mail: MailWorld) -> None:
    await mail.begin()
    troubled(mail, PersonIsGone())
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.postman.round()
    assert await mail.staff.heard() == [("failed", "l1", "gone")]
    assert await mail.line.redis.exists(keys.address(mail.anna)) == 0


async def test_a_person_without_an_address_is_told_to_staff(mail: MailWorld) -> None:
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.postman.round()
    assert await mail.staff.heard() == [("failed", "l1", "no_address")]
    assert mail.channel.sent == []


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("error", [TryAgainIn(1), ChannelIsDown(), RuntimeError("words of a person")])
async def test_a_letter_waits_for_its_channel_and_goes_on_where_it_was(mail: MailWorld, error: Exception) -> None:
    await mail.begin()
    troubled(mail, None, error)
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.postman.round()
    assert len(mail.channel.texts("anna")) == 2
    assert await mail.staff.heard() == []
    await mail.postman.round()
    assert len(mail.channel.texts("anna")) == 3
    assert await mail.staff.heard() == [("delivered", "l1", "")]


async def test_letters_arrive_in_the_order_in_which_they_were_written(
    mail: MailWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a first letter that has to wait
    await mail.begin()
    troubled(mail, ChannelIsDown())
    await mail.staff.write("l1", mail.anna, "La première.")
    await mail.postman.round()
    # When a second one comes
    await mail.staff.write("l2", mail.anna, "La deuxième.")
    await mail.postman.round()
    assert len(mail.channel.texts("anna")) == 1
    # Then both go out once the first one may
    monkeypatch.setattr(bot_mail, "TAKE_OVER_AFTER_MS", 0)
    await mail.postman.round()
    texts = mail.channel.texts("anna")
    assert [text.splitlines()[-1] for text in texts if text.startswith("Un intervenant")] == [
        "La première.", "La deuxième.",
    ]  # fmt: skip


async def test_a_letter_for_another_persons_channel_does_not_hold_up_the_others(mail: MailWorld) -> None:
    await mail.begin()
    await mail.world.say("karim", "bonjour")
    await mail.world.until_empty()
    karim = mail.line.names.address(message("karim", "")).person

    def trouble(address: Address, bubble: Bubble) -> None:
        if address.chat == "anna":
            raise ChannelIsDown

    mail.channel.trouble = trouble
    await mail.staff.write("l1", mail.anna, WORDS)
    await mail.staff.write("l2", karim, WORDS)
    await mail.postman.round()
    assert len(mail.channel.texts("karim")) == 3


async def test_the_end_of_the_exchange_is_told(mail: MailWorld) -> None:
    await mail.open_talk()
    await mail.staff.close("l1", mail.anna)
    await mail.postman.round()
    assert mail.channel.texts("anna") == [mail.line.staff_words.say("closed").text]
    assert ("delivered", "l1", "") in await mail.staff.heard()


async def test_a_long_letter_arrives_whole_in_bubbles_that_fit(mail: MailWorld) -> None:
    await mail.begin()
    mail.channel.longest_text = 200
    await mail.staff.write("l1", mail.anna, "mot " * 150)
    await mail.postman.round()
    texts = mail.channel.texts("anna")[1:]
    assert all(len(text) <= 200 for text in texts)
    assert " ".join(texts).count("mot") == 150


async def test_what_staff_did_not_write_is_never_said(mail: MailWorld) -> None:
    await mail.begin()
    fields = {"id": "x", "person": mail.anna, "reference": mail.staff.reference, "kind": "letter", "sealed": b"\x01xx"}
    await mail.line.redis.xadd(work_keys.TO_PERSON, fields)
    await mail.postman.round()
    assert len(mail.channel.sent) == 1


async def test_nothing_of_a_letter_or_an_answer_can_be_read_in_redis(mail: MailWorld) -> None:
    await mail.begin()
    await mail.staff.write("l1", mail.anna, "Rendez-vous chez Coquelicot")
    before = await everything_in(mail.line.redis)
    await mail.postman.round()
    await mail.say("Merci Coquelicot")
    after = await everything_in(mail.line.redis)
    for dump in (before, after):
        assert b"Coquelicot" not in dump
        assert b'"anna"' not in dump
        assert b"leave_staff" not in dump


# How long things are kept


async def test_an_address_that_staff_need_for_longer_is_not_shortened_by_a_message(mail: MailWorld) -> None:
    await mail.begin()
    await mail.line.redis.expire(keys.address(mail.anna), 90 * 86_400)
    await mail.begin()
    assert await mail.line.redis.ttl(keys.address(mail.anna)) > 89 * 86_400


async def test_a_letter_waits_a_week_in_the_outbox_and_the_conversation_around_it_does_not(mail: MailWorld) -> None:
    # Given a person of a channel with an outbox, with a conversation and a letter
    line = mail.line
    address = Address("web", "web", "anna", mail.anna)
    channel = OutboxChannel("web", line.outbox)
    await channel.send(address, Bubble("1:reply0", "ce que nous disions"))
    await channel.send(address, Bubble("letter:l1:0", "la lettre"))
    await channel.send(address, Bubble("2:reply0", "ce que nous disions encore"))
    outbox = keys.outbox(mail.anna)
    assert await line.redis.ttl(outbox) > LETTER_LIFE - 60
    # When nothing is due, nothing is lost
    await line.outbox.tidy()
    assert await line.redis.xlen(outbox) == 3
    # Then, after a day of silence, only the letter is left
    line.outbox._idle = 0
    await line.redis.zadd(keys.OUTBOXES_WITH_LETTERS, {mail.anna: 0})
    await line.outbox.tidy()
    assert [item.data["text"] for item in await line.outbox.read(mail.anna)] == ["la lettre"]


async def test_an_outbox_that_is_gone_is_looked_at_no_more(mail: MailWorld) -> None:
    await mail.line.redis.zadd(keys.OUTBOXES_WITH_LETTERS, {mail.anna: 0})
    await mail.line.outbox.tidy()
    assert await mail.line.redis.zcard(keys.OUTBOXES_WITH_LETTERS) == 0


# Without the key


async def test_without_the_public_key_the_bot_runs_and_brings_no_letters(line: Line) -> None:
    assert line.mail is None
    assert make_postman(line, {}) is None


def test_a_public_key_that_is_none_is_refused() -> None:
    settings = replace(make_settings("redis://127.0.0.1:1", "http://127.0.0.1:1"), case_public_key="no key")
    with pytest.raises(KeyIsInvalid):
        make_line(settings, content(), rules())


def test_the_key_is_a_setting() -> None:
    assert settings_with_mail("redis://127.0.0.1:1", "http://127.0.0.1:1").case_public_key is not None


# As a process


@pytest.mark.end_to_end
async def test_a_letter_reaches_a_terminal_through_a_real_process(
    own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path
) -> None:
    bot = SmallBot(own_redis.url, rasa.url, tmp_path, RELAIS_CASE_PUBLIC_KEY=PUBLIC)
    bot.start()
    bot.say("bonjour")
    async with opened_line(settings_with_mail(own_redis.url, rasa.url)) as line:
        staff, person = Staff(line.redis), line.names.address(message("anna", "", channel="cli", bot="local")).person
        await staff.write("l1", person, "Une lettre pour vous.")
        for _ in range(100):
            if await staff.read():
                break
            await asyncio.sleep(0.1)
        assert await staff.heard() == [("delivered", "l1", "")]
        [turn] = bot.say("Merci beaucoup.")
        assert await staff.said() == ["Merci beaucoup."]
    assert turn["replies"][0]["text"].endswith("Une lettre pour vous.")
    assert bot.stop() == 0
    assert "lettre" not in bot.log.read_text()
