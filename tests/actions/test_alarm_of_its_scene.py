"""After an alarm the words fit the scene: a girl who comes home, colleagues and a mother who are told, a driver, a
recruiter, and the end of it."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent

GONE = ("urgent_departure", "ma fille de 16 ans n'est pas rentrée, son passeport n'est plus là")
ATTACK = ("urgent_attack", "un ouvrier m'a dit de ne pas aller au marché demain")
TIRED = ("urgent_suicide", "tout le monde serait mieux sans moi")
FLIGHT = "Dormez ailleurs"


@pytest.mark.parametrize(
    "words",
    ["si elle rentre ce soir je dis quoi, je la gronde pas ?", "quand ma fille revient on fait comment ?",
     "et dès qu'elle est là, je pose des questions ou je reste calme ?"],
)  # fmt: skip
@pytest.mark.parametrize("found", [False, True])
async def test_who_comes_home_is_welcomed_and_nobody_flees(talk: Talk, words: str, found: bool) -> None:
    await urgent(talk, *GONE)
    if found:
        await talk.hears("ils l'ont retrouvée, elle est au commissariat", "describe_concern")
    said = await talk.hears(words, "ask_how_to_talk")
    assert "Accueillez d’abord" in said
    assert FLIGHT not in said


async def test_an_attacker_who_comes_back_is_fled_from(talk: Talk) -> None:
    await urgent(talk, "urgent_danger", "mon mari m'a frappée et il est parti")
    assert FLIGHT in await talk.hears("s'il revient cette nuit je fais quoi", "ask_support_for_me")


@pytest.mark.parametrize(
    "words",
    ["lundi je dis quoi aux collègues ?", "et à l'équipe, on leur explique quoi ?", "je réponds quoi aux clients"],
)
async def test_grown_ups_are_told_little_and_no_name(talk: Talk, words: str) -> None:
    await urgent(talk, *ATTACK)
    said = await talk.hears(words, "ask_how_to_talk")
    assert "sans nom" in said
    assert "PMS" not in said
    assert "112" in said


@pytest.mark.parametrize(
    "words", ["et à maman je dis quoi ?", "à mon père, je lui raconte quoi", "je dis quoi à ma sœur"]
)
async def test_a_mother_gets_no_words_for_a_class(talk: Talk, words: str) -> None:
    await urgent(talk, *GONE)
    said = await talk.hears(words, "ask_how_to_talk")
    assert "Quelques mots vrais" in said
    assert "grondé" not in said


async def test_a_class_still_gets_words_for_a_class(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    assert "PMS" in await talk.hears("qu’est-ce que je dis aux autres élèves ?", "ask_how_to_talk")


@pytest.mark.parametrize("words", ["la police m'a rappelé, ils l'ont vu, c'était une blague. fausse alerte"])
async def test_the_police_that_told_it_is_not_to_be_called(talk: Talk, words: str) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears("j'ai appelé le 101", "affirm")
    said = await talk.hears(words, "describe_concern")
    assert "Rappelez maintenant" not in said
    assert talk.slots["urgent"] is None


@pytest.mark.parametrize(
    "words",
    ["je me ferai rien, promis. je suis plus toute seule", "c'est bon je vais pas le faire, je te promets",
     "jvais rien me faire promis"],
)  # fmt: skip
@pytest.mark.parametrize("run", ["action_respond", "action_check_urgency"])
async def test_who_promises_not_to_hurt_themselves_is_no_breaker_of_promises(talk: Talk, words: str, run: str) -> None:
    await urgent(talk, *TIRED)
    said = await talk.meets(run, words, "ask_confidentiality")
    assert "Une promesse est importante" not in said
    assert "0800 32 123" in said
    assert talk.slots["urgent"]["calm"]


@pytest.mark.parametrize(
    "words",
    ["je vais me faire du mal, promis", "je suis plus seul que jamais", "je vais rien me faire ce soir mais demain",
     "il dit qu'il va rien se faire"],
)  # fmt: skip
async def test_what_only_sounds_like_it_calms_nothing(talk: Talk, words: str) -> None:
    await urgent(talk, *TIRED)
    await talk.hears(words, "describe_concern")
    assert not talk.slots["urgent"].get("calm")


@pytest.mark.parametrize(
    "words", ["là je suis au volant", "je roule un camion sur l'autoroute", "je suis chauffeur de tram en service"]
)
async def test_who_drives_is_told_to_stop_first(talk: Talk, words: str) -> None:
    await urgent(talk, *GONE)
    said = await talk.meets("action_check_urgency", words, "check_urgency")
    assert "Arrêtez-vous d’abord" in said
    assert "101" in said


@pytest.mark.parametrize(
    "words",
    ["sur snap un type lui écrivait de partir avec lui", "y a un mec sur insta qui lui a dit viens me rejoindre"],
)
async def test_what_a_recruiter_wrote_is_kept_for_the_police(talk: Talk, words: str) -> None:
    await urgent(talk, *GONE)
    said = await talk.meets("action_urgent", words, "urgent_departure")
    assert "Gardez les messages" in said
    assert "Ne lui écrivez pas" in said
    assert "101" in said


@pytest.mark.parametrize(
    "words",
    ["ils ont retrouver elle, dieu merci, je pleure de joie", "ELLES SONT LÀ, elles vont bien",
     "mes enfants vont bien, ils étaient au cinéma"],
)  # fmt: skip
async def test_joy_is_no_panic(talk: Talk, words: str) -> None:
    await urgent(talk, *GONE)
    said = await talk.hears(words, "describe_concern")
    assert "Quel soulagement" in said
    assert "Doucement" not in said
    assert talk.slots["urgent"] is None


@pytest.mark.parametrize(
    "words",
    ["ils ont trouvé son sac", "ils l'ont trouvée morte", "ils ont pas retrouvé elle", "si ils retrouvent elle"],
)
async def test_what_was_found_may_be_no_end(talk: Talk, words: str) -> None:
    await urgent(talk, *GONE)
    await talk.hears(words, "describe_concern")
    assert talk.slots["urgent"] is not None


async def test_the_shame_is_taken_off_who_was_afraid(talk: Talk) -> None:
    await urgent(talk, *GONE)
    said = await talk.hears("elle est rentrée, elle va bien. j'ai l'air de quoi moi", "describe_concern")
    assert "pas à avoir honte" in said


@pytest.mark.parametrize(
    "words",
    ["ses phrases sur les mécréants me trottent quand même en tête", "reste ce qu'il a écrit, ses messages d'avant",
     "n'empêche que ses vidéos, et puis qu'il ne voit plus personne, ça me ronge encore aujourd'hui quand j'y pense",
     "ce qu'il a dit des juges ne passe pas"],
)  # fmt: skip
@pytest.mark.parametrize(
    "end", ["fausse alerte, elle est chez sa tante. la police est passée", "ils l'ont retrouvée, elle est à la maison"]
)
async def test_what_goes_on_worrying_once_it_is_over_is_no_loneliness(talk: Talk, words: str, end: str) -> None:
    await urgent(talk, *GONE)
    await talk.hears(end, "describe_concern")
    assert talk.slots["urgent"] is None
    said = await talk.hears(words, "describe_concern", asked=[{"name": "follow/lonely", "confidence": 0.9}])
    assert talk.slots["last_answer"] == "follow/still_worried"
    assert "n’est pas la police" in said


async def test_without_an_alarm_what_worries_is_a_story(talk: Talk) -> None:
    await talk.hears("mon neveu regarde des vidéos de guerre", "describe_concern")
    await talk.hears("ses vidéos me trottent dans la tête", "describe_concern")
    assert talk.slots["last_answer"] != "follow/still_worried"


@pytest.mark.parametrize(
    "called", ["ma femme a le 101 au téléphone", "voilà, elle a la police en ligne", "j'ai appelé le 101"]
)
@pytest.mark.parametrize(
    "end",
    ["le fusil était chez mon frère, qui l'avait emprunté. la police le sait aussi. fausse alerte, j'ai honte",
     "fausse alerte", "bon ben fausse alerte, il était chez le garagiste, désolé"],
)  # fmt: skip
async def test_where_help_was_called_nobody_says_that_nobody_was(talk: Talk, called: str, end: str) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears(called, "describe_concern")
    said = await talk.hears(end, "ask_police")
    assert "été appelé" not in said
    assert "bien fait d’appeler" in said
    assert talk.slots["urgent"] is None


async def test_where_nobody_called_the_words_may_say_so(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    assert "été appelé" in await talk.hears("fausse alerte", "describe_concern")


async def test_the_police_that_knows_is_not_to_be_called_again(talk: Talk) -> None:
    await urgent(talk, *ATTACK)
    await talk.hears("j'ai appelé le 101", "describe_concern")
    said = await talk.hears("fausse alerte, tout est expliqué, la police est au courant", "ask_police")
    assert "Rappelez" not in said
