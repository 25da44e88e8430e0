"""A change that waits for its yes is not taken for saved; a request that is gone, or elsewhere, is told as it is."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import Talk
from tests.actions.test_requests import ELSEWHERE, now_given, sent

ASKED = [
    "c'est bien noté alors ?",
    "c'est bien noté alors ? et quand est ce qu'ils vont appeler",
    "c'est bon, c'est changé ?",
    "ok c'est noté ?",
    "vous avez noté le bon numéro",
    "c'est enregistré maintenant ?",
    "donc la correction est faite ?",
    "ils ont bien le bon numéro ?",
]


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize("action", ["action_respond", "action_follow_up", "action_begin_contact"])
async def test_asked_whether_it_is_saved_it_says_not_yet_what_would_be_and_the_button(
    talk: Talk, world: World, opener: CaseOpener, words: str, action: str
) -> None:
    reference = await sent(world)
    await talk.hears("je me suis trompée, le gsm c'est 0496 31 27 85 et pas 58", "ask_caprev")
    said = await talk.meets(action, words, "ask_caprev")
    assert "Pas encore" in said
    assert "0496 31 27 85" in said
    assert "Enregistrer" in talk.titles
    assert (await now_given(world, opener, reference)).phone == "+32475112233"
    await talk.hears("oui", "affirm")
    assert (await now_given(world, opener, reference)).phone == "+32496312785"


async def test_when_they_call_is_answered_besides_and_it_is_asked_again(talk: Talk, world: World) -> None:
    await sent(world)
    await talk.hears("je me suis trompée, le gsm c'est 0496 31 27 85 et pas 58", "ask_caprev")
    said = await talk.hears("et quand est-ce qu'on me rappelle ?", "ask_caprev")
    assert "pas le délai" in said
    assert "Pas encore" in said
    assert "Enregistrer" in talk.titles


@pytest.mark.parametrize(("words", "intent"), [("merci, bonne journée", "thank"), ("au revoir", "goodbye")])
async def test_who_thanks_and_goes_is_told_that_it_waits_for_a_yes(
    talk: Talk, world: World, words: str, intent: str
) -> None:
    await sent(world)
    await talk.hears("je me suis trompée, le gsm c'est 0496 31 27 85 et pas 58", "ask_caprev")
    assert "Pas encore" in await talk.hears(words, intent)
    assert "Enregistrer" in talk.titles


@pytest.mark.parametrize("words", ["c'est bien changé ?", "vous avez noté le bon numéro ?", "c'est enregistré alors ?"])
async def test_once_it_is_saved_that_is_said(talk: Talk, world: World, words: str) -> None:
    reference = await sent(world)
    await talk.hears("je me suis trompée, le gsm c'est 0496 31 27 85 et pas 58", "ask_caprev")
    await talk.hears("oui", "affirm")
    said = await talk.hears(words, "ask_signs")
    assert "Oui, c’est bien enregistré" in said
    assert str(reference) in said


# --- nothing is changed ---


@pytest.mark.parametrize(
    "words",
    ["non laissez tomber, je ne change rien, j'attends lundi. merci quand même",
     "je ne change rien, j'attends lundi, merci",
     "non c'est bon, gardez ma demande", "ne l'annulez pas, j'attends leur appel", "ok je laisse comme ça, merci",
     "je la garde, je vais attendre leur appel"],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_withdraw", "action_follow_up", "action_respond"])
@pytest.mark.parametrize("made_here", [True, False])
async def test_who_leaves_it_as_it_is_is_thanked(
    talk: Talk, world: World, words: str, action: str, made_here: bool
) -> None:
    reference = await sent(world) if made_here else None
    await talk.meets("action_withdraw", "je voudrais annuler", "withdraw_request")
    talk.slots["awaiting"] = None if made_here else "reference"
    said = await talk.meets(action, words, "withdraw_request")
    assert "Merci à vous" in said
    assert reference is None or await world.requests.status(reference) == "nouveau"


async def test_but_something_to_change_is_changed(talk: Talk, world: World) -> None:
    await sent(world)
    said = await talk.meets("action_withdraw", "je ne change rien sauf l'heure, plutôt après 18h", "withdraw_request")
    assert "après 18h" in said


@pytest.mark.parametrize(
    "words",
    ["mais enfin ça prend combien de temps normalement", "ça prend combien de temps", "ils mettent combien de temps ?",
     "je dois attendre combien de temps", "c'est long d'habitude ?", "il faut compter combien de jours"],
)  # fmt: skip
@pytest.mark.parametrize("made_here", [True, False])
async def test_how_long_it_takes_is_about_the_call_back(talk: Talk, world: World, words: str, made_here: bool) -> None:
    if made_here:
        await sent(world)
    await talk.meets("action_follow_up", "on devait me rappeler, ça en est où ?", "request_follow_up")
    said = await talk.hears(words, "ask_what_is_radicalisation")
    assert "délai" in said or "/suivi" in said or "bien arrivée" in said
    assert "changement progressif" not in said


# --- elsewhere, without its reference ---


@pytest.mark.parametrize(
    "words",
    ["c'était au nom de Marc avec le 0477 12 34 56, vous savez pas regarder ?",
     "cherchez avec mon numéro, le 0477 12 34 56",
     "c'est sous le nom de Marc", "vous pouvez pas retrouver avec mon nom ?", "regardez dans votre fichier",
     "c'était avec le 0477 12 34 56", "je vous donne mon nom de famille et vous cherchez"],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_begin_contact", "action_respond"])
async def test_a_request_is_not_found_by_a_name_or_a_number_and_no_new_one_begins(
    talk: Talk, world: World, words: str, action: str
) -> None:
    await sent(world, ELSEWHERE)
    await talk.meets(
        "action_withdraw", "j'ai fait une demande la semaine passée et je voudrais l'annuler", "withdraw_request"
    )
    await talk.meets("action_follow_up", "la référence je l'ai pas", "request_follow_up")
    said = await talk.meets(action, words, "request_contact")
    assert "contact_form" not in talk.followups
    assert "0800 111 72" in said
    assert "nouvelle demande" not in said
    assert "Demander un contact" not in talk.titles


async def test_a_reference_that_was_said_to_be_lost_is_not_asked_for_again(talk: Talk) -> None:
    await talk.meets("action_follow_up", "j'ai perdu le numéro de référence, elle en est où ?", "request_follow_up")
    talk.slots["awaiting"] = None
    said = await talk.meets("action_withdraw", "l'ancienne demande, vous savez l'annuler ?", "withdraw_request")
    assert "Écrivez-moi sa référence" not in said
    assert "0800 111 72" in said


# --- after erasing ---


@pytest.mark.parametrize(
    "words",
    ["et la demande de rappel que j'avais laissée la semaine passée, elle part aussi ?",
     "et ma demande, elle est supprimée aussi ?", "la demande d'hier s'efface aussi ?",
     "et ce que j'avais envoyé, c'est effacé aussi ?", "le formulaire disparaît aussi ?", "ma demande existe encore ?"],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_erase", "action_respond", "action_follow_up"])
async def test_whether_a_request_goes_too_is_answered_and_not_asked_back(talk: Talk, words: str, action: str) -> None:
    said = await talk.meets(action, words, "erase_my_data")
    assert "Voulez-vous tout effacer" not in said
    assert "Déjà transmise" in said
    assert "référence" in said
    assert talk.slots.get("awaiting") is None


async def test_what_is_still_here_is_named(talk: Talk, world: World) -> None:
    reference = await sent(world)
    assert str(reference) in await talk.meets("action_erase", "ma demande s'efface aussi ?", "erase_my_data")


@pytest.mark.parametrize(
    "words",
    ["vous savez encore comment je m'appelle ?", "vous avez encore mon nom ?", "tu te souviens de mon prénom ?",
     "vous connaissez mon nom ?", "tu sais comment je m'appelle ?", "vous avez retenu mon prénom ?"],
)  # fmt: skip
async def test_after_erasing_nothing_is_known_of_who_writes(talk: Talk, words: str) -> None:
    assert (await talk.hears(words, "ask_confidentiality")).startswith("Non.")
