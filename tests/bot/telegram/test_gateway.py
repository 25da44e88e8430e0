"""Whole conversations through the stand-in: what a person sends, what they get, what Telegram is told."""

from __future__ import annotations

import asyncio

import pytest

from tests.auxil.rasa_stand_in import RasaStandIn
from tests.auxil.telegram_stand_in import TelegramStandIn, until
from tests.bot.telegram.gate import Gate, running_gate
from tests.bot.world import URGENT

WHAT_IS_SAID = {
    "voice": "voice", "audio": "voice", "video": "video", "video_note": "video", "animation": "video",
    "photo": "photo", "sticker": "sticker", "dice": "sticker", "document": "file", "location": "location",
    "contact": "contact", "poll": "other",
}  # fmt: skip


async def test_a_message_is_answered(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    assert anne.texts == ["1. bonjour"]
    await gate.until_confirmed()


async def test_messages_of_one_person_are_answered_in_order_and_others_do_not_wait(gate: Gate) -> None:
    anne, paul = gate.telegram.person(42), gate.telegram.person(43)
    gate.rasa.state.slow = 0.1
    for number in range(5):
        anne.says(f"message {number}")
    paul.says("bonjour")
    await until(lambda: len(anne.texts) == 5)
    assert anne.texts == [f"{n + 1}. message {n}" for n in range(5)]
    assert paul.texts == ["1. bonjour"]


async def test_somebody_elses_button_ids_mean_nothing(gate: Gate) -> None:
    anne, paul = gate.telegram.person(42), gate.telegram.person(43)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    paul.says("bonjour")
    await until(lambda: paul.texts)
    stolen = anne.received[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    paul.taps_data(paul.received[0], stolen)
    await until(lambda: len(paul.texts) == 2)
    assert "bouton" in paul.texts[1] or "trop ancien" in paul.texts[1]
    assert gate.rasa.state.heard() == ["boutons", "bonjour"]


async def test_a_tapped_button_is_acknowledged_shown_and_answered(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    assert anne.buttons == ["Les signes", "Parler"]
    query = anne.taps("Les signes")
    await until(lambda: len(anne.texts) == 2)
    assert gate.rasa.state.heard()[-1] == "/ask_signs"
    await until(lambda: not anne.buttons)
    assert [answer["callback_query_id"] for answer in gate.telegram.world.answered] == [query]
    assert anne.texts[0] == "Choisissez.\n\n✔ Les signes"


async def test_a_tap_is_acknowledged_at_once_even_when_the_answer_is_slow(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    gate.rasa.state.slow = 1.5
    anne.taps("Les signes")
    await until(lambda: gate.telegram.world.answered and not anne.buttons, within=1.4)
    assert len(anne.texts) == 1
    await until(lambda: len(anne.texts) == 2)


async def test_a_quick_second_tap_on_the_same_button_is_no_second_turn(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    anne.taps("Les signes")
    anne.taps("Les signes")
    await until(lambda: len(gate.telegram.world.answered) == 2)
    await until(lambda: len(anne.texts) == 2)
    await gate.until_confirmed()
    assert gate.rasa.state.heard() == ["boutons", "/ask_signs"]


async def test_two_different_buttons_are_two_turns(gate: Gate) -> None:
    """Whoever has tapped wrongly must be able to say so, at once."""
    anne = gate.telegram.person(42)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    anne.taps("Les signes")
    anne.taps("Parler")
    await until(lambda: len(anne.texts) == 3)
    assert gate.rasa.state.heard() == ["boutons", "/ask_signs", '/ask{"value":"x/y"}']


async def test_what_a_changed_client_sends_is_answered_kindly_and_reaches_nobody(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    anne.taps_data(anne.received[0], "/erase_my_data")
    await until(lambda: len(anne.texts) == 2)
    assert "ask_capabilities" not in anne.texts[1]
    assert anne.buttons
    assert gate.rasa.state.heard() == ["bonjour"]


async def test_a_button_under_a_message_that_has_become_old_still_works(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("boutons")
    await until(lambda: anne.buttons)
    anne.taps("Parler", inaccessible=True)
    await until(lambda: len(anne.texts) == 2)
    await until(lambda: not anne.buttons)
    assert anne.texts[0] == "Choisissez."


async def test_typing_is_shown_while_an_answer_is_prepared(gate: Gate) -> None:
    gate.rasa.state.slow = 4.5
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts, within=8)
    actions = gate.telegram.calls("sendChatAction")
    assert [call.params["action"] for call in actions] == ["typing", "typing"]
    await asyncio.sleep(0.2)
    assert len(gate.telegram.calls("sendChatAction")) == 2


async def test_the_green_number_comes_as_a_card_too(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("deux")
    await until(lambda: anne.contacts)
    assert anne.contacts == [{"phone_number": "+3280011172", "first_name": "CAPREV"}]
    assert anne.texts == ["1. un", "deux"]


@pytest.mark.parametrize(("kind", "what"), WHAT_IS_SAID.items())
async def test_what_is_not_words_gets_a_kind_answer(gate: Gate, kind: str, what: str) -> None:
    anne = gate.telegram.person(42)
    anne.sends(kind)
    await until(lambda: anne.texts)
    assert anne.texts == [gate.line.content.text(f"cannot_read_{what}")]
    assert gate.rasa.state.heard() == []


async def test_a_kind_answer_keeps_its_place_among_the_others(gate: Gate) -> None:
    gate.rasa.state.slow = 0.2
    anne = gate.telegram.person(42)
    anne.says("un")
    anne.sends("voice")
    anne.says("deux mots")
    await until(lambda: len(anne.texts) == 3)
    assert anne.texts == ["1. un", gate.line.content.text("cannot_read_voice"), "2. deux mots"]


async def test_the_words_under_a_photo_are_read(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.sends("photo", caption="que faire ?")
    await until(lambda: anne.texts)
    assert anne.texts == ["1. que faire ?"]


async def test_an_album_gets_one_answer(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    for _ in range(3):
        anne.sends("photo", media_group_id="7")
    anne.says("voilà")
    await until(lambda: len(anne.texts) >= 2)
    assert anne.texts == [gate.line.content.text("cannot_read_photo"), "1. voilà"]


async def test_what_telegram_notes_by_itself_gets_no_answer(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.does({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    anne.says("bonjour")
    await until(lambda: anne.texts)
    await gate.until_confirmed()
    assert anne.texts == ["1. bonjour"]


async def test_a_correction_in_time_is_what_is_answered(gate: Gate) -> None:
    gate.rasa.state.slow = 0.5
    anne = gate.telegram.person(42)
    anne.says("attendez")
    wrong = anne.says("je ne vais pas bein")
    anne.edits(wrong, "je vais bien")
    await until(lambda: len(anne.texts) == 2)
    assert anne.texts == ["1. attendez", "2. je vais bien"]


async def test_a_correction_that_comes_too_late_is_no_second_turn(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    wrong = anne.says("bonjoru")
    await until(lambda: anne.texts)
    anne.edits(wrong, "bonjour")
    await until(lambda: len(anne.texts) == 2)
    assert anne.texts[1] == gate.line.content.text("correction_too_late")
    assert gate.rasa.state.heard() == ["bonjoru"]


async def test_a_late_correction_with_urgent_words_is_a_turn(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    wrong = anne.says("bonjour")
    await until(lambda: anne.texts)
    anne.edits(wrong, URGENT)
    await until(lambda: len(anne.texts) == 2)
    assert len(gate.rasa.state.heard()) == 2


async def test_a_live_location_that_moves_gets_no_word(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    place = anne.sends("location")
    await until(lambda: anne.texts)
    anne.moves(place)
    anne.says("bonjour")
    await until(lambda: len(anne.texts) == 2)
    assert anne.texts[1] == "1. bonjour"


async def test_a_known_command_is_obeyed_and_another_slash_is_words(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    for text in ("/start", "/urgence", "/aide@relais_stand_in_bot", "/restart", "/ask_signs", "/inconnu bonjour"):
        anne.says(text)
    await until(lambda: len(gate.rasa.state.heard()) == 6)
    assert gate.rasa.state.heard() == [
        "/start_conversation", "/urgent_menu", "/ask_capabilities", "restart", "ask_signs", "inconnu bonjour",
    ]  # fmt: skip


async def test_the_menu_is_set_in_french(gate: Gate) -> None:
    await until(lambda: gate.telegram.world.commands)
    menu = gate.telegram.world.commands["default:"]
    assert [c["command"] for c in menu] == ["start", "aide", "urgence", "contact", "suivi", "effacer", "stop"]
    assert all(c["description"] for c in menu)


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_group_is_left_politely_and_nothing_of_it_is_stored(gate: Gate, kind: str) -> None:
    group, anne = gate.telegram.group(-1001, kind), gate.telegram.person(42)
    group.takes_in_the_bot(anne)
    group.hears(anne, "mot-planté")
    await until(lambda: not group.bot_is_in)
    await gate.until_confirmed()
    assert group.texts == [gate.line.content.text("group_goodbye")]
    assert await gate.waiting() == 0
    assert await gate.line.redis.keys("*address*") == []


async def test_a_group_that_takes_the_bot_in_again_is_left_again(gate: Gate) -> None:
    group, anne = gate.telegram.group(-1001), gate.telegram.person(42)
    for times in (1, 2):
        group.takes_in_the_bot(anne)
        await until(lambda: not group.bot_is_in)
        await gate.until_confirmed()
        assert len(group.texts) == times


async def test_a_group_where_nobody_may_write_is_left_without_a_word(gate: Gate) -> None:
    group = gate.telegram.group(-1001)
    gate.telegram.faults.refuse("sendMessage", 403, chat_id=-1001)
    group.takes_in_the_bot(gate.telegram.person(42))
    await until(lambda: not group.bot_is_in)
    assert group.texts == []


async def test_who_blocks_the_bot_is_forgotten(gate: Gate) -> None:
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    await until(lambda: anne.texts)
    assert await gate.line.redis.keys("*address*")
    anne.blocks_the_bot()
    await gate.until_confirmed()
    assert await gate.line.redis.keys("*address*") == []


async def test_who_blocks_the_bot_before_the_answer_is_no_longer_written_to(gate: Gate) -> None:
    gate.rasa.state.slow = 0.5
    anne = gate.telegram.person(42)
    anne.says("bonjour")
    anne.says("encore")
    await gate.until_confirmed()
    anne.blocks_the_bot()
    await until(lambda: len(gate.rasa.state.heard()) == 2)
    await asyncio.sleep(0.5)
    assert anne.texts == []
    assert await gate.waiting() == 0


async def test_what_waits_in_redis_cannot_be_read(telegram: TelegramStandIn, redis_url: str, rasa: RasaStandIn) -> None:
    async with running_gate(telegram, redis_url, rasa, with_workers=False) as gate:
        telegram.person(424242, "Aline").says("mot-secret")
        await gate.until_confirmed()
        assert await gate.waiting() == 1
        names = await gate.line.redis.keys("*")
        stored = b"".join([*names, *[await gate.line.redis.dump(name) or b"" for name in names]])
        assert not any(word in stored for word in (b"mot-secret", b"424242", b"Aline", b"relais_stand_in"))
