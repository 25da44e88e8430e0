"""After help was called, and while somebody waits: fear of others, who will know, guilt, « attendez, ça sonne »."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent

CALLED = "c'est fait, j'ai eu le 101, ils arrivent"


async def called(talk: Talk) -> None:
    await urgent(
        talk, "urgent_attack", "un client m'a dit de ne pas aller au marché de Noël samedi, ils vont comprendre"
    )
    await talk.hears(CALLED, "affirm")


@pytest.mark.parametrize(
    "words",
    [
        "mon mari a peur d'ouvrir la boutique demain",
        "ma femme a peur de rouvrir demain",
        "les petits n'osent plus dormir seuls",
        "mes parents paniquent",
        "les enfants veulent plus sortir",
    ],
)
async def test_fear_after_the_call_is_no_story(talk: Talk, words: str) -> None:
    await called(talk)
    said = await talk.hears(words, "describe_concern")
    assert "après une telle peur" in said
    assert "107" in said


@pytest.mark.parametrize("words", ["et lui il va savoir que c'est moi ?", "il saura que c'est moi qui ai parlé ?"])
async def test_who_will_know_is_asked_of_the_police_also_once_it_was_a_false_alarm(talk: Talk, words: str) -> None:
    await called(talk)
    said = await talk.hears(words, "ask_confidentiality", calm_confidence=0.97, calm_intent="ask_confidentiality")
    assert "101" in said
    assert "demander si votre nom" in said
    await talk.hears("la police vient de rappeler, ils l'ont vu : fausse alerte, il râlait juste", "urgent_attack")
    said = await talk.hears(words, "ask_confidentiality")
    assert "demander si votre nom" in said


@pytest.mark.parametrize(
    "words",
    [
        "La police vient de rappeler. Ils l'ont vu, fausse alerte : les bonbonnes c'est pour un souper. Plus de danger",
        "fausse alerte, l'inspectrice m'a rappelé, c'était pour un barbecue",
        "Les agents lui ont parlé. C'était une fausse alerte, il plaisantait",
    ],
)
async def test_whom_the_police_told_is_not_asked_to_call_again(talk: Talk, words: str) -> None:
    await called(talk)
    said = await talk.hears(words, "urgent_attack")
    assert "Rappelez maintenant" not in said
    assert "bien fait d’appeler" in said


@pytest.mark.parametrize(
    "words", ["elle m'a bloquée partout. j'ai mal fait ?", "jai mal agi ?", "est-ce que j'ai mal fait"]
)
async def test_guilt_is_answered_as_guilt(talk: Talk, words: str) -> None:
    await called(talk)
    said = await talk.hears(words, "ask_how_to_talk")
    assert "bien fait" in said
    assert "Mettez-vous à l’abri" not in said


@pytest.mark.parametrize(
    "words",
    [
        "ATTENDEZ il vient d'écrire sur le groupe",
        "attends ça sonne",
        "deux secondes il arrive",
        "une seconde, on sonne",
    ],
)
async def test_who_says_wait_is_waited_for(talk: Talk, words: str) -> None:
    await urgent(talk, "urgent_departure", "mon frère est parti, il parlait de la Syrie")
    said = await talk.hears(words, "describe_concern")
    assert "Je reste là" in said
    assert "112" in said


async def test_before_any_call_fear_of_others_is_not_the_end_of_it(talk: Talk) -> None:
    await urgent(talk)
    assert "après une telle peur" not in await talk.hears("ma femme a peur de rouvrir demain", "describe_concern")
