"""The contact request in people's own words: corrections on the way, pauses with a reason, doubts of the model."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk

DOUBT: dict[str, Any] = {"urgency": {"level": "unsure", "kind": None, "score": 0.11, "reasons": []}}


async def at(talk: Talk, *answers: str) -> Talk:
    await talk.starts_form()
    for answer in answers:
        await talk.hears(answer)
    return talk


async def at_the_read_back(talk: Talk) -> None:
    await at(talk, "oui", "prof", "ici", "Julie", "Namur", "un élève m’inquiète")
    assert talk.asked == "contact_confirmed"


@pytest.mark.parametrize("words", ["je suis sa marraine", "jsuis son frere donc un proche", "la mamie"])
async def test_who_writes_is_heard_even_when_the_model_doubts(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words, "check_urgency", **DOUBT)
    assert talk.slots["contact_role"] == "relative"
    assert talk.asked == "contact_channel"


async def test_a_doubt_about_a_story_or_a_strong_doubt_still_asks_about_danger(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0470123456")
    await talk.hears("il a pris ses affaires et il est parti", "check_urgency", **DOUBT)
    assert talk.rejected
    strong = {"urgency": {**DOUBT["urgency"], "score": 0.4}}
    await talk.hears("il dit qu'il a vu mon numéro dans mon téléphone", "check_urgency", **strong)
    assert talk.rejected


async def test_a_doubt_about_tomorrow_is_no_message_to_pass_on(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "passer", "passer")
    await talk.hears("demain tout sera enfin derrière nous", "check_urgency", **DOUBT)
    assert talk.rejected


@pytest.mark.parametrize("words", ["passez, il va me tuer", "mon numéro il va me tuer", "le soir il me frappe"])
async def test_danger_said_in_words_comes_before_any_answer(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0470123456")
    await talk.hears(words, "check_urgency", **DOUBT)
    assert talk.rejected


@pytest.mark.parametrize("words", ["le matin quand il est à l'école", "quand il est au boulot, le matin"])
async def test_a_time_with_its_reason_is_a_time(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0470123456")
    await talk.hears(words, "urgent_danger")
    assert talk.slots["contact_when"] == words


async def test_a_question_is_neither_a_time_nor_a_consent(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("d'accord avec quoi au juste ? qui lit ça ?")
    assert talk.slots.get("contact_consent") is None
    for answer in ("oui", "proche", "par téléphone", "0470123456"):
        await talk.hears(answer)
    assert "moment" in await talk.hears("ça a marché ?")
    assert talk.slots.get("contact_when") is None


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("par téléphone au 0032 475 12 34 56", "contact_when"),
        ("tel 0470-12-34-56", "contact_when"),
        ("bon ben tel alors. 0488123456", "contact_when"),
        ("voisin.bomel@mail.example", "contact_name"),
        ("par mail belle.mere@mail.example", "contact_name"),
    ],
)
async def test_the_way_and_the_number_in_one_sentence_are_both_taken(talk: Talk, words: str, asked: str) -> None:
    await at(talk, "oui", "proche", words)
    assert talk.asked == asked


async def test_who_writes_said_with_the_consent_is_not_asked(talk: Talk) -> None:
    await at(talk, "ok je suis sa soeur")
    assert talk.asked == "contact_channel"


async def test_a_number_corrected_while_another_question_is_open_is_noted(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0486 12 34 56", "vers 14h")
    said = await talk.hears("oups j'ai inversé deux chiffres, c'est 0486 12 34 65")
    assert "noté" in said
    assert (talk.slots["contact_phone"], talk.asked) == ("+32486123465", "contact_voicemail")


async def test_another_way_named_on_the_way_makes_its_questions_needless(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0486 12 34 56", "vers 14h")
    await talk.hears("finalement par mail, nath@mail.example")
    assert (talk.slots["contact_channel"], talk.asked) == ("email", "contact_name")
    await talk.hears("je préfère que le CAPREV me réponde ici dans ce chat finalement", "ask_caprev")
    assert (talk.slots["contact_channel"], talk.asked) == ("chat", "contact_name")


@pytest.mark.parametrize("words", ["pause, on sonne", "je dois y aller, je continue ce soir"])
async def test_a_pause_with_its_reason_is_a_pause(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche")
    assert "reprendre" in await talk.hears(words, "goodbye")
    assert talk.loop is None


@pytest.mark.parametrize(
    ("words", "intent", "name"),
    [
        ("Zaza ça ira", "out_of_scope", "Zaza"),
        ("je m'appelle Nath", "greet", "Nath"),
        ("t'as pas besoin de savoir mon nom", "ask_confidentiality", "—"),
    ],
)
async def test_a_name_is_given_or_refused_in_any_words(talk: Talk, words: str, intent: str, name: str) -> None:
    await at(talk, "oui", "proche", "ici")
    await talk.hears(words, intent)
    assert (talk.slots["contact_name"], talk.asked) == (name, "contact_commune")


async def test_two_lines_are_put_right_in_one_sentence(talk: Talk) -> None:
    await at_the_read_back(talk)
    said = await talk.hears("La commune, c'est Andenne en fait, et enlevez mon prénom")
    assert "Andenne" in said
    assert "Julie" not in said
    await talk.hears("changez l'adresse e-mail, mettez amo.andenne@mail.example")
    assert talk.asked == "contact_write_here"  # which is asked only of who is reached elsewhere
    assert "amo.andenne@mail.example" in await talk.hears("oui")
    assert "référence" in await talk.hears("c'est bon vous pouvez l'envoyer")


async def test_the_recipient_can_be_changed_at_the_read_back(talk: Talk) -> None:
    await at_the_read_back(talk)
    said = await talk.hears("en fait c'est pour le référent de la Ville, pas pour le CAPREV")
    assert "CSIL-R" in said
    assert talk.slots["contact_recipient"] == "referent"
    await talk.hears("attendez, il est lié à la police ? remettez le CAPREV")
    assert talk.slots["contact_recipient"] == "caprev"
    assert "référence" in await talk.hears("ok envoyez au CAPREV")


async def test_a_name_in_the_message_can_be_taken_out_when_the_person_asks(talk: Talk) -> None:
    await at(talk, "oui", "prof", "par mail", "prof@ecole.example", "passer", "passer")
    await talk.hears("Kévin Dubois-Exemple a écrit une dissertation qui fait l'éloge d'un tueur")
    assert "Dubois" not in await talk.hears("ah oui pardon, enlevez son nom", "affirm")
    assert talk.asked == "contact_message"


async def test_the_second_time_other_words_say_what_is_wrong(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone")
    assert await talk.hears("083 21 4") != await talk.hears("c'est le 83.21.45.6")


async def test_sending_twice_and_asking_when_twice_say_something_new(talk: Talk) -> None:
    await at_the_read_back(talk)
    await talk.taps("Envoyer")
    assert "déjà enregistrée" in await talk.hears("envoyer")
    first = await talk.hears("on me rappelle quand au juste")
    assert "pas le délai" in first
    again = await talk.hears("c'est long, on me rappelle quand")
    assert "107" in again
    assert again != first


async def test_a_child_that_said_its_age_earlier_is_asked_less(talk: Talk) -> None:
    talk.slots["context"] = {"writer": "teen", "speaker": "self"}
    await talk.starts_form()
    assert "103" in await talk.hears("ouais ok")
    assert talk.asked == "contact_channel"


async def test_who_writes_said_where_the_message_was_asked_is_no_message(talk: Talk) -> None:
    await at(talk, "oui", "j'ai 16 ans", "ici")
    assert "noté" in await talk.hears("c'est pr moi", "check_urgency", **DOUBT)
    assert (talk.slots["contact_role"], talk.asked) == ("self", "contact_message")


async def test_a_number_given_while_the_request_is_set_aside_takes_it_up_again(talk: Talk) -> None:
    await at(talk, "oui", "proche", "plus tard")
    await talk.hears("0475 12 34 56 alors")
    assert talk.followups == ["contact_form"]
    await talk.runs("validate_contact_form")
    assert (talk.slots["contact_phone"], talk.asked) == ("+32475123456", "contact_when")


async def test_a_time_with_its_reason_is_a_time_whatever_it_is_taken_for(talk: Talk) -> None:
    await talk.starts_form("rappelez-moi au 0475 12 34 56, je suis sa mère")
    await talk.hears("oui", "affirm")
    await talk.hears("je travaille de nuit donc l'après-midi", "ask_green_number")
    assert talk.slots["contact_when"]
    assert talk.asked == "contact_voicemail"
