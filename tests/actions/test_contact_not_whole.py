"""A number or an address that is to take the place of another, and is not whole: it is said what is wrong, it is asked
for again, and what was given before stands until then."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at
from tests.actions.test_contact_afterwards import sent_here
from tests.actions.test_contact_told_after_sending import ACTIONS, stands

FEW, MANY, NO_END = "il y manque un ou plusieurs chiffres", "il a trop de chiffres", "il y manque la fin"
OLD = "0475 12 34 33"
BEGUN = [
    ("attendez, mettez plutôt le gsm de ma femme\u00a0: 0495 33 44", FEW, "phone"),
    ("ah non prenez le fixe, 081 22 33", FEW, "phone"),
    ("oups je me suis trompée de numéro c'est 0495 12 34 5", FEW, "phone"),
    ("mon numéro c'est le 0495/12.34", FEW, "phone"),
    ("finalement appelez sur le tel du boulot : 081 22 33 4", FEW, "phone"),
    ("jpréfère kon appel le gsm 0495 33", FEW, "phone"),
    ("0495 33 44", FEW, "phone"),
    ("zéro quatre cent nonante-cinq, trente-trois, quarante-quatre plutôt", FEW, "phone"),
    ("mettez plutôt mon autre gsm, 0495 33 44 55 66", MANY, "phone"),
    ("non pas celui-là, le +32 495 33 44 55 6 à la place", MANY, "phone"),
    ("écrivez-moi plutôt par mail alors, lucie.maes@gmail", NO_END, "email"),
    ("prenez mon adresse mail plutôt : lucie point maes arobase skynet", NO_END, "email"),
    ("non attend mon mari regarde mon tel, appelle sur celui de ma soeur 0495 33 4", FEW, "phone"),
    ("vous pouvez mettre plutôt le gsm de mon mari ? 0495 33 44", FEW, "phone"),
]  # fmt: skip
WHOLE = {"phone": ("0495 33 44 55", "+32495334455"), "email": ("lucie.maes@gmail.com", "lucie.maes@gmail.com")}


@pytest.mark.parametrize(("words", "wrong", "way"), BEGUN)
async def test_at_the_read_back_it_is_said_and_asked_again(talk: Talk, words: str, wrong: str, way: str) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(words)
    assert wrong in said
    assert OLD in said
    assert talk.asked == f"contact_{way}"
    number, value = WHOLE[way]
    await talk.hears(number)
    assert talk.slots[f"contact_{way}"] == value
    assert talk.asked == "contact_confirmed"


@pytest.mark.parametrize(("words", "wrong", "way"), BEGUN)
async def test_the_one_given_before_is_kept_for_who_leaves_it_at_that(
    talk: Talk, words: str, wrong: str, way: str
) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(words)
    said = await talk.hears("annuler")
    assert (talk.asked, talk.loop) == ("contact_confirmed", "contact_form")
    assert OLD in said
    assert (talk.slots["contact_channel"], talk.slots["contact_phone"]) == ("phone", "+32475123433")


@pytest.mark.parametrize(
    "words",
    [
        "laissez l'ancien alors", "non gardez l'ancien numéro", "je sais plus son numéro par coeur, laissez le mien",
        "non", "bon ben gardez celui que j'ai donné", "envoyez", "passer",
    ],
)  # fmt: skip
async def test_who_wants_the_old_one_kept_is_heard(talk: Talk, world: World, words: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("mettez plutôt le gsm de ma femme : 0495 33 44")
    assert OLD in await talk.hears(words, "withdraw_request")
    assert (talk.asked, talk.slots["contact_phone"]) == ("contact_confirmed", "+32475123433")
    await talk.taps("Envoyer")
    await talk.hears("mettez plutôt le gsm de ma femme : 0495 33 44", "out_of_scope")
    if words not in {"envoyez", "passer"}:
        assert "je ne change rien" in await talk.hears(words, "out_of_scope")
        assert talk.slots["awaiting"] is None


async def test_after_three_tries_the_one_given_before_stands(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    for words in ("mettez plutôt le 0495 33 44", "0495 33", "0495 33 44", "0495 33 44 5"):
        said = await talk.hears(words)
    assert OLD in said
    assert talk.asked == "contact_confirmed"


async def test_where_all_was_told_at_once_too(talk: Talk) -> None:
    await at(talk, "oui", "proche", "0475 12 34 33, le soir, pas de message vocal")
    assert talk.asked == "contact_confirmed"
    said = await talk.hears("attendez, mettez plutôt le gsm de ma femme : 0495 33 44")
    assert FEW in said
    assert OLD in said
    assert "0495 33 44 55" in await talk.hears("0495 33 44 55")
    assert talk.asked == "contact_confirmed"


@pytest.mark.parametrize("answered", [4, 5, 6, 7, 8, 9])
async def test_where_another_line_is_asked_that_line_is_asked_afterwards(talk: Talk, answered: int) -> None:
    await at(talk, *BY_PHONE[:answered])
    asked = talk.asked
    said = await talk.hears("au fait le numéro c'est plutôt 0478 12")
    assert FEW in said
    assert talk.asked == "contact_phone"
    await talk.hears("0478 12 34 56")
    assert talk.slots["contact_phone"] == "+32478123456"
    assert talk.asked == asked


async def test_another_way_that_is_not_whole_is_no_message(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici", "passer", "passer")
    assert talk.asked == "contact_message"
    assert FEW in await talk.hears("bon finalement appelez moi, 0495 33 4")
    assert "Ici, dans ce chat" in talk.said
    await talk.hears("0495 33 44 55")
    assert talk.slots["contact_phone"] == "+32495334455"
    assert talk.slots.get("contact_message") is None


async def test_what_is_told_besides_is_noted(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("prenez plutôt le 0495 33 44, et vous pouvez laisser un message sur le répondeur")
    assert talk.slots["contact_voicemail"] == "yes"
    assert talk.asked == "contact_phone"


async def test_what_stands_behind_a_colon_is_the_address_and_no_message(talk: Talk) -> None:
    await at(talk, "oui", "proche", "0475 12 34 33, le soir, pas de message vocal")
    await talk.hears("prenez mon adresse mail plutôt : lucie point maes arobase skynet")
    assert talk.slots["contact_message"] == "—"


async def test_who_is_watched_is_warned_too(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears("mon mari regarde mon tel, mettez plutôt le gsm de ma soeur 0495 33 44")
    assert "Si quelqu’un regarde votre téléphone" in said
    assert FEW in said


async def test_how_to_speak_on_the_phone_is_kept_with_it(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("prenez plutôt le 0495 33 44. dites que c'est le garage")
    assert talk.asked == "contact_phone"
    assert "dites que c'est le garage" in await talk.hears("0495 33 44 55")


@pytest.mark.parametrize(
    "words",
    [
        "ajoutez qu'il a reçu un appel du 0495 33 44", "c'est bien le 0475 12 34 que vous avez ?",
        "plutôt entre 08h et 09h30", "il est né le 05 12 2008",
    ],
)  # fmt: skip
async def test_a_number_of_something_else_opens_no_line(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(words)
    assert talk.slots["contact_phone"] == "+32475123433"


async def test_a_story_with_a_number_in_it_is_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    await talk.hears("il reçoit sans arrêt des appels du 0495 33 44 et il ne dort plus", "describe_concern")
    assert "0495 33 44" in talk.slots["contact_message"]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(("words", "wrong", "way"), BEGUN)
async def test_after_a_sending_it_is_said_and_asked_again(
    talk: Talk, world: World, opener: CaseOpener, action: str, words: str, wrong: str, way: str
) -> None:
    await sent_here(talk, world)
    said = await talk.meets(action, words, "out_of_scope")
    assert wrong in said
    assert "rien n’est changé" in said
    assert (talk.slots["awaiting"], talk.followups) == ("change", [])
    number, value = WHOLE[way]
    await talk.meets(action, number, "out_of_scope")
    await talk.meets(action, "oui", "affirm")
    given = await stands(world, opener)
    assert (given.email if way == "email" else given.phone) == value


async def test_what_waits_for_a_yes_goes_on_waiting(talk: Talk, world: World, opener: CaseOpener) -> None:
    await sent_here(talk, world)
    await talk.hears("ajoutez que ma fille est au courant", "out_of_scope")
    assert FEW in await talk.hears("et mon numéro a changé, c'est le 0495 33 44", "out_of_scope")
    assert FEW in await talk.hears("0495 33 44", "out_of_scope")
    await talk.hears("0495 33 44 55", "out_of_scope")
    await talk.hears("oui", "affirm")
    given = await stands(world, opener)
    assert given.phone == "+32495334455"
    assert "ma fille est au courant" in str(given.message)
