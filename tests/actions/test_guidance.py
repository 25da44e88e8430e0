"""« Faire le point »: what counts as a choice, what is only heard, and what comes between."""

from __future__ import annotations

from itertools import product

import pytest

from actions.world import World
from casework.guidance import TOLD, VOICES, said_by
from tests.actions.conftest import Talk
from tests.actions.test_urgent_talk import urgent

CHANGE, SINCE, TIES, VIOLENCE, YOU = range(5)


async def at(talk: Talk, step: int) -> None:
    """« Faire le point » with the questions before `step` passed."""
    await talk.hears("", "start_guidance")
    for _ in range(step):
        await talk.taps("Passer")


@pytest.mark.parametrize(
    ("step", "words", "answer"),
    [
        (CHANGE, "ses idées, et il s'est fâché avec mes soeurs", 0),
        (CHANGE, "elle est vegan radicale et parle de libérer les animaux par la force", TOLD),
        (SINCE, "depuis trois mois", 1),
        (SINCE, "depuis Pâques à peu près", TOLD),
        (TIES, "de moins en moins, elle répond plus aux messages de sa soeur", 1),
        (VIOLENCE, "non, pas de violence jusqu'ici", 0),
        (VIOLENCE, "les bouchers méritent ce qui leur arrive, elle n'a jamais rien fait", TOLD),
        (VIOLENCE, "non mais il dit que parfois il faut ça", TOLD),
    ],
)
async def test_a_free_answer_is_a_choice_only_when_it_clearly_is_one(
    talk: Talk, step: int, words: str, answer: object
) -> None:
    await at(talk, step)
    await talk.hears(words, "describe_concern")
    assert talk.slots["guidance"][step] == answer


async def test_nobody_is_reassured_about_violence_who_did_not_say_no(talk: Talk) -> None:
    await at(talk, VIOLENCE)
    await talk.hears("les bouchers méritent ce qui leur arrive, elle n'a jamais rien fait", "describe_concern")
    said = await talk.hears("je suis fatiguée", "describe_concern")
    assert "C’est important" not in said
    assert "avec vos mots" in said
    assert "101" in said


async def test_who_said_no_hears_it_back(talk: Talk) -> None:
    await at(talk, VIOLENCE)
    await talk.hears("non, pas de violence jusqu'ici", "deny")
    assert "n’entendez pas la violence justifiée" in await talk.taps("Passer")


async def test_how_somebody_is_is_not_read_into_yes_sometimes(talk: Talk) -> None:
    await at(talk, YOU)
    said = await talk.hears("oui parfois", "affirm")
    assert "avec vos mots" in said
    assert talk.slots["guidance"] == [None] * 4
    assert "cela va" not in await talk.hears("oui parfois", "affirm")


@pytest.mark.parametrize(("age", "young"), [("mon fils a 16 ans", True), ("mon père a 67 ans", False), ("", False)])
async def test_adolescence_is_named_only_of_somebody_young(talk: Talk, age: str, young: bool) -> None:
    if age:
        await talk.hears(age, "describe_concern")
    await at(talk, CHANGE)
    await talk.taps("Ses idées")
    said = ""
    while talk.slots["guidance"] is not None:
        said = await talk.taps("Passer")
    assert ("adolescence" in said) is young


@pytest.mark.parametrize(
    "words",
    [
        "ça je ne sais pas, passons",
        "je sais pas trop",
        "passe",
        "je préfère pas répondre à ça",
        "je passe cette question",
    ],
)
async def test_a_question_can_be_passed_in_many_words(talk: Talk, words: str) -> None:
    await at(talk, TIES)
    assert "la violence" in await talk.hears(words, "out_of_scope")
    assert talk.slots["guidance"] == [None] * 3


@pytest.mark.parametrize(
    "words",
    [
        "non j'arrête le questionnaire", "non ça suffit", "non laissez tomber le questionnaire", "stop", "merci a+",
        "je préfère laisser tomber", "bonne journée à vous", "je suis fatiguée, on peut s'arrêter là ?",
    ],
)  # fmt: skip
async def test_it_ends_kindly_and_at_once(talk: Talk, words: str) -> None:
    await at(talk, TIES)
    said = await talk.hears(words, "out_of_scope")
    assert "on s’arrête là" in said
    assert "107" in said
    assert talk.titles
    assert talk.slots["guidance"] is None


@pytest.mark.parametrize("words", ["il a tout arrêté", "il a laissé tomber l'école", "il n'arrête pas de crier"])
async def test_what_somebody_else_stopped_does_not_end_it(talk: Talk, words: str) -> None:
    await at(talk, CHANGE)
    await talk.hears(words, "describe_concern")
    assert talk.slots["guidance"] == [TOLD]


async def test_how_many_are_left_is_said_and_the_question_stands(talk: Talk) -> None:
    await at(talk, VIOLENCE)
    said = await talk.hears("pfff il en reste combien", "out_of_scope")
    assert "2" in said
    assert "violence" in said


@pytest.mark.parametrize(
    "words",
    [
        "euh attendez, ça sert à lui donner des points ? je veux pas qu'elle soit fichée",
        "vous en faites quoi de tout ça ?",
    ],
)
async def test_what_the_questions_are_for_is_said_and_the_question_stands(talk: Talk, words: str) -> None:
    await at(talk, VIOLENCE)
    said = await talk.hears(words, "describe_concern")
    assert "score" in said
    assert "violence" in said
    assert talk.slots["guidance"] == [None] * 3


async def test_the_conclusion_is_given_when_asked_for(talk: Talk) -> None:
    await at(talk, CHANGE)
    await talk.taps("Son humeur")
    said = await talk.hears("c'est quoi votre conclusion", "out_of_scope")
    assert "humeur a changé" in said
    assert talk.slots["guidance"] is None


@pytest.mark.parametrize("words", ["bon on continue", "ok on reprend", "on peut reprendre"])
async def test_going_on_is_no_answer(talk: Talk, words: str) -> None:
    await at(talk, TIES)
    assert "un lien" in await talk.hears(words, "out_of_scope")
    assert talk.slots["guidance"] == [None] * 2


async def test_a_question_in_the_middle_is_answered_and_ours_stands_again(talk: Talk) -> None:
    await at(talk, TIES)
    said = await talk.hears("c'est anonyme ?", "ask_confidentiality")
    assert said.index("nom") < said.index("un lien")
    assert talk.titles == ["Oui, encore", "De moins en moins", "Plus du tout", "Passer"]
    await talk.hears("de moins en moins", "describe_concern")
    assert talk.slots["guidance"] == [None, None, 1]


async def test_an_answer_with_a_question_behind_it_counts(talk: Talk) -> None:
    await at(talk, TIES)
    said = await talk.hears("un peu oui, le dimanche. c'est anonyme ?", "ask_confidentiality")
    assert talk.slots["guidance"] == [None, None, 0]
    assert "violence" in said


@pytest.mark.parametrize(
    ("words", "intent"),
    [("test test 123", "out_of_scope"), ("t'as rien compris", "insult"), ("il a 16 ans", "ask_minor")],
)
async def test_what_is_no_answer_is_not_swallowed(talk: Talk, words: str, intent: str) -> None:
    await at(talk, SINCE)
    assert "Depuis quand" in await talk.hears(words, intent)
    assert talk.slots["guidance"] == [None]


@pytest.mark.parametrize(
    "words",
    [
        "j'aimerais bien faire le point avec vous sur mon garçon, je suis perdue", "on peut faire le point ?",
        "j'y vois plus clair si on reprend tout point par point avec vous",
        "Je voudrais qu'on fasse le point ensemble sur mon petit-fils, calmement",
    ],
)  # fmt: skip
async def test_it_starts_at_the_first_words(talk: Talk, words: str) -> None:
    said = await talk.hears(words, "out_of_scope")
    assert "prenons ce temps ensemble" in said
    assert "a le plus changé" in said
    assert "machine" in said


async def test_who_does_not_want_it_is_not_asked(talk: Talk) -> None:
    await talk.hears("je n'ai pas envie de faire le point maintenant", "deny")
    assert talk.slots.get("guidance") is None


async def test_a_worker_is_not_spoken_to_as_a_relative(talk: Talk) -> None:
    said = await talk.hears("éducateur en AMO ici, je voudrais faire le point", "describe_concern")
    while talk.slots["guidance"] is not None:
        said += await talk.taps("Passer")
    assert "votre proche" not in said
    assert "Où orienter" in talk.titles


@pytest.mark.parametrize("words", ["oui", "ok"])
async def test_a_yes_out_of_the_blue_starts_nothing(talk: Talk, words: str) -> None:
    await talk.hears(words, "affirm")
    await talk.hears("bonjour", "greet")
    await talk.hears(words, "affirm")
    await talk.hears("quels sont les signes ?", "ask_signs")
    await talk.hears("glop zanzibar truc", "nlu_fallback")
    await talk.hears(words, "affirm")
    assert talk.slots.get("guidance") is None


async def test_the_contact_form_parks_it(talk: Talk) -> None:
    await at(talk, TIES)
    await talk.starts_form()
    said = await talk.hears("c'est gratuit ?", "ask_green_number")
    assert "un lien" not in said
    assert talk.slots["guidance"] == [None, None]


async def test_a_danger_that_was_told_stands_in_the_end(talk: Talk) -> None:
    await at(talk, VIOLENCE)
    await urgent(talk)
    await talk.hears("oui", "affirm")
    await talk.hears("", "start_guidance")
    said = ""
    while talk.slots["guidance"] is not None:
        said = await talk.taps("Passer")
    assert "parlé d’un danger" in said


@pytest.mark.parametrize("voice", VOICES)
def test_no_end_of_it_is_longer_than_a_reply_may_be(world_without_redis: World, voice: str) -> None:
    guidance, fill = world_without_redis.guidance, world_without_redis.content.fill
    end = f"{guidance.texts['danger_past']}{guidance.texts['caveat']}{said_by(guidance.texts['next'], voice)}"
    for answers in product(*[[*range(len(step.options)), TOLD] for step in guidance.steps]):
        for young in (True, False):
            assert len(fill(guidance.reflection(answers, voice, young))) + len(fill(end)) < 1200, answers


async def test_a_choice_that_is_proposed_as_a_question_is_a_choice(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    for words in ("ses idées", "des mois", "un peu"):
        await talk.hears(words, "describe_concern")
    said = await talk.hears("il cite des phrases bizarres. je mets ça où, dans parfois ?", "ask_what_is_radicalisation")
    assert "comment allez-vous" in said
    assert talk.slots["guidance"] == [0, 1, 0, 1]


@pytest.mark.parametrize("words", ["il trouve ça bien, non ?", "c'est grave, parfois ?"])
async def test_a_question_that_ends_with_a_choice_is_a_question(talk: Talk, words: str) -> None:
    await talk.hears("", "start_guidance")
    for answer in ("ses idées", "des mois", "un peu"):
        await talk.hears(answer, "describe_concern")
    await talk.hears(words, "ask_signs")
    assert talk.slots["guidance"] == [0, 1, 0]


async def test_a_choice_that_is_taken_back_is_no_choice(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    for answer in ("ses idées", "des mois", "un peu", "non"):
        await talk.hears(answer, "describe_concern")
    said = await talk.hears("ça va. enfin ma femme a arrêté de dormir", "describe_concern")
    assert "cela va" not in said
    assert "avec vos mots (vous)" in said


async def test_what_to_do_now_is_answered_by_the_reflection(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("il a changé d'amis", "describe_concern")
    learned = {"in_context": {"follow_up": {"name": "what_now", "confidence": 0.6}}}
    said = await talk.hears("et maintenant je fais quoi, concrètement ?", "ask_capabilities", **learned)
    assert "0800 111 72" in said


@pytest.mark.parametrize(
    ("words", "intent", "said"),
    [
        ("stop. dites-moi plutôt ce qu'est le CAPREV", "ask_caprev", "CAPREV"),
        (
            "j'ai pas envie de continuer, je préfère parler à quelqu'un de chez eux sans dire mon nom",
            "talk_to_human",
            "0800 111 72",
        ),
    ],
)
async def test_who_stops_for_something_else_gets_that(talk: Talk, words: str, intent: str, said: str) -> None:
    await at(talk, TIES)
    told = await talk.hears(words, intent)
    assert said in told
    assert "on s’arrête là" not in told
    assert talk.slots["guidance"] is None


async def test_who_stops_to_be_called_back_comes_to_the_request(talk: Talk) -> None:
    await at(talk, TIES)
    await talk.hears("on arrête, je voudrais qu'on me rappelle plutôt", "request_contact")
    assert talk.followups == ["contact_form"]


async def test_a_question_asked_before_going_on_is_answered_first(talk: Talk) -> None:
    await talk.hears("", "start_guidance")
    await talk.hears("depuis huit mois environ", "describe_concern")
    said = await talk.hears("attendez avant de continuer, être anarchiste n’est pas interdit ?", "ask_religion")
    assert "reprenons" not in said
