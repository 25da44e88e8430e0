"""A service is found by what it does, in the words of workers and relatives; what is asked of it is answered for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.world import World
from casework.yaml_files import read_yaml
from tests.actions.conftest import Talk

WHAT_IT_DOES = read_yaml(Path(__file__).with_name("what_services_do.yml"))
# As the model may read such a question.
READINGS = ["ask_referral", "out_of_scope", "nlu_fallback", "ask_minor"]


@pytest.mark.parametrize("answer", WHAT_IT_DOES)
@pytest.mark.parametrize("reading", READINGS)
async def test_every_service_is_found_by_what_it_does(talk: Talk, answer: str, reading: str) -> None:
    for words in WHAT_IT_DOES[answer]:
        talk.slots.clear()
        await talk.hears(words, reading)
        assert talk.slots["last_answer"] == answer, words


def test_every_service_and_every_part_of_the_town_is_asked_for_above(world_without_redis: World) -> None:
    answers = world_without_redis.content.answers
    town = {"namur-referent-radicalisme", "namur-cohesion-sociale", "namur-csil-r", "namur-gardiens-de-la-paix",
            "namur-maisons-de-quartier", "namur-securite-prevention", "namur-travailleurs-proximite",
            "namur-prevention-sociale", "namur-insertion", "police-referent-radicalisme", "protocole-2018"}  # fmt: skip
    services = {f"service/{id}" for id in world_without_redis.directory.services.keys() - town}
    parts = {id for id in answers if id.startswith("ask_namur/")}
    assert len(parts) == 11
    assert services | parts <= WHAT_IT_DOES.keys()


@pytest.mark.parametrize(
    "words",
    ["non, pas de violence jusqu'ici", "lui pas violence", "sans violence sexuelle ni rien", "il a viré violent ?"],
)
@pytest.mark.parametrize("reading", ["deny", "ask_what_is_radicalisation", "nlu_fallback"])
async def test_what_is_said_not_to_be_there_asks_for_nothing(talk: Talk, words: str, reading: str) -> None:
    await talk.hears(words, reading)
    assert not str(talk.slots.get("last_answer")).startswith("service/")


@pytest.mark.parametrize(
    ("words", "reading", "answer"),
    [
        ("ma fille a disparu de mon quotidien, elle ne parle que de vidéos", "describe_concern", "describe_concern"),
        ("si je vous appelle depuis la France, est-ce que ce numéro vert marche ?", "ask_green_number",
         "ask_green_number/abroad"),
        ("vers quel service orienter un élève qui écoute des prêches et dont le mari de sa mère est violent ?",
         "ask_referral", "ask_referral/school"),
        ("il dit que les étrangers doivent dégager", "describe_concern", "describe_concern"),
        ("est-ce que mon ex, qui travaille à la police, lira tout ça ?", "ask_confidentiality",
         "ask_confidentiality/who_knows"),
    ],
)  # fmt: skip
async def test_a_sure_reading_and_a_story_stay(talk: Talk, words: str, reading: str, answer: str) -> None:
    talk.slots["referral"] = {"sector": "school", "age": "minor"}
    await talk.hears(words, reading, calm_confidence=0.97)
    assert talk.slots["last_answer"].startswith(answer)


async def test_who_works_in_a_house_of_the_quarter_is_not_told_what_it_is(talk: Talk) -> None:
    await talk.hears("salut, je bosse dans une maison de quartier", "ask_namur_maisons_de_quartier")
    assert talk.slots["last_answer"] == "opening/professional"


async def test_the_referent_of_the_town_is_not_that_of_the_police(talk: Talk) -> None:
    await talk.hears("le référent, c'est qui ?", "ask_namur_referent_police")
    assert talk.slots["last_answer"] == "ask_namur/referent"
    await talk.hears("et le référent de la police ?", "ask_namur_referent")
    assert talk.slots["last_answer"] == "ask_namur/referent_police"


ABOUT = [
    ("service/equipes-mobiles", "c'est payant pour l'école ?", "gratuit"),
    ("service/equipes-mobiles", "et leurs heures ?", "à confirmer"),
    ("service/equipes-mobiles", "et combien de temps avant qu'ils viennent ?", "à confirmer"),
    ("service/equipes-mobiles", "c'est à moi d'appeler ?", "direction"),
    ("ask_namur/referent", "il est payant ?", "gratuit"),
    ("ask_namur/proximite", "y se déplacent ?", "quartiers"),
    ("ask_minor/saj", "c'est où ?", "Heylen"),
    ("ask_hate", "ils sont joignables quand ?", "9h30"),
    ("ask_hate/victim", "c'est ouvert là ?", "ouvert"),
    ("service/lu-respect", "ils parlent arabe ?", "français, allemand, luxembourgeois"),
    ("service/child-focus-116000", "ils sont ouverts quand", "24h/24"),
    ("ask_training", "ils viennent sur place ?", "sur place"),
]


@pytest.mark.parametrize(("answer", "words", "said"), ABOUT)
@pytest.mark.parametrize("reading", ["out_of_scope", "ask_green_number", "ask_caprev", "bot_challenge"])
async def test_what_is_asked_next_is_said_of_the_service_just_spoken_of(
    talk: Talk, answer: str, words: str, said: str, reading: str
) -> None:
    await talk.hears("", "ask", answer)
    heard = await talk.hears(words, reading, metadata={"at": "2026-11-24T10:00:00+01:00"})
    assert said in heard
    assert "2,20" not in heard
    assert talk.titles


async def test_after_a_list_each_service_of_it_is_told(talk: Talk) -> None:
    await talk.hears("je suis prof à Namur, vers qui orienter un élève de 15 ans ?", "ask_referral")
    heard = await talk.hears("c'est gratuit ?", "ask_green_number")
    assert all(name in heard for name in ("CAPREV", "Équipes mobiles", "SAJ"))
    assert len(heard) < 1200


async def test_another_service_named_in_the_question_is_that_service(talk: Talk) -> None:
    await talk.hears("", "ask", "service/un-pass")
    assert "2,20" not in await talk.hears("et Unia c'est gratuit ?", "out_of_scope")


LAW = [
    ("chui obligé de le signaler à la police ou pas", "ask_police", "secret professionnel"),
    ("donc le CPAS n'a plus l'obligation de dénoncer de sa propre initiative, c'est bien ça ?", "ask_police", "annulé"),
    ("et si le procureur me le demande par écrit", "ask_police", "juriste"),
    ("On m'invite à une concertation de cas, suis-je obligée", "ask_police", "choix"),
    ("est-ce que le CAPREV, lui, me dira ce qui s'y raconte ?", "ask_caprev", "confidentiel"),
    ("il y a quelqu'un dans mon administration ?", "greet", "maisons de justice"),
    ("jdois le dire a ses parents ?", "ask_minor", "secret professionnel"),
    ("et si les parents refusent ?", "ask_minor", "tribunal de la jeunesse"),
]


@pytest.mark.parametrize(("words", "reading", "said"), LAW)
async def test_a_worker_is_answered_as_a_worker_on_the_law(talk: Talk, words: str, reading: str, said: str) -> None:
    await talk.hears("éducateur en AMO", "other_language")
    heard = await talk.hears(words, reading)
    assert said in heard
    assert "votre proche" not in heard


@pytest.mark.parametrize(
    ("words", "reading", "said"),
    [
        ("crient sale arabe sur un joueur, où ça se signale", "ask_online", "Unia"),
        ("C'est ici qu'on dénonce les musulmans ?", "ask_police", "Non."),
        ("vous êtes en train de me dire que je suis raciste ??", "ask_hate", "je ne juge personne"),
        ("Vous pensez donc que c'est l'islam le problème ?", "out_of_scope", "Aucune religion"),
        ("Bonjour, je suis journaliste. Combien de dossiers suivez-vous ?", "out_of_scope", "chiffre"),
        ("je voudrais une interview avec quelqu'un du caprev", "ask_caprev", "extremismes-violents@cfwb.be"),
        ("Combien de jeunes radicalisés à Namur cette année ?", "ask_what_is_radicalisation", "Je n’ai pas de chiffre"),
    ],
)
async def test_nobody_is_pointed_at_judged_or_counted(talk: Talk, words: str, reading: str, said: str) -> None:
    assert said in await talk.hears(words, reading)


async def test_after_hate_a_complaint_leads_to_unia_and_to_the_police(talk: Talk) -> None:
    await talk.hears("on m'a insultée pour mon foulard", "ask_hate")
    heard = await talk.hears("où est-ce que je peux porter plainte pour ça", "ask_police")
    assert "Unia" in heard
    assert "police" in heard


async def test_the_source_is_told_by_the_clock_of_the_talk_and_leads_on(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    heard = await talk.hears("quelles sont vos sources", "show_source", metadata={"at": "2026-11-29T10:00:00+01:00"})
    assert "demain (lundi) à 9h" in heard
    assert talk.titles


async def test_in_the_form_a_few_words_are_not_asked_of_a_service(talk: Talk) -> None:
    await talk.hears("", "ask", "service/un-pass")
    await talk.starts_form()
    assert "Un pass" not in await talk.hears("c'est gratuit ?", "ask_green_number")
