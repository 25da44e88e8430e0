"""Of a request that was sent: changing is not withdrawing, a question is no no, and what is known of it is enough to be
told what can be done."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.request_changes import as_it_stands
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk
from tests.actions.test_contact_afterwards import sent_here
from tests.actions.test_requests import sent


@pytest.mark.parametrize(
    "words",
    ["ya moyen de changer lheure apres", "mais je voulais corriger avant !!",
     "c parti trop vite jvoulais changer un truc",
     "on peut bouger l'heure une fois parti ?"],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_withdraw", "action_respond"])
async def test_who_wants_to_change_something_is_not_asked_to_withdraw(
    talk: Talk, world: World, words: str, action: str
) -> None:
    await sent_here(talk, world)
    said = await talk.meets(action, words, "withdraw_request")
    assert "retirer la demande" not in said
    assert talk.slots["awaiting"] == "change"


@pytest.mark.parametrize(
    "words",
    ["Pourriez-vous ajouter à ma demande que la consultation a lieu demain 14h ?",
     "rajoute ds ma demande ke c urgent avant jeudi stp"],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_withdraw", "action_respond"])
async def test_what_is_to_be_added_opens_the_message(talk: Talk, world: World, words: str, action: str) -> None:
    await sent_here(talk, world)
    await talk.meets(action, words, "withdraw_request")
    assert talk.slots["awaiting"] == "change"
    assert "retirer" not in talk.said


@pytest.mark.parametrize(
    "words", ["bon ok enleve", "vas y supprime la", "Alors retirez-la, s'il vous plaît.", "Retirez."]
)
async def test_the_word_of_withdrawing_is_a_yes_to_whether_it_is_to_be_withdrawn(
    talk: Talk, world: World, words: str
) -> None:
    await sent_here(talk, world)
    await talk.meets("action_withdraw", "", "withdraw_request")
    assert "est retirée" in await talk.hears(words, "thank")


async def test_a_question_before_withdrawing_is_answered_and_it_is_asked_again(talk: Talk, world: World) -> None:
    reference = await sent_here(talk, world)
    await talk.meets("action_withdraw", "", "withdraw_request")
    said = await talk.hears("non attends c trop tard ou ils lont deja lu ?", "deny")
    assert reference in said
    assert "Voulez-vous vraiment retirer" in said
    assert talk.slots["awaiting"] == "withdraw"
    assert "est retirée" in await talk.hears("bon ok enleve", "thank")


@pytest.mark.parametrize("words", ["non ne retirez rien", "non", "surtout pas, ne la retirez pas"])
async def test_a_no_to_withdrawing_stays_a_no(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    await talk.meets("action_withdraw", "", "withdraw_request")
    assert "est retirée" not in await talk.hears(words, "deny")
    assert [r.status for r in await world.requests.all()] != ["retire"]


async def test_taken_back_after_a_no_it_is_asked_again_and_not_passed_over(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    await talk.meets("action_withdraw", "", "withdraw_request")
    await talk.hears("non", "deny")
    assert "Voulez-vous vraiment retirer" in await talk.hears("bon ok enleve", "thank")


@pytest.mark.parametrize(
    "words",
    [
        "je crois que ça commençait par un R, avec des chiffres",
        "et si vous tapez mon nom de famille, vous ne retrouvez pas ?",
    ],
)
async def test_without_the_whole_reference_it_is_said_what_can_be_done(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", "où en est ma demande", "request_follow_up")
    assert "Sans la référence" in await talk.hears(words, "describe_concern")


@pytest.mark.parametrize("words", ["pfff bon ben on recommence alors", "ok on refait tt a zero", "Refaisons-la."])
async def test_to_begin_anew_opens_a_request(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", "où en est ma demande", "request_follow_up")
    await talk.hears(words, "thank")
    assert talk.followups == ["contact_form"]


async def test_a_request_made_twice_is_one_to_withdraw(talk: Talk, world: World) -> None:
    assert "référence" in await talk.hears("j'ai un souci de demande en double, j'ai cliqué deux fois", "out_of_scope")
    await sent(world)
    await sent_here(talk, world)
    assert "vraiment retirer" in await talk.hears("oups c parti en double", "self_concern")


async def test_whether_insisting_is_faster_is_answered_honestly(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    assert "délai" in await talk.hears("et si j'en fais une deuxième ça va plus vite ?", "ask_what_is_radicalisation")


@pytest.mark.parametrize("action", ["action_begin_contact", "action_respond"])
async def test_what_is_asked_of_a_request_before_it_is_made_opens_none(talk: Talk, action: str) -> None:
    words = "bon. si je laisse mon numéro ils appellent quand, pcq je travaille en pauses à l'usine"
    assert "délai" in await talk.meets(action, words, "request_contact")
    assert talk.followups == []


@pytest.mark.parametrize("action", ["action_begin_contact", "action_respond"])
async def test_who_left_a_request_elsewhere_is_given_no_new_form(talk: Talk, action: str) -> None:
    words = "j'ai laissé mes coordonnées la semaine dernière et j'aimerais qu'on téléphone plutôt à ma bru"
    assert "référence" in await talk.meets(action, words, "request_contact")
    assert talk.followups == []


@pytest.mark.parametrize(
    "words",
    ["je l'ai plus la référence", "la référence je l'avais notée sur une enveloppe, mon mari l'a mise aux papiers",
     "c'était sur l'ordi de ma fille, là je suis sur mon gsm. et la référence je l'ai pas notée",
     "Le numéro de référence je ne l'ai plus, c'est parti avec les publicités"],
)  # fmt: skip
async def test_a_lost_reference_is_heard_as_lost(talk: Talk, words: str) -> None:
    await talk.meets("action_follow_up", "où en est ma demande ?", "request_follow_up")
    assert "Sans la référence" in await talk.meets("action_respond", words, "request_follow_up")


@pytest.mark.parametrize(
    "words",
    ["ok alors j'en refais une", "Bon, alors faisons une nouvelle demande, ce sera plus simple. C'est à propos de mon "
     "fils, 35 ans, qui ne paie plus rien.", "j'ai pas sa référence. On peut en faire une nouvelle à mon nom ?",
     "Je n'ose pas bien former le numéro. Est-ce qu'eux ne peuvent pas me téléphoner ?"],
)  # fmt: skip
async def test_a_new_request_begins_in_peoples_own_words(talk: Talk, words: str) -> None:
    await talk.meets("action_respond", words, "affirm")
    assert talk.followups == ["contact_form"]


async def test_a_number_that_is_no_reference_is_told_its_form(talk: Talk) -> None:
    await talk.meets("action_follow_up", "où en est ma demande ?", "request_follow_up")
    said = await talk.meets("action_respond", "j'avais fait une capture… 48213 je crois, ou 48231", "describe_concern")
    assert "ABCD-EFGH-JKMN-P" in said


async def test_when_they_call_is_answered_where_no_request_is_found(talk: Talk) -> None:
    await talk.meets("action_follow_up", "où en est ma demande ?", "request_follow_up")
    said = await talk.meets("action_respond", "on m'appellera quand alors, vous savez pas ?", "ask_confidentiality")
    assert "pas le délai" in said


@pytest.mark.parametrize("action", ["action_respond", "action_withdraw", "action_begin_contact"])
async def test_what_is_added_is_taken_from_the_wish_and_the_message_stays(
    talk: Talk, world: World, opener: CaseOpener, action: str
) -> None:
    await sent_here(talk, world)
    said = await talk.meets(action, "rajoutez à ma demande que le rendez-vous est jeudi", "withdraw_request")
    assert "le rendez-vous est jeudi" in said
    await talk.taps("Enregistrer")
    (reference,) = await world.requests.of_person(PERSON)
    stored = await world.requests.get(reference)
    assert stored is not None
    before, after = stored.opened(opener), await as_it_stands(world.redis, stored, opener)
    assert before is not None
    assert after is not None
    assert str(after.message).startswith(str(before.message or ""))
    assert str(after.message).endswith("le rendez-vous est jeudi")
