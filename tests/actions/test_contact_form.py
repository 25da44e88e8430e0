"""The contact request survives real people: wrong answers, changes of mind, pauses, questions, danger."""

from __future__ import annotations

import pytest
from redis import RedisError

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk


async def filled_until_confirmation(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    await talk.hears("je suis sa mère", "describe_concern")
    await talk.taps("Par téléphone")
    await talk.hears("0470/12.34.56")
    await talk.hears("le soir après 18 heures")
    await talk.hears("non", "deny")
    await talk.hears("Anne")
    await talk.hears("Jambes")
    await talk.hears("Mon fils a changé depuis l’été.", "describe_concern")
    await talk.hears("oui", "affirm")


async def test_consent_is_asked_before_any_personal_detail(talk: Talk) -> None:
    said = await talk.starts_form("rappelez-moi au 0470 12 34 56")
    assert talk.asked == "contact_consent"
    assert "d’accord" in said.lower()


async def test_a_whole_request_ends_in_a_reference_and_is_sealed(talk: Talk, world: World, opener: CaseOpener) -> None:
    await filled_until_confirmation(talk)
    assert talk.asked == "contact_confirmed"
    assert "Anne" in talk.said
    assert "0470 12 34 56" in talk.said
    said = await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    assert str(stored.reference) in said
    request = stored.opened(opener)
    assert request is not None
    assert (request.phone, request.name, request.commune, request.role) == (
        "+32470123456",
        "Anne",
        "Jambes",
        "relative",
    )
    assert request.voicemail_ok is False
    assert request.write_here is True


async def test_nothing_given_stays_in_the_conversation_once_it_is_sent(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    await talk.taps("Envoyer")
    kept = {name for name, value in talk.slots.items() if name.startswith("contact_") and value is not None}
    assert kept == {"contact_reference"}


async def test_the_same_confirmation_delivered_twice_makes_one_request(talk: Talk, world: World) -> None:
    await filled_until_confirmation(talk)
    before = dict(talk.slots)
    await talk.taps("Envoyer")
    talk.slots, talk.loop = before | {"contact_confirmed": "yes", "contact_consent": "yes"}, None
    await talk.runs("action_submit_contact")
    assert len(await world.requests.all()) == 1


async def test_a_second_tap_on_send_gives_the_same_reference_again(talk: Talk, world: World) -> None:
    await filled_until_confirmation(talk)
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    said = await talk.hears("", "choose", "contact_confirmed:yes")
    assert str(stored.reference) in said


async def test_nothing_is_confirmed_when_the_store_is_dead(talk: Talk, world: World) -> None:
    await filled_until_confirmation(talk)
    await world.redis.close()
    world.redis.connection_pool.connection_kwargs["port"] = 1
    await world.redis.connection_pool.disconnect()
    with pytest.raises(RedisError):
        await talk.taps("Envoyer")
    assert "référence" not in talk.said


async def test_refusing_consent_leaves_a_way_on_and_nothing_behind(talk: Talk) -> None:
    await talk.starts_form()
    said = await talk.hears("non merci", "deny")
    assert "0800 111 72" in said
    assert talk.loop is None
    assert talk.slots["contact_consent"] is None


@pytest.mark.parametrize(
    "intent", ["urgent_attack", "urgent_suicide", "urgent_departure", "urgent_danger", "check_urgency"]
)
@pytest.mark.parametrize("reached", ["contact_consent", "contact_phone", "contact_message", "contact_confirmed"])
async def test_the_form_steps_aside_for_danger_at_any_field(talk: Talk, intent: str, reached: str) -> None:
    await talk.starts_form()
    steps = {"contact_consent": 0, "contact_phone": 3, "contact_message": 8, "contact_confirmed": 10}[reached]
    answers = ["oui", "proche", "par téléphone", "0470123456", "le matin", "oui", "Anne", "Namur", "voilà", "non"]
    for answer in answers[:steps]:
        await talk.hears(answer)
    assert talk.asked == reached
    said = await talk.hears("il a une arme et il part ce soir", intent)
    assert talk.rejected
    assert said == ""


@pytest.mark.parametrize("payload", ["safe", "not_safe", "false_alarm", "danger_no", "danger_yes"])
@pytest.mark.parametrize("field", ["contact_phone", "contact_name", "contact_message"])
async def test_a_button_of_the_urgent_answer_is_never_taken_for_a_field(talk: Talk, payload: str, field: str) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    talk.slots |= {"contact_role": "relative", "contact_channel": "phone", "requested_slot": field}
    await talk.hears("", payload)
    assert talk.rejected
    assert talk.slots.get(field) is None


async def test_a_question_in_the_middle_is_left_to_its_answer_and_the_field_stays_open(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    await talk.hears("c’est quoi le CAPREV au juste ?", "ask_caprev")
    assert talk.rejected
    await talk.runs("action_respond")
    talk.rejected = False
    await talk._form()
    assert talk.asked == "contact_role"


async def test_three_unreadable_numbers_lead_to_another_way_and_lose_nothing(talk: Talk) -> None:
    await talk.starts_form()
    for answer in ["oui", "proche", "par téléphone", "12", "04 quelque chose", "je sais plus"]:
        await talk.hears(answer)
    assert talk.asked == "contact_channel"
    assert talk.slots["contact_role"] == "relative"
    await talk.taps("Par e-mail")
    await talk.hears("anne@example.be")
    assert talk.slots["contact_email"] == "anne@example.be"


async def test_an_unreadable_answer_is_named_instead_of_the_same_question(talk: Talk) -> None:
    await talk.starts_form()
    first = await talk.hears("oui")
    again = await talk.hears("bleu")
    assert again != first
    assert talk.asked == "contact_role"


@pytest.mark.parametrize("words", ["annuler", "laisse tomber", "STOP", "je ne veux plus"])
async def test_cancelling_is_understood_at_any_text_field(talk: Talk, words: str) -> None:
    await talk.starts_form()
    for answer in ["oui", "proche", "par téléphone", "0470123456", "le matin", "oui"]:
        await talk.hears(answer)
    await talk.hears(words, "deny")
    assert talk.loop is None
    assert talk.slots["contact_phone"] is None


async def test_a_pause_keeps_everything_and_the_form_goes_on_where_it_stopped(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    await talk.hears("proche")
    said = await talk.hears("plus tard")
    assert "24 heures" in said
    assert talk.loop is None
    await talk.starts_form("reprendre")
    assert talk.asked == "contact_channel"
    assert talk.slots["contact_role"] == "relative"


async def test_one_line_can_be_changed_before_sending(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    await talk.taps("Modifier")
    await talk.taps("Commune")
    assert talk.asked == "contact_commune"
    said = await talk.hears("Gembloux")
    assert talk.asked == "contact_confirmed"
    assert "Gembloux" in said
    assert "Jambes" not in said


async def test_a_number_given_with_the_wish_to_be_called_is_not_asked_again(talk: Talk) -> None:
    await talk.starts_form("rappelez-moi au 0470 12 34 56, c’est pour mon fils")
    await talk.hears("oui")
    assert talk.asked == "contact_when"
    assert talk.slots["contact_role"] == "relative"


async def test_a_minor_is_asked_no_name_and_gets_a_line_for_children(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    await talk.taps("Pour moi-même")
    said = await talk.taps("Moins de 18 ans")
    assert "103" in said
    for answer in ["ici", "Namur", "je veux parler"]:
        await talk.hears(answer)
    assert talk.asked == "contact_confirmed"
    assert talk.slots.get("contact_name") is None


async def test_who_asks_for_the_towns_adviser_is_told_with_whom_he_works(talk: Talk) -> None:
    said = await talk.starts_form("je voudrais que le référent de la ville me rappelle")
    assert talk.slots["contact_recipient"] == "referent"
    assert "CSIL-R" in said


async def test_an_open_urgency_marks_the_request_urgent(talk: Talk, world: World) -> None:
    talk.slots["urgent"] = {"kind": "departure", "said": 1, "over": False, "reasons": ["départ proche"]}
    await filled_until_confirmation(talk)
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    assert stored.urgent
    assert stored.person == PERSON


async def test_the_word_modifier_as_a_message_is_only_a_message(talk: Talk) -> None:
    await talk.starts_form()
    for answer in ("oui", "proche", "ici", "passer", "Namur"):
        await talk.hears(answer)
    said = await talk.hears("modifier", "withdraw_request")
    assert "modifier" in said
    assert talk.asked == "contact_confirmed"


async def test_a_line_is_corrected_in_free_words_at_the_read_back(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    await talk.hears("modifier le pseudo", "withdraw_request")
    assert talk.asked == "contact_name"
    await talk.hears("Zoé")
    said = await talk.hears("en fait mon numéro c'est le 0498 11 22 33")
    assert "0498 11 22 33" in said
    assert "Zoé" in said
    assert talk.asked == "contact_confirmed"


async def test_a_number_retyped_while_choosing_a_line_is_taken_and_read_back_again(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    await talk.taps("Modifier")
    said = await talk.hears("0498 11 22 33")
    assert "0498 11 22 33" in said


async def test_a_name_of_a_button_is_an_answer_even_when_it_looks_like_another_act(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui")
    await talk.hears("proche")
    await talk.hears("ici dans le chat", "erase_my_data")
    assert not talk.rejected
    assert talk.slots["contact_channel"] == "chat"


async def test_a_time_of_the_day_is_no_alarm_but_danger_still_is(talk: Talk) -> None:
    await talk.starts_form()
    for answer in ("oui", "proche", "par téléphone", "0470123456"):
        await talk.hears(answer)
    await talk.hears("demain il va tuer quelqu'un", "urgent_attack")
    assert talk.rejected
    await talk.hears("demain matin", "urgent_attack")
    assert not talk.rejected
    assert talk.slots["contact_when"] == "demain matin"
