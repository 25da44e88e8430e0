"""After a sending: what is named with the wish to change is its new value, and nobody is asked for it again."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk
from tests.actions.test_contact_afterwards import sent_here
from tests.actions.test_requests import now_given

ACTIONS = ["action_begin_contact", "action_respond", "action_withdraw", "action_follow_up"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("zut, je commence un nouvel horaire. changez pour l'après-midi svp", "Quand : l'après-midi"),
        ("je travaille l'après-midi maintenant, changez pour le matin", "Quand : le matin"),
        ("j'ai changé d'horaire, c'est mieux le soir", "Quand : Le soir"),
        ("ne m'appelez plus le soir, le matin c'est mieux", "Quand : le matin"),
        ("je peux changer pour le matin ?", "Quand : le matin"),
        ("c'est possible de décaler à l'après-midi ?", "Quand : l'après-midi"),
        ("modifiez : le mardi matin", "Quand : le mardi matin"),
        ("changez l'heure pour après 18h", "Quand : après 18h"),
        ("mettez plutôt le matin", "Quand : le matin"),
        ("finalement appelez-moi après 20h", "Quand : après 20h"),
        ("en fait c'est le 0470 12 34 56", "Téléphone : 0470 12 34 56"),
        ("changez pour le 0470 12 34 56", "Téléphone : 0470 12 34 56"),
        ("mettez plutôt par mail, a.b@exemple.be", "E-mail : a.b@exemple.be"),
        ("changez pour Jambes", "Commune : Jambes"),
        ("mettez Nadia comme prénom en fait", "Prénom ou pseudonyme : Nadia"),
    ],
)
@pytest.mark.parametrize("action", ACTIONS)
async def test_a_new_value_beside_the_wish_to_change_is_read_back(
    talk: Talk, world: World, action: str, words: str, line: str
) -> None:
    await sent_here(talk, world)
    intent = "request_contact" if action == "action_begin_contact" else "withdraw_request"
    said = await talk.meets(action, words, intent)
    assert line in said.replace("\u00a0", " ")
    assert "Est-ce que je l’enregistre" in said
    assert talk.followups == []


async def test_a_yes_writes_the_new_time(talk: Talk, world: World, opener: CaseOpener) -> None:
    await sent_here(talk, world)
    await talk.meets("action_follow_up", "zut, je commence un nouvel horaire. changez pour l'après-midi svp")
    await talk.taps("Enregistrer")
    (reference,) = await world.requests.of_person(PERSON)
    assert (await now_given(world, opener, reference)).when == "l'après-midi"


@pytest.mark.parametrize("words", ["changer le moment", "je voudrais changer l'heure"])
async def test_a_line_without_its_value_is_asked(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    assert "À quel moment" in await talk.meets("action_follow_up", words, "request_follow_up")


@pytest.mark.parametrize(
    "words",
    ["mon fils a changé, le soir il ne sort plus", "le soir c'est mieux pour lui parler ?",
     "ça va changer quelque chose le soir ?", "ils m'appellent plutôt le matin ?"],
)  # fmt: skip
async def test_a_story_or_a_question_about_it_changes_nothing(talk: Talk, world: World, words: str) -> None:
    await sent_here(talk, world)
    assert "Est-ce que je l’enregistre" not in await talk.meets("action_begin_contact", words, "request_contact")
    assert talk.slots.get("changing") is None


async def test_who_goes_on_giving_the_number_and_the_time_begins_no_second_request(talk: Talk, world: World) -> None:
    await sent_here(talk, world)
    said = await talk.hears("mon numéro c'est le 0475 99 88 77 et c'est le soir après 18h", "request_contact")
    assert "je note" in said
    assert "0475 99 88 77" in said
    assert "Êtes-vous d’accord" not in said
