"""The contact request survives real people: wrong answers, changes of mind, pauses, questions, danger."""

from __future__ import annotations

import pytest
from redis import RedisError

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk
from tests.actions.stored_talk import remembered


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
    for answer in ["ici", "je veux parler"]:
        await talk.hears(answer)
    assert talk.asked == "contact_confirmed"
    assert talk.slots.get("contact_name") is None
    assert talk.slots.get("contact_commune") is None


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


async def at(talk: Talk, *answers: str) -> Talk:
    await talk.starts_form()
    for answer in answers:
        await talk.hears(answer)
    return talk


@pytest.mark.parametrize(
    ("words", "role"),
    [("je suis le papa", "relative"), ("prof", "professional"), ("c'est pour moi", "self"), ("maman", "relative")],
)
async def test_who_writes_is_understood_in_peoples_own_words(talk: Talk, words: str, role: str) -> None:
    await at(talk, "oui")
    await talk.hears(words, "check_urgency")
    assert talk.slots["contact_role"] == role


@pytest.mark.parametrize("words", ["j'ai 15 ans", "15", "quinze ans", "bientôt 18 ans", "non", "j'ai 11 ans"])
async def test_an_age_answers_the_question_of_age_and_less_is_asked(talk: Talk, words: str) -> None:
    await at(talk, "oui", "pour moi")
    said = await talk.hears(words, "self_concern")
    assert "103" in said
    assert "0800 111 72" in said
    await talk.hears("ici")
    assert talk.asked == "contact_message"


async def test_an_age_tells_who_writes_as_well(talk: Talk, world: World, opener: CaseOpener) -> None:
    await at(talk, "oui")
    said = await talk.hears("j'ai 11 ans et papa me montre des vidéos", "self_concern")
    assert "103" in said
    for answer in ("ici", "passer"):
        await talk.hears(answer)
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    given = stored.opened(opener)
    assert given is not None
    assert (given.role, given.minor, given.name, given.commune) == ("self", True, None, None)


async def test_a_child_that_said_its_age_before_is_not_asked_again(talk: Talk) -> None:
    await talk.starts_form("j'ai 15 ans, je veux parler à quelqu'un")
    assert "103" in await talk.hears("oui")
    assert talk.asked == "contact_channel"


async def test_an_age_that_nobody_understands_asks_less_and_marks_nobody(talk: Talk) -> None:
    await at(talk, "oui", "pour moi", "bleu", "vert", "rouge", "ici")
    assert talk.asked == "contact_message"
    assert talk.slots["contact_adult"] == "—"


@pytest.mark.parametrize(
    "sentence",
    ["je m'inquiete pour mon neveu qui ne sort plus de sa chambre", "mon fils a changé", "oui", "combien ça coûte"],
)
@pytest.mark.parametrize("field", ["contact_name", "contact_commune"])
async def test_a_sentence_is_neither_a_name_nor_a_town(talk: Talk, sentence: str, field: str) -> None:
    await at(talk, "oui", "proche", "ici", *(["Anne"] if field == "contact_commune" else []))
    assert talk.asked == field
    await talk.hears(sentence)
    assert talk.slots.get(field) is None


async def test_a_name_is_taken_out_of_the_words_around_it(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "je m'appelle Anne", "j'habite à Namur")
    assert (talk.slots["contact_name"], talk.slots["contact_commune"]) == ("Anne", "Namur")


async def test_a_second_address_is_no_first_name_and_is_kept_as_what_it_is(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par mail", "prof arobase ecole.be")
    assert "noté" in await talk.hears("prof@ecole.be")
    assert talk.asked == "contact_name"
    assert talk.slots["contact_email"] == "prof@ecole.be"


async def test_a_number_typed_where_the_role_was_asked_is_not_lost(talk: Talk) -> None:
    await at(talk, "oui", "0475 11 22 33", "je suis le papa")
    assert talk.slots["contact_phone"] == "+32475112233"
    assert talk.asked == "contact_when"


async def test_a_way_of_being_reached_typed_where_the_role_was_asked_is_kept(talk: Talk) -> None:
    await at(talk, "oui", "par mail", "prof")
    assert talk.asked == "contact_email"


async def test_the_question_of_sms_is_answered(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    assert "SMS" in await talk.hears("par sms c'est possible ?")
    assert talk.asked == "contact_channel"


async def test_a_surname_in_the_message_gets_a_gentle_warning_and_the_choice_to_rewrite(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "passer", "passer")
    said = await talk.hears("mon neveu de 16 ans ne parle que de djihad, il s'appelle Kevin Dumont")
    assert "sans ce nom" in said
    assert talk.asked == "contact_confirmed"
    await talk.taps("Réécrire")
    assert "Dumont" not in await talk.hears("mon neveu de 16 ans ne parle que de djihad")


async def test_a_first_name_alone_is_not_warned_about(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "passer", "passer")
    assert "sans ce nom" not in await talk.hears("mon fils Karim ne sort plus")


@pytest.mark.parametrize("words", ["non je veux pas que vous gardiez mes infos", "je refuse", "non"])
async def test_refusing_consent_in_a_sentence_is_a_refusal_and_erases_nothing_else(talk: Talk, words: str) -> None:
    await talk.starts_form()
    said = await talk.hears(words, "erase_my_data")
    assert "sans laisser de demande" in said
    assert talk.loop is None


@pytest.mark.parametrize("question", ["c'est payant ?", "et le RGPD ?", "qui va lire ça ?"])
async def test_a_question_at_the_consent_is_answered_and_consent_still_asked(talk: Talk, question: str) -> None:
    await talk.starts_form()
    await talk.hears(question, "out_of_scope")
    assert talk.rejected or talk.said.startswith(("C’est gratuit", "Votre demande est fermée à clé"))
    assert talk.asked == "contact_consent"


async def test_a_sentence_that_may_mean_cancel_loses_nothing(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    said = await talk.hears("finalement je sais plus trop", "withdraw_request")
    assert "de côté" in said
    assert talk.titles == ["Reprendre", "Abandonner"]
    assert talk.slots["contact_phone"] == "+32470123456"
    await talk.starts_form("reprendre")
    assert talk.asked == "contact_confirmed"


async def test_taking_the_request_up_again_is_not_giving_it_up(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    await talk.hears("je reprends la demande", "withdraw_request")
    assert talk.asked == "contact_confirmed"
    assert talk.slots["contact_phone"] == "+32470123456"


@pytest.mark.parametrize("words", ["non l'adresse c'est julie.m@hotmail.com", "julie.m@hotmail.com"])
async def test_an_address_given_at_the_read_back_is_taken(talk: Talk, words: str) -> None:
    await filled_until_confirmation(talk)
    said = await talk.hears(words, "withdraw_request")
    assert "julie.m@hotmail.com" in said
    assert talk.asked == "contact_confirmed"


async def test_wanting_to_modify_asks_which_line(talk: Talk) -> None:
    await filled_until_confirmation(talk)
    assert "Choisissez la ligne" in await talk.hears("je voudrais modifier ma demande", "withdraw_request")
    await talk.hears("le téléphone")
    assert talk.asked == "contact_phone"


# --- the conversation, attached only when asked ---


async def test_the_conversation_is_not_attached_unless_asked(talk: Talk, world: World, opener: CaseOpener) -> None:
    await filled_until_confirmation(talk)
    assert "pas jointe" in talk.said
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    given = stored.opened(opener)
    assert given is not None
    assert given.conversation is None


async def test_it_is_attached_after_a_yes_to_that_very_question_and_sealed(
    talk: Talk, world: World, opener: CaseOpener, redis_url: str
) -> None:
    await remembered(redis_url, "mon fils a changé", "il ne dort plus")
    await filled_until_confirmation(talk)
    assert "lirait" in await talk.taps("Joindre")
    assert "Notre conversation : jointe" in (await talk.hears("oui", "affirm"))
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    given = stored.opened(opener)
    assert given is not None
    assert given.conversation is not None
    assert [(line["by"], line["text"]) for line in given.conversation][:2] == [
        ("person", "mon fils a changé"),
        ("bot", "Je vous écoute."),
    ]
    assert b"il ne dort plus" not in stored.sealed
    assert talk.slots.get("contact_attach") is None


async def test_a_no_leaves_it_out_and_it_can_be_taken_back(talk: Talk, world: World, opener: CaseOpener) -> None:
    await filled_until_confirmation(talk)
    await talk.taps("Joindre")
    await talk.taps("Oui, la joindre")
    assert "Ne pas joindre" in talk.titles
    await talk.taps("Ne pas joindre")
    await talk.taps("Non")
    assert "pas jointe" in talk.said
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    given = stored.opened(opener)
    assert given is not None
    assert given.conversation is None


async def test_at_most_forty_lines_are_attached(talk: Talk, world: World, opener: CaseOpener, redis_url: str) -> None:
    await remembered(redis_url, *(f"message {number}" for number in range(30)))
    await filled_until_confirmation(talk)
    await talk.taps("Joindre")
    await talk.taps("Oui")
    await talk.taps("Envoyer")
    [stored] = await world.requests.all()
    given = stored.opened(opener)
    assert given is not None
    assert given.conversation is not None
    assert len(given.conversation) == 40
    assert given.conversation[-2]["text"] == "message 29"
