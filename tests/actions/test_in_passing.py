"""What is said of the assistant and of the talk, and who is spoken to how: children, people back from prison."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent_talk import unsure


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("c pour rire detends toi", "out_of_scope", "manners/joking"),
        ("envoie une photo de toi nue", "insult", "manners/no_flirt"),
        ("tes bonne toi", "insult", "manners/no_flirt"),
        ("t'es un flic ?", "ask_police", "manners/not_police"),
        ("c'est ChatGPT qui répond ici ?", "bot_challenge", "manners/chatgpt"),
        ("Et qui lit les conversations ensuite ?", "ask_confidentiality", "ask_confidentiality/who_knows"),
        ("C'est encore un truc pour me surveiller votre machin ?", "out_of_scope", "manners/spying"),
        ("tu vas le balancer ?", "ask_police", "manners/tell_on"),
        ("re ! tu te souviens de moi ?", "greet", "manners/remember"),
        ("vous êtes payé par qui ?", "out_of_scope", "manners/paid"),
        ("Qu'Allah vous récompense, même si vous êtes un ordinateur", "thank", "manners/blessing"),
        ("vous répondez à côté", "out_of_scope", "follow/not_my_question"),
        ("t'as rien compris", "insult", "follow/not_my_question"),
        ("mais lis ce que j'ai écrit bon sang !!", "insult", "follow/not_my_question"),
        ("franchement c'est n'importe quoi votre truc", "insult", "follow/not_my_question"),
        ("c'est l'age non ?", "deny", "ask_signs/teen"),
        ("à 13 ans c'est pas un peu jeune pour etre nazi", "ask_minor", "ask_signs/too_young"),
        ("c grave ou c juste du troll", "affirm", "ask_signs/humour"),
        ("est-ce que je dramatise ?", "out_of_scope", "ask_signs/too_much"),
        ("c de la radicalisation ça ou c juste un con", "ask_what_is_radicalisation", "ask_signs/is_it_that"),
        ("et mes parents y vont le savoir ? j'ai 16", "ask_minor", "ask_minor/parents_know"),
        ("non c pas de la religion hein c juste le complot", "ask_religion", "deny/correction"),
        ("il", "describe_concern", "one_word"),
        ("bizarre", "out_of_scope", "one_word"),
        ("👋😀", "out_of_scope", "emojis"),
        ("???", "nlu_fallback", "question_marks"),
        ("...", "nlu_fallback", "dots"),
        ("raconte une blague alors", "out_of_scope", "out_of_scope/joke"),
        ("tu peux m'écrire mon intro stp, 300 mots", "out_of_scope", "out_of_scope/homework"),
    ],
)
async def test_it_is_answered_as_what_it_is_whatever_it_was_read_as(
    talk: Talk, words: str, intent: str, answer: str
) -> None:
    await talk.hears(words, intent)
    assert talk.slots["last_answer"] == answer


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        (
            "pardon, mon fils dit que les juifs dirigent le monde, je fais quoi ?",
            "describe_concern",
            "describe_concern",
        ),
        ("comment lui dire que je ne suis pas la police sans le fâcher ?", "ask_how_to_talk", "ask_how_to_talk"),
        ("il rigole de tout mdr mais là il parle de tuer des gens en vrai", "describe_concern", "describe_concern"),
    ],
)
async def test_a_phrase_in_passing_does_not_hide_what_is_told(talk: Talk, words: str, intent: str, answer: str) -> None:
    await talk.hears(words, intent)
    assert str(talk.slots["last_answer"]).startswith(answer)


OUT_OF_SCOPE = [
    "tu connais une chanson",
    "oh allez sois sympa avec moi",
    "encore un truc qui n'a rien à voir avec nous",
]


async def test_nobody_is_turned_away(talk: Talk) -> None:
    await talk.hears("mon frère a changé", "describe_concern")
    for words in OUT_OF_SCOPE * 2:
        said = await talk.hears(words, "out_of_scope", calm_confidence=0.95)
        assert "bonne adresse" not in said
        assert "pas mon domaine" not in said
        assert talk.titles


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("mon copain s'entraîne avec un groupe pour le jour J", "weapons"),
        ("mon fils passe ses nuits sur un forum blackpill", "women"),
        ("ma soeur est vegan et parle de saboter un abattoir", "animals"),
        ("ma tante dit que les juifs et les francs-maçons dirigent tout", "conspiracy"),
        ("mon neveu chante des chants nazis", "race"),
        ("mon cousin ne parle que de casser du flic", "revolution"),
        ("mon frère dit que nous sommes des mécréants", "religion"),
        ("mon ado est sur discord toute la nuit avec des inconnus", "online"),
    ],
)
async def test_a_story_is_heard_by_its_kind_with_numbers_and_hedges(talk: Talk, words: str, answer: str) -> None:
    said = await talk.hears(words, "describe_concern")
    assert talk.slots["last_answer"] == f"describe_concern/{answer}"
    assert "107" in said
    assert "101" in said


async def test_a_group_that_trains_with_weapons_deserves_a_call(talk: Talk) -> None:
    said = await talk.hears("mon copain s'entraîne au tir avec un groupe pour le jour J", "describe_concern")
    assert "mérite un appel à la police" in said
    assert "101" in said


async def test_a_story_that_goes_on_is_answered_in_fewer_words(talk: Talk) -> None:
    first = await talk.hears("mon frère dit que nous sommes des mécréants", "describe_concern")
    second = await talk.hears("et il est sur discord toute la nuit", "describe_concern")
    assert len(second) < len(first) / 2


async def test_a_friend_of_the_same_age_is_not_spoken_of_as_a_child(talk: Talk) -> None:
    said = await talk.hears("coucou jai 17 ans, c mon pote il envoie des memes nazis", "describe_concern")
    assert "qu’on aime bien" in said
    assert "103" in said
    assert "leurs parents" not in said


@pytest.mark.parametrize("words", ["jé 9 an", "g 11 ans", "moi j'ai 8 ans"])
async def test_a_child_is_known_at_any_turn_and_remembered(talk: Talk, words: str) -> None:
    await talk.hears("bonjour cé qui", "greet")
    assert "103" in await talk.hears(words, "out_of_scope")
    for told, intent in (
        ("tu va le dire a mon frere ?", "out_of_scope"),
        ("é ce que il va allé en prison", "ask_police"),
        ("maman elle sait pas et je veux pas qu elle sache", "describe_concern"),
        ("mon frere regarde des videos ou on coupe la tete des gens", "describe_concern"),
        ("cest combien pour appeler", "ask_green_number"),
        ("ok", "affirm"),
        ("merci monsieur le robot", "thank"),
    ):
        said = await talk.hears(told, intent)
        assert "103" in said, told
        assert " vous" not in said.lower(), told


async def test_a_child_who_asks_whether_it_is_told_hears_a_plain_no(talk: Talk) -> None:
    await talk.hears("j'ai 9 ans", "out_of_scope")
    assert (await talk.hears("tu va le dire a mon frere ?", "out_of_scope")).startswith("Non")


async def test_pictures_of_horror_are_answered_warmly(talk: Talk) -> None:
    await talk.hears("g 11 ans", "out_of_scope")
    said = await talk.hears("mon frere regarde des videos ou on coupe la tete des gens", "describe_concern")
    assert "font peur" in said
    assert "adulte" in said


async def test_years_in_a_job_are_no_age(talk: Talk) -> None:
    await talk.hears("j'ai 12 ans d'expérience comme prof", "out_of_scope")
    assert "writer" not in (talk.slots["context"] or {})


async def test_who_writes_of_themselves_goes_on_doing_so(talk: Talk) -> None:
    await talk.hears("ma meuf m'a quitté et jai la haine contre toutes les meufs", "self_concern")
    said = await talk.hears(
        "pas toutes, ma soeur ça va. mais les féministes elles méritent ce qui leur arrive", "describe_concern"
    )
    assert talk.slots["context"]["speaker"] == "self"
    assert "proche" not in said
    said = await talk.hears("c quoi un incel on m'a traité de ça", "ask_what_is_radicalisation")
    assert "ne fait pas de vous" in said


async def test_who_then_speaks_of_another_is_heard_so(talk: Talk) -> None:
    await talk.hears("c'est pour moi, j'ai la haine", "self_concern")
    await talk.hears("mon frère de 20 ans a changé aussi", "describe_concern")
    assert talk.slots["context"]["speaker"] == "relative"


async def test_being_called_a_terrorist_is_heard_warmly(talk: Talk) -> None:
    await talk.hears("on me traite de terroriste au bahut", "ask_hate")
    said = await talk.hears("la jcommence a les hair tous", "out_of_scope")
    assert "injuste" in said
    assert "107" in said


async def test_somebody_back_from_prison_is_answered_as_that(talk: Talk) -> None:
    await talk.hears("Je sors de prison, 4 ans pour terrorisme. On m'a donné votre lien.", "ask_returnee")
    assert talk.slots["context"].get("minor") is None
    said = await talk.hears("Personne veut me louer un appart, pas de boulot, rien", "nlu_fallback")
    assert "insertion" in said
    assert "CPAS" in said
    said = await talk.hears("t'inquiète je vais pas faire de connerie", "out_of_scope")
    assert "proche" not in said
    assert "CAPREV" in await talk.hears("et vous pouvez m'aider à quoi concrètement", "ask_capabilities")


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Salam alaykoum, bonjour. Je suis imam dans une petite mosquée à Namur.", "greet"),
        ("Je sors de prison, 4 ans pour terrorisme.", "self_concern"),
        ("glop zanzibar truc", "nlu_fallback"),
        ("je voudrais faire le point", "out_of_scope"),
        ("vers qui orienter un élève ?", "ask_referral"),
        ("c confidentiel ici ?", "ask_confidentiality"),
    ],
)
async def test_the_first_reply_says_once_that_this_is_a_machine(talk: Talk, words: str, intent: str) -> None:
    said = await talk.hears(words, intent)
    assert "machine" in said
    assert said.count("je suis Relais") <= 1
    assert all(len(reply.get("text") or "") < 1200 for reply in talk.replies)
    assert "Pour info" not in await talk.hears("quels sont les signes ?", "ask_signs")


async def test_a_child_is_told_so_in_its_own_words(talk: Talk) -> None:
    said = await talk.hears("j'ai 9 ans et mon frère regarde des fusils", "describe_concern")
    assert "ce que tu écris" in said


async def test_after_a_no_to_danger_the_notice_comes_too(talk: Talk) -> None:
    await unsure(talk, "il est bizarre", calm_intent="describe_concern", calm_confidence=0.2)
    talk._message("", "danger_no", None, {})
    assert "machine" in await talk.runs("action_after_urgent")


async def test_the_start_is_short_and_ends_with_the_question(talk: Talk) -> None:
    said = await talk.hears("", "start_conversation")
    assert len(said) < 800
    assert said.rstrip().endswith("?")


async def test_first_words_that_are_not_understood_get_a_number_and_sensible_ways(talk: Talk) -> None:
    said = await talk.hears("glop zanzibar truc", "nlu_fallback", guesses=["ask_returnee", "request_follow_up"])
    assert "107" in said
    assert "0800 111 72" in said
    assert talk.titles == ["Un proche m’inquiète", "Parler de moi", "C’est mon travail"]


async def test_who_comes_back_is_greeted_and_goes_on(talk: Talk) -> None:
    await talk.hears("mon fils a changé, il parle de mécréants", "describe_concern")
    said = await talk.hears("rebonsoir c'est encore moi, le monsieur d'hier", "greet")
    assert "encore ici" in said


async def test_a_worker_whose_case_is_not_understood_is_shown_where_to_refer(talk: Talk) -> None:
    words = "Je suis professeur à Eupen. Un élève de 15 ans dit toujours Heil Hitler en classe. Qui appeler ?"
    said = await talk.hears(words, "nlu_fallback")
    assert talk.slots.get("referral") is not None
    assert "Je ne suis pas sûr" not in said


async def test_a_question_behind_a_blessing_is_no_blessing(talk: Talk) -> None:
    said = await talk.hears("Baraka Allahou fik, merci. Vous êtes une machine quand même, non ?", "bot_challenge")
    assert "machine" in said
    assert talk.slots["last_answer"] == "bot_challenge"
