"""After the reference: nobody who asks about a sent request is given a new form, and nothing is said that is not so."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at
from tests.actions.test_requests import now_given, sent

QUESTIONS = ["c'est quand qu'on m'appelle ?", "vous rappelez quand ?", "et cette fois ils appellent vraiment ?"]


async def sent_here(talk: Talk, world: World) -> str:
    await at(talk, *BY_PHONE)
    await talk.taps("Envoyer")
    return str(talk.slots["contact_reference"])


@pytest.mark.parametrize("words", QUESTIONS)
@pytest.mark.parametrize("action", ["action_begin_contact", "action_respond"])
async def test_when_somebody_calls_is_answered_honestly_and_opens_no_form(
    talk: Talk, world: World, words: str, action: str
) -> None:
    await sent_here(talk, world)
    said = await talk.meets(action, words, "request_contact")
    assert "contact_form" not in talk.followups
    assert "pas le délai" in said
    assert "0800 111 72" in said
    again = await talk.meets(action, words, "request_contact")
    assert again != said


async def test_a_change_of_mind_is_told_how(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    assert "/suivi" in await talk.hears("merci. et si je change d'avis ?", "thank")


@pytest.mark.parametrize("words", ["envoie jte dis", "envoyez", "ok envoyez", "c'est bon envoyez"])
async def test_a_word_of_sending_again_gives_the_reference_and_ways_on(talk: Talk, world: World, words: str) -> None:
    reference = await sent_here(talk, world)
    assert reference in await talk.hears(words, "out_of_scope")
    assert talk.titles
    assert len(await world.requests.all()) == 1


async def test_a_line_is_changed_in_free_words_once_it_is_sent(talk: Talk, world: World, opener: CaseOpener) -> None:
    reference = await sent(world)
    said = await talk.hears("finalement ils peuvent laisser un message sur le répondeur", "out_of_scope")
    assert "Message vocal" in said
    await talk.taps("Enregistrer")
    assert (await now_given(world, opener, reference)).voicemail_ok is True
    said = await talk.hears("je voulais juste changer l'heure, je suis plus dispo le matin", "check_urgency")
    assert "moment" in said


async def test_withdrawing_by_its_reference_is_never_a_new_request(talk: Talk, world: World) -> None:
    reference = await sent(world)
    said = await talk.meets("action_begin_contact", f"je voudrais retirer ma demande {reference}", "request_contact")
    assert "vraiment retirer" in said
    assert talk.followups == []


@pytest.mark.parametrize("words", ["NAM-1234", "AB12-999"])
async def test_what_is_no_reference_is_told_how_one_looks(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", "/suivi", "request_follow_up")
    said = await talk.hears(words, "out_of_scope")
    assert "trois groupes de quatre" in said
    assert said != await talk.hears(words, "out_of_scope")


async def test_the_same_is_not_said_twice_to_who_has_no_request(talk: Talk) -> None:
    first = await talk.meets("action_follow_up", "", "request_follow_up")
    assert await talk.meets("action_withdraw", "je veux retirer ma demande", "withdraw_request") != first


async def test_a_lost_reference_is_shown_where_the_request_was_made(talk: Talk, world: World) -> None:
    words = "j'ai plus le numéro de référence"
    assert "Sans la référence" in await talk.meets("action_follow_up", words, "request_follow_up")
    reference = str(await sent(world))
    assert reference in await talk.hears(words, "out_of_scope")


async def test_leaving_things_as_they_are_shows_a_way_on(talk: Talk, world: World) -> None:
    await sent(world)
    await talk.meets("action_withdraw", "retirer ma demande", "withdraw_request")
    await talk.hears("non", "deny")
    assert talk.titles


@pytest.mark.parametrize("words", ["c'est le 0486/12.34.56 mais évitez le mercredi", "0486 12 34 56"])
async def test_a_number_given_out_of_the_blue_opens_the_request(talk: Talk, words: str) -> None:
    await talk.hears(words, "out_of_scope")
    assert talk.followups == ["contact_form"]
    await talk.runs("validate_contact_form")
    assert (talk.slots["contact_phone"], talk.asked) == ("+32486123456", "contact_consent")


@pytest.mark.parametrize(
    "words",
    ["j'ai plus la référence, j'ai changé de gsm entretemps", "mon numéro a changé et je n'ai plus la référence"],
)
@pytest.mark.parametrize("action", ["action_withdraw", "action_follow_up"])
async def test_a_lost_reference_of_another_phone_is_no_change(talk: Talk, words: str, action: str) -> None:
    await talk.meets("action_follow_up", "j'ai laissé une demande jeudi, ça en est où ?", "request_follow_up")
    assert "Sans la référence" in await talk.meets(action, words, "withdraw_request")


async def test_who_asks_again_for_a_change_that_cannot_be_made_hears_other_words(talk: Talk) -> None:
    words = "mais mon numéro n'est plus le bon du coup, on peut le corriger ?"
    first = await talk.meets("action_withdraw", words, "withdraw_request")
    second = await talk.meets("action_withdraw", "il faut changer mon numéro dans ma demande", "withdraw_request")
    assert "pas de demande à changer ici" in first
    assert second != first
    assert "nouvelle demande" in second
    assert "remplace la première" in second
