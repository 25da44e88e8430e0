"""While staff and a person write to each other: who gets what the person says, and who answers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot import keys
from bot.messages import Kind
from bot.staff_words import LEAVE, StaffWords
from casework import work_keys
from casework.content import ContentIsInvalid
from casework.staff_mail import load_staff_talk, talk_is_open
from casework.urgent_talks import flagged, set_duty
from tests.bot.mail_world import MailWorld
from tests.bot.world import URGENT, content, message


def words(mail: MailWorld, key: str) -> str:
    return mail.line.staff_words.say(key).text


async def test_an_answer_goes_to_staff_sealed_and_the_dialogue_does_not_hear_it(mail: MailWorld) -> None:
    await mail.open_talk()
    told = await mail.say("Oui, mardi me convient.")
    assert told == [words(mail, "passed_on")]
    assert await mail.staff.said() == ["Oui, mardi me convient."]
    assert mail.world.rasa.state.heard() == ["bonjour"]
    [entry] = [
        fields for _, fields in await mail.line.redis.xrange(work_keys.FROM_PERSON) if fields[b"kind"] == b"said"
    ]
    assert b"mardi" not in entry[b"sealed"]


async def test_it_is_said_once_in_a_while_that_messages_are_passed_on(mail: MailWorld) -> None:
    await mail.open_talk()
    assert len(await mail.say("un")) == 1
    assert await mail.say("deux") == []
    assert await mail.staff.said() == ["un", "deux"]


async def test_a_message_that_is_handed_in_again_reaches_staff_once(mail: MailWorld) -> None:
    await mail.open_talk()
    said = await mail.world.say("anna", "un")
    await mail.world.until_empty()
    await mail.line.intake.put(said)
    await mail.line.mail.said(mail.line.names.message_key(said), mail.anna, mail.staff.reference, "un")  # type: ignore[union-attr]
    assert await mail.staff.said() == ["un"]


async def test_without_a_talk_the_dialogue_answers_and_staff_hear_nothing(mail: MailWorld) -> None:
    assert await mail.say("bonjour") == ["1. bonjour"]
    assert await mail.staff.read() == []


async def test_somebody_elses_talk_is_not_mine(mail: MailWorld) -> None:
    await mail.open_talk()
    await mail.world.say("karim", "bonjour")
    assert await mail.world.until_texts("karim", 1) == ["1. bonjour"]
    assert await mail.staff.said() == []


# Urgent words


async def test_an_urgent_answer_gets_the_dialogues_answer_and_is_passed_on(mail: MailWorld) -> None:
    await mail.open_talk()
    heard = await mail.say(URGENT)
    assert heard == [f"2. {URGENT}", words(mail, "also_passed_on")]
    assert await mail.staff.said() == [URGENT]


@pytest.mark.parametrize("level", ["unsure", "urgent"])
async def test_what_only_the_model_finds_urgent_gets_the_dialogues_answer_too(mail: MailWorld, level: str) -> None:
    await mail.open_talk()
    mail.world.rasa.state.parses["adieu à tous"] = {"urgency": {"level": level, "kind": "suicide", "score": 0.9}}
    heard = await mail.say("adieu à tous")
    assert heard == ["2. adieu à tous", words(mail, "also_passed_on")]
    assert await mail.staff.said() == ["adieu à tous"]


async def test_a_frozen_rasa_does_not_hold_up_what_is_for_staff(mail: MailWorld) -> None:
    await mail.open_talk()
    mail.world.rasa.state.fault = "frozen"
    assert await mail.say("Oui, mardi.") == [words(mail, "passed_on")]


async def test_with_rasa_dead_an_urgent_answer_gets_the_urgent_text_and_is_passed_on(mail: MailWorld) -> None:
    await mail.open_talk()
    mail.world.rasa.state.fault = "unavailable"
    await mail.world.say("anna", URGENT)
    texts = await mail.world.until_texts("anna", 3)
    assert "\n112" in texts[0]
    assert "Êtes-vous en sécurité" in texts[1]
    assert texts[2] == words(mail, "also_passed_on")
    assert await mail.staff.said() == [URGENT]
    # When Rasa is back, its answer comes late, and nothing is said or passed on twice
    mail.world.rasa.state.fault = None
    await mail.world.until_empty(limit=10)
    assert mail.channel.texts("anna").count(texts[2]) == 1
    assert await mail.staff.said() == [URGENT]


async def test_with_rasa_dead_a_calm_answer_still_goes_to_staff_and_no_lifeline_is_said(mail: MailWorld) -> None:
    await mail.open_talk()
    mail.world.rasa.state.fault = "unavailable"
    assert await mail.say("Oui, mardi.") == [words(mail, "passed_on")]
    assert await mail.staff.said() == ["Oui, mardi."]


async def test_after_urgent_words_the_assistant_hears_the_next_answers_as_well(mail: MailWorld) -> None:
    # Given « Êtes-vous en sécurité ? »
    await mail.open_talk()
    await mail.say(URGENT)
    # When it is answered in words
    heard = await mail.say("non")
    # Then both have it
    assert heard[0] == "3. non"
    assert await mail.staff.said() == [URGENT, "non"]
    assert await mail.line.redis.ttl(keys.listening(mail.anna)) <= 1800


async def test_a_correction_of_what_staff_have_already_got_goes_to_staff(mail: MailWorld) -> None:
    await mail.open_talk()
    said = await mail.world.say("anna", "mardi")
    await mail.world.until_empty()
    await mail.line.intake.correct(message("anna", "mercredi"), said.id)
    await mail.world.until_empty()
    assert await mail.staff.said() == ["mardi", "mercredi"]
    assert mail.channel.texts("anna") == [words(mail, "passed_on")]


# The way back


async def test_the_button_back_ends_the_talk(mail: MailWorld) -> None:
    await mail.open_talk()
    await mail.say("un")
    back = mail.channel.bubbles("anna")[-1].buttons[0]
    assert LEAVE not in back.id
    assert await mail.say(back.id, kind=Kind.BUTTON) == [words(mail, "back")]
    assert not await talk_is_open(mail.line.redis, mail.anna, mail.staff.reference)
    assert [answer.kind for answer in await mail.staff.read()] == ["delivered", "said", "left"]
    # Then the dialogue answers again, and never heard of the button
    assert await mail.say("trois") == ["2. trois"]
    assert mail.world.rasa.state.heard() == ["bonjour", "trois"]


async def test_the_button_under_a_letter_leads_back_too_also_when_the_talk_is_over(mail: MailWorld) -> None:
    await mail.begin()
    await mail.staff.write("l1", mail.anna, "Bonjour.")
    await mail.postman.round()
    back = mail.channel.bubbles("anna")[-1].buttons[0]
    for _ in range(2):
        assert await mail.say(back.id, kind=Kind.BUTTON) == [words(mail, "back")]
    assert [answer.kind for answer in await mail.staff.read()] == ["delivered", "left"]


async def test_the_payload_of_the_button_cannot_be_typed(mail: MailWorld) -> None:
    await mail.open_talk()
    await mail.say(LEAVE)
    assert await mail.staff.said() == [LEAVE]


# Buttons and commands


async def test_buttons_and_commands_work_as_always(mail: MailWorld) -> None:
    # Given a button from before
    await mail.begin("boutons")
    button = mail.channel.bubbles("anna")[0].buttons[0]
    await mail.open_talk()
    assert await mail.say(button.id, kind=Kind.BUTTON) == ["3. /ask_signs"]
    assert await mail.say("/urgence") == ["4. /urgent_menu"]
    assert await mail.say("photo", kind=Kind.UNREADABLE) == [content().text("cannot_read_photo")]
    assert await mail.staff.said() == []


async def test_an_erasure_ends_the_talk_and_staff_see_it(mail: MailWorld) -> None:
    await mail.open_talk()
    await mail.say("un")
    await mail.say("/effacer")
    assert [answer.kind for answer in await mail.staff.read()] == ["delivered", "said", "left"]
    left = [key.decode() for key in await mail.line.redis.keys(f"*{mail.anna}*")]
    assert left == [f"{{relais}}:buttons:{mail.anna}"]


# Trouble


async def test_a_mail_that_breaks_leaves_the_person_with_the_dialogue(mail: MailWorld) -> None:
    await mail.open_talk()

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    mail.line.mail.said = broken  # type: ignore[method-assign,assignment,union-attr]
    assert await mail.say("mardi") == ["2. mardi"]


async def test_a_message_from_before_an_outage_still_reaches_staff(mail: MailWorld) -> None:
    await mail.open_talk()
    old = datetime.now(timezone.utc) - timedelta(hours=2)
    assert await mail.say("mardi", sent_at=old) == [words(mail, "passed_on")]
    assert await mail.staff.said() == ["mardi"]


def test_a_missing_sentence_is_noticed_at_the_start() -> None:
    texts = {key: text for key, text in load_staff_talk().texts.items() if key != "back"}
    with pytest.raises(ContentIsInvalid, match="back"):
        StaffWords(content(), texts)


# Staff on duty


async def test_staff_on_duty_see_that_a_conversation_is_urgent_once_a_message(mail: MailWorld) -> None:
    await set_duty(mail.line.redis, on=True)
    mail.world.rasa.state.parses["au secours"] = {"urgency": {"level": "urgent", "kind": "danger", "score": 1.0}}
    await mail.say("bonjour")
    await mail.say("au secours")
    await mail.line.aside.settle()
    [talk] = await flagged(mail.line.redis)
    assert (talk.person, talk.kind, talk.times) == (mail.anna, "danger", 1)


async def test_staff_on_duty_see_it_when_rasa_is_dead_and_once_when_it_comes_back(mail: MailWorld) -> None:
    await set_duty(mail.line.redis, on=True)
    mail.world.rasa.state.parses[URGENT] = {"urgency": {"level": "urgent", "kind": "suicide", "score": 1.0}}
    mail.world.rasa.state.fault = "unavailable"
    await mail.world.say("anna", URGENT)
    await mail.world.until_texts("anna", 2)
    mail.world.rasa.state.fault = None
    await mail.world.until_empty(limit=10)
    await mail.line.aside.settle()
    [talk] = await flagged(mail.line.redis)
    assert (talk.kind, talk.times) == ("suicide", 1)


async def test_nobody_is_flagged_while_nobody_is_on_duty(mail: MailWorld) -> None:
    mail.world.rasa.state.fault = "unavailable"
    await mail.world.say("anna", URGENT)
    await mail.world.until_texts("anna", 2)
    await mail.line.aside.settle()
    assert await flagged(mail.line.redis) == []
