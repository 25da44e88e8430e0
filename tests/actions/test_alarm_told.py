"""In an alarm what was told is taken up: it is not asked again, and a question of its own gets its own answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_in_context import learned
from tests.actions.test_urgent import urgent


async def rings(talk: Talk, text: str, score: float = 0.98) -> str:
    """A message that the learned model hears loudly."""
    urgency = {"level": "urgent", "kind": "danger", "score": score, "reasons": ["menace"]}
    talk._message(text, "urgent_danger", None, {"urgency": urgency})
    return await talk.runs("action_urgent")


@pytest.mark.parametrize(
    "words",
    [
        "je suis dehors avec la petite, je suis chez le monsieur d en face, c est lui qui telephone",
        "ma mère parle avec la police au téléphone",
    ],
)
async def test_somebody_who_calls_is_a_relief_also_where_the_model_rings(talk: Talk, words: str) -> None:
    await urgent(talk, "urgent_danger", "mon homme m'a enfermée")
    said = await rings(talk, words)
    assert "Quelqu’un appelle" in said
    assert "en sécurité" not in said
    assert talk.slots["urgent"]["calm"]


@pytest.mark.parametrize(
    "told", ["j'ai appelé le 101 à sept heures", "la police est entrée", "une dame de la police est là"]
)
async def test_who_has_called_is_not_asked_whether_they_called(talk: Talk, told: str) -> None:
    await urgent(talk)
    await talk.hears(told, "describe_concern")
    talk.slots["urgent"] = {**talk.slots["urgent"], "calm": False}
    for words in ("il n'a que sa vieille veste je crois", "elle a pris ses baskets", "il pleut en plus"):
        said = await talk.hears(words, "describe_concern")
        assert "pu appeler" not in said
        assert "retient d’appeler" not in said
        assert "112" in said or "101" in said


async def test_who_said_to_be_safe_is_not_asked_it_again(talk: Talk) -> None:
    await urgent(talk)
    await talk.hears("je suis en sécurité au bureau, c'est mon collègue que ça vise", "describe_concern")
    said = await rings(talk, "il a encore écrit à mon collègue", 0.6)
    assert "en sécurité" not in said
    assert "101" in said


async def test_what_rings_again_is_asked_again(talk: Talk) -> None:
    await urgent(talk, "urgent_danger", "il m'a frappée")
    await talk.hears("je suis en sécurité", "affirm")
    said = await urgent(talk, "urgent_danger", "il est revenu il veut me tuer avec un couteau")
    said = await urgent(talk, "urgent_danger", "il va me tuer avec le couteau")
    assert "sécurité" in said


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("si j'appelle au 107 est ce que eux ils vont pas prévenir la police derrière mon dos", "n’est pas la police"),
        ("faut que je dise mon nom a moi ?", "votre nom"),
        ("je dois dire qui je suis ou bien je dis juste pour elle", "votre nom sera dit"),
        ("la police veut savoir si je porte plainte, je suis obligée ?", "une plainte change"),
        ("et si je l'envoie a mon prof principal sur smartschool c bon ?", "adulte sûr"),
        ("ils feront quoi à un gamin de 16 ans", "prison"),
        ("C'est moi qui dois téléphoner ou bien la direction ?", "Toute personne"),
    ],
)
async def test_a_question_on_the_call_gets_its_own_answer(talk: Talk, words: str, heard: str) -> None:
    await urgent(talk)
    said = await talk.hears(words, "ask_police", **learned("after_alarm", "cannot_call"))
    assert heard in said
    assert "112" in said or "101" in said
    assert talk.slots["urgent"]


async def test_two_questions_in_one_are_both_answered(talk: Talk) -> None:
    await urgent(talk)
    said = await talk.hears("ils vont lui faire quoi ? et c'est gratuit le 101 ?", "ask_police")
    assert "prison" in said
    assert "sans crédit" in said


async def test_a_bare_no_is_no_safety_whatever_follows(talk: Talk) -> None:
    await urgent(talk, "urgent_danger", "il est en bas dans sa voiture il me suit")
    words = "non. enfin la porte est fermée, il reste assis avec les phares"
    said = await talk.hears(words, "describe_concern", **learned("after_alarm", "safe"))
    assert not talk.slots["urgent"].get("calm")
    assert "112" in said


async def test_a_question_beside_a_relief_is_answered_in_short(talk: Talk) -> None:
    await urgent(talk, "urgent_danger", "ils savent où j'habite")
    calm: dict[str, Any] = {"calm_intent": "ask_how_to_talk", "calm_confidence": 0.9}
    words = "oui je suis à l'abri chez ma tante. comment on parle à quelqu'un du groupe ?"
    said = await talk.hears(words, "affirm", **calm, **learned("after_alarm", "safe", 0.9))
    assert talk.slots["urgent"]["calm"]
    assert "De quoi avez-vous besoin" not in said
    assert "112" in said


async def test_once_help_is_there_a_doubt_of_the_model_asks_no_more(talk: Talk) -> None:
    await urgent(talk, "urgent_danger", "mon frère a frappé maman, elle saigne")
    await talk.hears("la police est entrée, une madame s'occupe de maman", "describe_concern")
    doubt = {"urgency": {"level": "unsure", "kind": None, "score": 0.3}}
    talk._message("et nous ils vont nous mettre où ?", "check_urgency", None, {**doubt, "calm_intent": "ask_minor"})
    said = await talk.runs("action_check_urgency")
    assert "en danger maintenant" not in said
    assert "112" in said


async def test_who_took_the_knife_away_is_told_what_to_do_with_it(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "trouvé un couteau dans le sac de mon frère")
    said = await talk.hears("jlai pris il est dans ma chambre. jle rend a qui?", "out_of_scope")
    assert "hors de portée" in said
    assert "101" in said


async def test_a_partners_victim_who_is_safe_is_not_told_of_others(talk: Talk) -> None:
    await urgent(talk, "urgent_danger", "mon mari m'a enfermée et il me frappe")
    await urgent(talk, "urgent_attack", "il va revenir me tuer demain")
    said = await talk.hears("oui je suis en sécurité", "affirm")
    assert "danger pour d’autres" not in said


async def test_while_a_request_waits_a_doubt_keeps_the_numbers_in_sight(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    await urgent(talk, "urgent_departure", "ma fille a pris son passeport, elle part en Syrie ce soir")
    await talk.hears("j'ai appelé la police", "affirm")
    doubt = {"urgency": {"level": "unsure", "kind": None, "score": 0.3}, "calm_intent": "affirm"}
    words = "oui elle est partie mais la police est prévenue, ils cherchent"
    talk._message(words, "check_urgency", None, {**doubt, "calm_confidence": 0.9})
    said = await talk.runs("action_check_urgency")
    assert "112" in said or "101" in said
