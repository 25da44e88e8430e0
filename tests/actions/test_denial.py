"""« Mais personne n’est en danger ! »: believed at once, excused in a line, and what stands beside it is answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_in_context import learned
from tests.actions.test_urgent import urgent
from tests.actions.test_urgent_talk import heard_as_danger, unsure

DENIALS = [
    "quoi mais quelqu'un veut se tuer ?? je parlais de s'asseoir en classe",
    "Personne ne veut mourir ici, rassurez-vous.",
    "Mais enfin, pourquoi grave ? Je mange une galette devant la télé.",
    "pourquoi vous me parlez de danger tout le temps, il mange mes céréales",
    "vous avez mal compris, il n'y a aucun danger chez nous",
]
STORIES = [
    "j'ai ouvert son sac, y'a que ses affaires de camping et une tente, quelle idiote",
    "fausse alerte, il est au café avec ses copains, ils ne partent nulle part",
    "ah. mon fils me dit que c'est le tir aux clays. quel âne je fais",
]


def read_as(intent: str, confidence: float = 0.9) -> dict[str, Any]:
    return {"calm_intent": intent, "calm_confidence": confidence}


@pytest.mark.parametrize("words", [*DENIALS, *STORIES])
@pytest.mark.parametrize("run", ["action_respond", "action_check_urgency", "action_urgent"])
async def test_a_plain_denial_is_the_end_of_the_alarm(talk: Talk, words: str, run: str) -> None:
    await urgent(talk, "urgent_departure", "elle part demain")
    said = await talk.meets(run, words, "urgent_departure" if run == "action_urgent" else "out_of_scope")
    assert talk.slots["urgent"] is None
    assert "personne n’a été appelé" in said.lower()
    assert "112" in said
    assert "pu appeler" not in said
    assert "en sécurité" not in said


async def test_the_question_beside_a_denial_is_answered(talk: Talk) -> None:
    await urgent(talk)
    words = "mais personne n'est en danger ! comment je peux lui parler de ça ?"
    said = await talk.hears(words, "ask_how_to_talk", **read_as("ask_how_to_talk"))
    assert "mal compris" in said
    assert "Le lien d’abord" in said
    assert "Toujours en danger" not in said


async def test_after_our_question_a_denial_with_a_question_gets_the_answer(talk: Talk) -> None:
    await unsure(talk, "il a crié sur le prof", **read_as("describe_concern"))
    said = await talk.hears(
        "Mais non, quel danger, je voulais juste savoir si c'est anonyme le numéro vert ?", "ask_confidentiality",
        **read_as("ask_confidentiality"),
    )  # fmt: skip
    assert "sans donner" in said or "nom" in said
    assert "que vouliez-vous" not in said
    assert talk.slots["awaiting"] is None


async def test_after_a_denial_a_doubt_of_the_model_alone_asks_no_more(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears(DENIALS[4], "deny")
    doubt = {"urgency": {"level": "unsure", "kind": None, "score": 0.5}, **read_as("describe_concern")}
    talk._message("il a oublié ses clés chez sa tante", "check_urgency", None, doubt)
    said = await talk.runs("action_check_urgency")
    assert "en danger maintenant" not in said
    assert "112" in said


async def test_after_a_denial_what_a_readable_rule_hears_rings(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears(DENIALS[4], "deny")
    said = await urgent(talk, "urgent_attack", "il va tuer sa mère ce soir avec son fusil")
    assert "101" in said
    assert talk.slots["urgent"]
    said = await unsure(talk, "il dit qu'il a une arme", **read_as("describe_concern"))
    assert "101" in said


@pytest.mark.parametrize(
    "words",
    [
        "personne n'est en danger il va juste tuer sa mère avec son fusil",
        "c'est pas une fausse alerte",
        "non non",
        "elle dit que c'est pour un baptême et que je suis parano",
        "rien de grave pour moi mais les autres vont payer",
        "il veut pas mourir, c'est les autres qui vont voir",
    ],
)
async def test_what_denies_nothing_lowers_nothing(talk: Talk, words: str) -> None:
    await urgent(talk)
    await urgent(talk, "urgent_attack", words)
    assert talk.slots["urgent"]
    assert not talk.slots["urgent"].get("calm")


@pytest.mark.parametrize(
    "words", ["je sais plus si c'était une blague. il rigolait pas", "jsp si c'est une blague ou pas"]
)
async def test_a_doubt_is_no_false_alarm(talk: Talk, words: str) -> None:
    await urgent(talk)
    said = await talk.hears(words, "describe_concern", **learned("after_alarm", "false_alarm"))
    assert talk.slots["urgent"]
    assert "doute" in said
    assert "101" in said


@pytest.mark.parametrize(
    "words", ["j'ai appelé ma sœur", "j'ai prévenu son école", "j'ai tel a la secretaire elle regarde"]
)
async def test_a_relative_who_was_called_is_not_the_police(talk: Talk, words: str) -> None:
    await urgent(talk)
    said = await talk.hears(words, "describe_concern", **learned("after_alarm", "have_called"))
    assert "ne remplace pas" in said
    assert "101" in said
    assert not talk.slots["urgent"].get("calm")


async def test_after_a_wish_to_die_the_number_stays_in_the_excuse(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "je veux mourir")
    assert "0800 32 123" in await talk.hears("personne ne veut mourir, j'étais juste fâchée", "deny")


async def test_an_answer_of_the_guidance_that_only_the_model_doubts_is_an_answer(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    doubt = {"urgency": {"level": "unsure", "kind": None, "score": 0.5}, **read_as("describe_concern")}
    talk._message("elle porte plus les mêmes habits déjà", "check_urgency", None, doubt)
    said = await talk.runs("action_check_urgency")
    assert "Depuis quand" in said
    assert "112" in said


async def test_the_guidance_goes_on_at_the_next_question_after_a_denial(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("ses idées", "describe_concern")
    await heard_as_danger(talk, 0.52, "depuis qu'il prend la voiture du club", "departure")
    said = await talk.hears("mais non personne est en danger, je réponds à ta question. donc des mois", "deny")
    assert "mal compris" in said
    assert "lien" in said
    assert talk.slots["guidance"] == [0, 1]


async def test_ca_va_to_the_last_question_of_the_guidance_is_no_answer_to_the_alarm(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears("", "start_guidance")
    for words in ("ses idées", "des mois", "un peu", "non"):
        await talk.hears(words, "describe_concern")
    said = await talk.hears("ça va. enfin ma femme a arrêté de dormir", "describe_concern")
    assert "compris" in said
    assert "Bien, vous êtes à l’abri" not in said


@pytest.mark.parametrize(("kind", "asked"), [("danger", False), ("suicide", True)])
async def test_a_faint_alarm_of_the_model_does_not_break_the_guidance_save_of_dying(
    talk: Talk, kind: str, asked: bool
) -> None:
    await talk.hears("", "start_guidance")
    said = await heard_as_danger(talk, 0.45, "c'est ses habits, je l'ai déjà dit deux fois", kind)
    assert ("Depuis quand" not in said) is asked
    assert "112" in said


@pytest.mark.parametrize(
    ("words", "believed"),
    [
        ("Oh non non pas du tout, il joue avec le chien dans le jardin", True),
        ("non non moi ça va mais ma sœur, elle, je ne sais pas où elle est", False),
    ],
)
async def test_a_no_to_our_question_is_a_no_whatever_it_would_mean_after_an_alarm(
    talk: Talk, words: str, believed: bool
) -> None:
    await unsure(talk, "il me parle des gens de couleur d'une façon", **read_as("describe_concern"))
    await talk.hears(words, "describe_concern", **learned("after_alarm", "safe_other_not"))
    assert (talk.slots.get("urgent") is None) is believed


async def test_that_nobody_answers_anywhere_denies_no_danger(talk: Talk) -> None:
    await urgent(talk, "urgent_departure", "elle part demain")
    read = learned("after_alarm", "not_that", 0.64)
    said = await talk.meets("action_respond", "c’est Noël, il n’y a personne nulle part", "deny", **read)
    assert talk.slots["urgent"] is not None
    assert "mal compris" not in said
    assert "112" in said


async def test_that_nobody_is_in_danger_just_now_ends_no_alarm(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "vendredi il ira faire un carton à la mosquée")
    read = learned("after_alarm", "not_that", 0.7)
    words = "il est en chambre fermée, personne n’est en danger là tout de suite"
    said = await talk.meets("action_respond", words, "deny", **read)
    assert talk.slots["urgent"] is not None
    assert "mal compris" not in said


async def test_once_help_was_called_what_is_calm_is_no_mistake_of_ours(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "il a dit à son petit frère de ne pas aller au marché")
    await talk.hears("mon mari vient d'appeler le 101, ils arrivent", "describe_concern")
    talk.slots["given"] = {**talk.slots["given"], "after_others_call": 1}
    said = await talk.hears("voilà ils l'ont emmené, c'est fini, tout le monde va bien. je tremble", "describe_concern")
    assert "mal compris" not in said


@pytest.mark.parametrize(
    "words",
    [
        "bon ben fausse alerte ma femme avait la clé, il parlait du match, il va leur mettre une raclée qu'il dit",
        "ah ok en fait fausse alerte, le couteau c'était pour la tarte",
    ],
)
async def test_a_false_alarm_told_in_passing_does_not_ring_again(talk: Talk, words: str) -> None:
    await urgent(talk)
    said = await urgent(talk, "urgent_danger", words)
    assert talk.slots["urgent"] is None
    assert "Tant mieux" in said
    assert "en sécurité" not in said


async def test_who_was_told_by_the_police_that_all_is_well_is_not_sent_back_to_them(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears("j'ai appelé le 101", "have_called")
    said = await talk.hears("fausse alerte en fait ! la police est venue et a tout vérifié", "describe_concern")
    assert talk.slots["urgent"] is None
    assert "bien fait d’appeler" in said
    assert "Rappelez" not in said
