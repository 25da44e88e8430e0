from __future__ import annotations

import pytest
from redis.asyncio import Redis

from casework import bot_mail, work_keys
from casework.bot_mail import BotMail
from casework.pseudonyms import Pseudonym
from casework.references import new_reference
from casework.sealing import CannotOpen, CaseOpener, CaseSealer, KeyIsInvalid, new_case_keys, new_chat_key
from casework.staff_mail import StaffMail, answers, load_staff_talk, taken, talk_is_open
from casework.staff_mail_keys import BotMailOpener, StaffMailSealer, bot_public_key

PRIVATE, PUBLIC = new_case_keys()
CHAT_KEY = new_chat_key()
OPENER = CaseOpener.from_setting(PRIVATE)
PERSON, OTHER = Pseudonym("a" * 26), Pseudonym("b" * 26)
REFERENCE = new_reference()
WORDS = "Bonjour, je m’appelle Sarah."


def staff_side(redis: Redis) -> StaffMail:
    return StaffMail(redis, StaffMailSealer(PRIVATE, bot_public_key(CHAT_KEY)))


def bot_side(redis: Redis, chat_keys: str = CHAT_KEY) -> BotMail:
    return BotMail(redis, BotMailOpener(chat_keys, PUBLIC), CaseSealer.from_setting(PUBLIC))


async def test_a_letter_reaches_the_bot_once_with_its_words(redis: Redis) -> None:
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)

    [letter] = await bot_side(redis).letters("one")

    assert (letter.id, letter.person, letter.reference, letter.kind) == ("l1", PERSON, REFERENCE, "letter")
    assert letter.text == WORDS
    assert await bot_side(redis).letters("two") == []


async def test_no_word_stands_in_redis_on_the_way(redis: Redis) -> None:
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)
    await bot_side(redis).said("m1", PERSON, REFERENCE, "Merci Sarah")

    dump = b"".join([await redis.dump(key) or b"" for key in await redis.keys("*")])
    assert b"Sarah" not in dump


async def test_a_letter_of_a_bot_that_died_is_taken_over(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)
    await bot_side(redis).letters("one")

    monkeypatch.setattr(bot_mail, "TAKE_OVER_AFTER_MS", 0)

    assert [letter.id for letter in await bot_side(redis).letters("two")] == ["l1"]


async def test_what_was_delivered_leaves_the_mailbox_and_staff_hear_of_it(redis: Redis) -> None:
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)
    [letter] = await bot_side(redis).letters("one")

    await bot_side(redis).delivered(letter)
    await bot_side(redis).delivered(letter)

    assert await redis.xlen(work_keys.TO_PERSON) == 0
    [answer] = await answers(redis, OPENER)
    assert (answer.kind, answer.about, answer.reference) == ("delivered", "l1", REFERENCE)
    await taken(redis, answer)
    assert await answers(redis, OPENER) == []


async def test_a_letter_that_failed_says_why(redis: Redis) -> None:
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)
    [letter] = await bot_side(redis).letters("one")

    await bot_side(redis).failed(letter, "gone")

    [answer] = await answers(redis, OPENER)
    assert (answer.kind, answer.about, answer.text) == ("failed", "l1", "gone")


async def test_what_the_person_answers_arrives_once_while_the_talk_is_open(redis: Redis) -> None:
    bot = bot_side(redis)
    assert await bot.talk_of(PERSON) is None
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)
    assert await bot.talk_of(PERSON) == REFERENCE
    assert await bot.talk_of(OTHER) is None

    await bot.said("m1", PERSON, REFERENCE, "Merci")
    await bot.said("m1", PERSON, REFERENCE, "Merci")

    [answer] = await answers(redis, OPENER)
    assert (answer.kind, answer.text) == ("said", "Merci")


async def test_the_bot_cannot_read_again_what_it_handed_over(redis: Redis) -> None:
    await bot_side(redis).said("m1", PERSON, REFERENCE, "Merci")
    [(_, fields)] = await redis.xrange(work_keys.FROM_PERSON)

    with pytest.raises(CannotOpen):
        BotMailOpener(CHAT_KEY, PUBLIC).open("m1", fields[b"sealed"])


async def test_the_talk_ends_by_either_side_and_by_time(redis: Redis) -> None:
    bot, staff = bot_side(redis), staff_side(redis)
    await staff.write("l1", PERSON, REFERENCE, WORDS)
    assert 0 < await redis.ttl(work_keys.staff_talk(PERSON)) <= load_staff_talk().open_seconds

    await bot.left("m1", PERSON, REFERENCE)
    assert not await talk_is_open(redis, PERSON, REFERENCE)

    await staff.write("l2", PERSON, REFERENCE, WORDS)
    assert await talk_is_open(redis, PERSON, REFERENCE)
    await staff.close("l3", PERSON, REFERENCE)
    assert not await talk_is_open(redis, PERSON, REFERENCE)
    assert [letter.kind for letter in await bot.letters("one")] == ["letter", "letter", "closed"]


async def test_a_letter_that_staff_did_not_write_is_dropped(redis: Redis) -> None:
    stranger = StaffMailSealer(new_case_keys()[0], bot_public_key(CHAT_KEY))
    await StaffMail(redis, stranger).write("l1", PERSON, REFERENCE, "Venez seul à la gare.")

    assert await bot_side(redis).letters("one") == []
    assert [answer.text for answer in await answers(redis, OPENER)] == ["unreadable"]


async def test_a_letter_put_under_another_id_is_dropped(redis: Redis) -> None:
    sealed = StaffMailSealer(PRIVATE, bot_public_key(CHAT_KEY)).seal("l1", {"text": WORDS})

    with pytest.raises(CannotOpen):
        BotMailOpener(CHAT_KEY, PUBLIC).open("l2", sealed)


async def test_rubbish_in_the_mailbox_stops_nothing(redis: Redis) -> None:
    await redis.xadd(work_keys.TO_PERSON, {"id": "x"})
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)

    assert [letter.id for letter in await bot_side(redis).letters("one")] == ["l1"]


async def test_after_a_rotation_of_the_chat_keys_older_letters_still_open(redis: Redis) -> None:
    await staff_side(redis).write("l1", PERSON, REFERENCE, WORDS)

    [letter] = await bot_side(redis, f"{new_chat_key()},{CHAT_KEY}").letters("one")

    assert letter.text == WORDS


async def test_a_person_is_told_once_in_a_while_that_a_message_was_passed_on(redis: Redis) -> None:
    assert await bot_side(redis).may_tell_again(PERSON)
    assert not await bot_side(redis).may_tell_again(PERSON)


def test_a_key_of_the_wrong_form_is_refused() -> None:
    with pytest.raises(KeyIsInvalid):
        bot_public_key("sesame")
