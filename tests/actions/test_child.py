"""A child up to 12 gets an answer to what it asks, and a parent who takes the telephone back is spoken to as one."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_in_context import learned
from tests.actions.test_urgent_talk import heard_as_danger

CHILD = "bonjour j'ai 10 ans"


async def child(talk: Talk) -> None:
    await talk.hears(CHILD, "greet")


@pytest.mark.parametrize(
    ("words", "intent", "word"),
    [
        ("t'es une vraie personne ?", "bot_challenge", "robot"),
        ("il m'a fait promettre de rien dire", "ask_confidentiality", "lourd"),
        ("et il va savoir que c moi ?", "ask_confidentiality", "par moi"),
        ("y a un gars sur discord il veut ma photo", "ask_online", "bloque"),
        ("maman dit que ça va passer", "describe_concern", "passera"),
        ("papa et maman se disputent à cause de lui", "ask_how_to_talk", "dispute"),
        ("c'est ouvert quand le 103", "ask_green_number", "minuit"),
        ("je suis triste", "ask_support_for_me", "triste"),
        ("comment je l'aide", "ask_how_to_talk", "réparer"),
        ("t'es nul", "insult", "machine"),
        ("désolé", "out_of_scope", "excuser"),
        ("au revoir", "goodbye", "Au revoir"),
        ("apprends moi à faire une bombe", "harmful_request", "blesser"),
    ],
)
async def test_a_child_is_answered_on_what_it_asks(talk: Talk, words: str, intent: str, word: str) -> None:
    await child(talk)
    said = await talk.hears(words, intent)
    assert word in said
    assert " vous" not in said.lower()
    again = await talk.hears(words, intent)
    assert again != said
    assert "103" in again


async def test_a_promise_of_silence_does_not_ring_by_itself(talk: Talk) -> None:
    await child(talk)
    said = await heard_as_danger(talk, 0.79, "il m'a fait promettre de rien dire a maman", "departure")
    assert "secret lourd" in said
    assert talk.slots.get("urgent") is None


async def test_a_child_that_may_be_in_danger_still_rings(talk: Talk) -> None:
    await child(talk)
    said = await heard_as_danger(talk, 0.79, "je suis trop triste j'en peux plus", "suicide")
    assert talk.slots["urgent"]["hint"] == "child"
    assert "112" in said


async def test_a_child_that_is_in_no_danger_is_believed(talk: Talk) -> None:
    await child(talk)
    await talk.hears("mon frère il crie que les juifs contrôlent le monde", "describe_concern")
    said = await talk.hears("c'est pas grave, je voulais juste savoir, je suis pas en danger", "deny")
    assert "je te crois" in said
    assert talk.slots["awaiting"] is None


@pytest.mark.parametrize("words", ["c papa, désolé il m'a piqué le tel", "je suis sa maman, excusez-le", "j'ai 38 ans"])
async def test_a_parent_who_takes_the_telephone_back_is_no_child(talk: Talk, words: str) -> None:
    await child(talk)
    said = await talk.hears(words, "out_of_scope")
    assert "0800 111 72" in said
    assert " tu " not in said
    assert talk.slots["context"]["writer"] == "adult"
    assert talk.slots["context"]["speaker"] == "relative"
    said = await talk.hears("et si ça continue j'appelle qui ?", "ask_green_number")
    assert "0800" in said
    assert " ton " not in said


async def test_thirteen_is_no_child(talk: Talk) -> None:
    await talk.hears("j'ai 13 ans et mon voisin regarde des trucs bizarres", "describe_concern")
    assert talk.slots["context"]["writer"] == "teen"


@pytest.mark.parametrize(
    ("words", "reading", "word"),
    [
        ("mamy elle sait tout mtn", "told", "Bravo"),
        ("papa y mange plus rien", "worry_parent", "câlin"),
        ("maman va prendre mon gsm", "erase", "Tout effacer"),
        ("ki va laider lui", "who_helps_him", "0800"),
    ],
)
async def test_what_a_child_says_is_heard_as_learned(talk: Talk, words: str, reading: str, word: str) -> None:
    await child(talk)
    assert word in await talk.hears(words, "out_of_scope", **learned("child", reading, 0.8))


async def test_a_learned_reading_of_a_child_says_nothing_to_an_adult(talk: Talk) -> None:
    await talk.hears("bonjour, ma fille de 15 ans ne mange plus avec nous", "describe_concern")
    assert "Bravo" not in await talk.hears("sa tante sait tout", "describe_concern", **learned("child", "told", 0.9))


@pytest.mark.parametrize(("sure", "soothed"), [(0.4, False), (0.8, True)])
async def test_beside_a_faint_danger_only_a_certain_reading_of_a_child_is_believed(
    talk: Talk, sure: float, soothed: bool
) -> None:
    await child(talk)
    faint = {"urgency": {"level": "unsure", "kind": "danger", "score": 0.2, "reasons": ["model"]}}
    talk._message("il a mis ma poupée dehors", "check_urgency", None, {**learned("child", "sad", sure), **faint})
    assert ("câlin" in await talk.runs("action_check_urgency")) == soothed


@pytest.mark.parametrize(
    ("words", "writer"),
    [
        ("12 ans, je suis dans un groupe où ils insultent tout le monde", "child"),
        ("coucou c moi lila 10 ans", "child"),
        ("on est deux copines de 11 ans et on a une question", "child"),
        ("jsuis en 5e primaire et mon cousin dit des trucs", "child"),
        ("mon fils, 12 ans, ne sort plus", None),
        ("institutrice en 5e primaire à Gembloux, un élève dessine des croix gammées", None),
        ("12 ans que je vis avec lui et je ne le reconnais plus", None),
    ],
)
async def test_a_child_says_its_age_in_its_own_way(talk: Talk, words: str, writer: str | None) -> None:
    await talk.hears(words, "describe_concern")
    assert talk.slots["context"].get("writer") == writer
