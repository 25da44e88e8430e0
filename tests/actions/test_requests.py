"""Afterwards: a request is followed, changed and withdrawn; what is kept is shown and erased."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.world import World
from casework import trail
from casework.contact_request import ContactRequest
from casework.guesses import WRONG_OF_A_PERSON
from casework.pseudonyms import Pseudonym
from casework.references import Reference, new_reference
from casework.request_changes import as_it_stands
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk
from tests.actions.stored_talk import remembered

NO_BREAK = "\u00a0"
ELSEWHERE = Pseudonym("q" * 26)
GIVEN = ContactRequest(
    "caprev", "relative", "phone", "web", Pseudonym(PERSON), phone="+32475112233", when="le matin", name="Anne"
)


async def sent(world: World, person: str = PERSON) -> Reference:
    made = replace(GIVEN, person=Pseudonym(person))
    return await world.requests.create(f"sent by {person}", made, world.sealer)


async def now_given(world: World, opener: CaseOpener, reference: Reference) -> ContactRequest:
    stored = await world.requests.get(reference)
    assert stored is not None
    given = await as_it_stands(world.redis, stored, opener)
    assert given is not None
    return given


# --- following ---


@pytest.mark.parametrize("shape", ["{}", "ma référence {}", "{} svp"])
async def test_a_reference_alone_is_a_follow_up_however_it_is_typed(talk: Talk, world: World, shape: str) -> None:
    reference = await sent(world)
    typed = reference.lower().replace("-", " ").replace("0", "o")
    said = await talk.hears(shape.format(typed), "other_language")
    assert f"Votre demande {reference} est bien arrivée" in said


async def test_a_reference_typed_inside_the_form_is_no_name(talk: Talk, world: World) -> None:
    reference = await sent(world)
    await talk.starts_form()
    for answer in ("oui", "proche", "ici"):
        await talk.hears(answer)
    await talk.hears(str(reference), "other_language")
    assert talk.rejected
    assert talk.slots.get("contact_name") is None


async def test_from_another_chat_there_is_the_status_and_the_withdrawal_and_no_change(talk: Talk, world: World) -> None:
    reference = await sent(world, ELSEWHERE)
    said = await talk.hears(str(reference), "nlu_fallback")
    assert str(reference) in said
    assert talk.titles == ["Retirer ma demande"]
    await talk.taps("Retirer")
    assert "retirée" in await talk.taps("Oui")
    assert await world.requests.status(reference) == "retire"


async def test_an_unknown_reference_and_a_mistyped_one_get_the_same_words(talk: Talk) -> None:
    await talk.hears("bonjour", "greet")
    unknown = await talk.hears(str(new_reference()), "nlu_fallback")
    reference = str(new_reference())
    wrong = reference[:-1] + ("A" if reference[-1] != "A" else "B")
    assert await talk.hears(wrong, "nlu_fallback") == unknown


async def test_after_five_wrong_references_nothing_is_looked_up_for_a_while(talk: Talk, world: World) -> None:
    theirs, own = await sent(world, ELSEWHERE), await sent(world)
    for _ in range(WRONG_OF_A_PERSON):
        await talk.hears(str(new_reference()), "nlu_fallback")
    assert "pendant une heure" in await talk.hears(str(theirs), "nlu_fallback")
    assert "est bien arrivée" in await talk.hears(str(own), "nlu_fallback")
    talk.slots["awaiting"] = None
    await talk.hears(f"retirer {theirs}", "withdraw_request")
    assert "pendant une heure" in await talk.runs("action_withdraw")


async def test_who_has_no_request_is_offered_to_make_one(talk: Talk) -> None:
    await talk.meets("action_follow_up", "demande de contact", "request_follow_up")
    assert "Demander un contact" in talk.titles


# --- changing ---


async def test_a_number_is_changed_in_one_sentence_after_a_yes(talk: Talk, world: World, opener: CaseOpener) -> None:
    reference = await sent(world)
    said = await talk.hears("je veux changer mon numéro, c'est le 0498 11 22 33", "out_of_scope")
    assert "0498 11 22 33" in said
    assert (await now_given(world, opener, reference)).phone == "+32475112233"
    assert "enregistré" in await talk.hears("oui", "affirm")
    given = await now_given(world, opener, reference)
    assert (given.phone, given.when, given.name) == ("+32498112233", "le matin", "Anne")


async def test_which_line_is_asked_and_a_wrong_number_is_refused_as_in_the_form(
    talk: Talk, world: World, opener: CaseOpener
) -> None:
    reference = await sent(world)
    await talk.meets("action_withdraw", "je voudrais modifier ma demande", "withdraw_request")
    await talk.taps("Téléphone")
    assert "reconnais pas" in await talk.hears("12 34")
    await talk.hears("0498/11.22.33")
    await talk.taps("Enregistrer")
    assert (await now_given(world, opener, reference)).phone == "+32498112233"


async def test_a_change_leaves_a_line_in_the_trail_and_keeps_the_claim(talk: Talk, world: World) -> None:
    reference = await sent(world)
    await world.requests.move(reference, "pris_en_charge", "intervenant")
    await talk.hears("modifier ma demande : 0498 11 22 33")
    await talk.taps("Enregistrer")
    lines = [(line.who, line.what, line.about) async for line, _ in trail.lines(world.redis)]
    assert lines == [("person", "request.changed", reference)]
    assert await world.requests.status(reference) == "pris_en_charge"


async def test_an_address_takes_the_place_of_the_number(talk: Talk, world: World, opener: CaseOpener) -> None:
    reference = await sent(world)
    await talk.hears("je veux corriger ma demande, écrivez-moi à anne@exemple.be")
    await talk.taps("Enregistrer")
    given = await now_given(world, opener, reference)
    assert (given.channel, given.email, given.phone, given.when) == ("email", "anne@exemple.be", None, None)


async def test_three_wrong_values_leave_the_request_as_it_was(talk: Talk, world: World, opener: CaseOpener) -> None:
    reference = await sent(world)
    await talk.hears("changer mon numéro")
    for wrong in ("12", "je sais plus", "04"):
        said = await talk.hears(wrong)
    assert "comme elle est" in said
    assert await now_given(world, opener, reference) == GIVEN
    await talk.hears("0498 11 22 33")
    assert await now_given(world, opener, reference) == GIVEN


async def test_no_leaves_everything_as_it_was(talk: Talk, world: World, opener: CaseOpener) -> None:
    reference = await sent(world)
    await talk.hears("changer mon numéro")
    await talk.hears("0498 11 22 33")
    await talk.hears("non", "deny")
    assert await now_given(world, opener, reference) == GIVEN


async def test_a_question_in_the_middle_ends_the_change_instead_of_being_written(
    talk: Talk, world: World, opener: CaseOpener
) -> None:
    reference = await sent(world)
    await talk.hears("changer mon message")
    await talk.hears("c'est quoi le caprev ?", "ask_caprev")
    await talk.hears("merci", "thank")
    assert (await now_given(world, opener, reference)).message is None


async def test_what_was_passed_on_cannot_be_changed_and_this_is_said(talk: Talk, world: World) -> None:
    reference = await sent(world)
    await world.requests.move(reference, "pris_en_charge", "intervenant")
    await world.requests.move(reference, "transmis", "intervenant")
    assert "ne peut plus être changée" in await talk.hears("je veux changer mon numéro")
    await talk.meets("action_withdraw", "je veux retirer ma demande", "withdraw_request")
    assert "ne peux plus la retirer" in talk.said


async def test_somebody_elses_request_is_not_changed_from_here(talk: Talk, world: World) -> None:
    reference = await sent(world, ELSEWHERE)
    said = await talk.meets("action_withdraw", f"modifier ma demande {reference}", "withdraw_request")
    assert "seulement dans la conversation" in said


@pytest.mark.parametrize("value", ["change:save", "change:value:yes", "change:line:person", "change:begin:XXXX"])
async def test_a_stale_button_of_a_change_writes_nothing(
    talk: Talk, world: World, opener: CaseOpener, value: str
) -> None:
    reference = await sent(world)
    await talk.hears("", "choose", value)
    assert talk.said
    assert await now_given(world, opener, reference) == GIVEN


async def test_a_draft_that_waits_is_resumed_by_the_wish_to_change_it(talk: Talk) -> None:
    talk.slots["paused_form"] = "contact_form"
    await talk.meets("action_withdraw", "je reprends la demande", "withdraw_request")
    assert talk.followups == ["contact_form"]


# --- what is kept ---


async def test_what_is_kept_is_said_in_words(talk: Talk, world: World, redis_url: str) -> None:
    reference = await sent(world)
    await remembered(redis_url, "mon fils a changé", "depuis l'été")
    said = await talk.hears("qu'est-ce que vous gardez sur moi ?", "ask_confidentiality")
    assert f"La demande {reference} : nouveau" in said.replace(NO_BREAK, " ")
    assert "24 heures" in said
    assert "4 lignes" in said
    assert "trente jours" in said


async def test_the_conversation_is_sent_back_in_bubbles_that_fit_a_screen(talk: Talk, redis_url: str) -> None:
    await remembered(redis_url, *(f"message {number} " + "long " * 60 for number in range(20)))
    await talk.hears("qu'est-ce que vous gardez sur moi ?", "ask_confidentiality")
    said = await talk.taps("Recevoir")
    assert "24/11 à 10h30, vous : message 19" in said.replace(NO_BREAK, " ")
    assert "moi : Je vous écoute." in said.replace(NO_BREAK, " ")
    assert all(len(reply["text"]) < 1200 for reply in talk.replies)


async def test_the_question_before_erasing_shows_what_is_kept(talk: Talk) -> None:
    await talk.meets("action_erase", "", "erase_my_data")
    assert "Aucune demande" in await talk.taps("Ce qui est gardé")


async def test_asking_what_is_kept_never_erases(talk: Talk) -> None:
    await talk.meets("action_erase", "vous gardez quoi sur moi ?", "erase_my_data")
    assert "Voici ce que je garde" in talk.said
    assert talk.slots.get("awaiting") != "erase"


async def test_erasing_says_what_went_and_what_was_already_passed_on(talk: Talk, world: World) -> None:
    passed_on = await sent(world)
    await world.requests.move(passed_on, "pris_en_charge", "intervenant")
    await world.requests.move(passed_on, "transmis", "intervenant")
    waiting = await world.requests.create("another", GIVEN, world.sealer)
    await talk.meets("action_erase", "", "erase_my_data")
    said = await talk.taps("Oui")
    assert f"Demande retirée, contenu effacé : {waiting}" in said.replace(NO_BREAK, " ")
    assert f"Déjà transmise ou close : {passed_on}" in said.replace(NO_BREAK, " ")


async def test_asking_when_somebody_calls_follows_the_request_instead_of_making_another(
    talk: Talk, world: World
) -> None:
    reference = await sent(world)
    said = await talk.meets("action_begin_contact", "quand est ce qu'on va me rappeler ?", "request_contact")
    assert str(reference) in said
    assert talk.followups == []


async def test_nothing_to_cancel_is_said_as_that(talk: Talk) -> None:
    assert "faite dans cette conversation" in await talk.meets("action_withdraw", "annuler", "withdraw_request")


async def test_a_status_asked_in_the_middle_of_a_form_offers_to_go_on_with_it(talk: Talk, world: World) -> None:
    await sent(world)
    await talk.starts_form()
    await talk.meets("action_follow_up", "", "request_follow_up")
    assert talk.titles[-2:] == ["Reprendre", "Abandonner"]
    assert talk.slots["paused_form"] == "contact_form"


async def test_erasing_leaves_nothing_of_a_change_in_the_making(talk: Talk, world: World) -> None:
    await sent(world)
    await talk.hears("changer mon numéro")
    await talk.meets("action_erase", "", "erase_my_data")
    await talk.taps("Oui")
    assert talk.slots["changing"] is None


@pytest.mark.parametrize("action", ["action_begin_contact", "action_withdraw", "action_follow_up"])
async def test_an_answer_to_the_change_is_heard_whatever_it_was_taken_for(
    talk: Talk, world: World, opener: CaseOpener, action: str
) -> None:
    reference = await sent(world)
    await talk.hears("je veux modifier ma demande")
    await talk.meets(action, "le téléphone", "request_contact")
    await talk.meets(action, "0498 11 22 33", "request_contact")
    await talk.meets(action, "oui", "request_contact")
    assert (await now_given(world, opener, reference)).phone == "+32498112233"


async def test_another_wish_is_not_written_as_the_new_message(talk: Talk, world: World, opener: CaseOpener) -> None:
    reference = await sent(world)
    await talk.hears("changer mon message")
    assert "vraiment retirer" in await talk.meets("action_withdraw", "je veux tout retirer", "withdraw_request")
    assert (await now_given(world, opener, reference)).message is None


async def test_oui_effacez_erases_though_it_sounds_like_asking_again(talk: Talk) -> None:
    await talk.meets("action_erase", "effacez tout", "erase_my_data")
    assert "effac" in await talk.meets("action_erase", "oui effacez", "erase_my_data")
    assert talk.slots["awaiting"] is None
    await talk.meets("action_erase", "effacez tout", "erase_my_data")
    await talk.meets("action_erase", "non attendez n'effacez rien", "erase_my_data")
    assert (talk.slots["awaiting"], bool(talk.titles)) == (None, True)


@pytest.mark.parametrize(
    ("words", "erased"),
    [
        ("oui tout. et chez moi ça s'efface aussi ?", True),
        ("oui. attendez, ça efface aussi ma demande ?", False),
        ("oui. mais ça efface quoi au juste ?", False),
        ("non. vous gardez quoi alors ?", False),
    ],
)
async def test_a_yes_in_a_sentence_of_its_own_erases_unless_there_is_a_but(
    talk: Talk, words: str, erased: bool
) -> None:
    await talk.meets("action_erase", "effacez tout", "erase_my_data")
    said = await talk.meets("action_erase", words, "erase_my_data")
    assert ("j’efface tout ce que je gardais" in said) == erased
