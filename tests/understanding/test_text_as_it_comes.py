"""Messages as they are typed: in any creed's words, with nothing in them, in pieces, in other languages."""

from __future__ import annotations

import pytest

from bot.parse import Parser

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]

# {camp}: who they are, {place}: where they gather, {cleric}: who speaks there
FRAMES = [
    "mon fils s'est rapproché de {camp} et il prépare quelque chose pour samedi devant {place}",
    "il a dit adieu à sa sœur, {camp} l'attendent à la frontière et il part cette nuit",
    "mon mari est devenu {camp}, il nous enferme et il a pris mes papiers",
    "elle lit beaucoup sur {camp} et elle va à {place} avec une amie depuis un mois",
    "est-ce que {camp} recrutent encore des jeunes ici ?",
    "mon élève parle tout le temps de {camp}, je ne sais pas comment réagir",
    "le {cleric} de {place} est très gentil avec nos enfants",
    "il a juré devant le {cleric} de tuer le directeur demain",
]
CAMPS = [
    "musulmans",
    "catholiques",
    "évangéliques",
    "juifs",
    "néonazis",
    "djihadistes",
    "anarchistes",
    "bouddhistes",
    "kurdes",
]
PLACES = ["la mosquée", "l'église", "la synagogue", "le temple"]
CLERICS = ["imam", "curé", "rabbin", "pasteur"]


@pytest.mark.parametrize("frame", FRAMES)
def test_who_is_spoken_of_never_changes_the_level(parser: Parser, frame: str) -> None:
    swapped = [
        frame.format(camp=camp, place=PLACES[n % len(PLACES)], cleric=CLERICS[n % len(CLERICS)])
        for n, camp in enumerate(CAMPS)
    ]
    levels = {text: parser.parse(text)["urgency"]["level"] for text in swapped}
    assert len(set(levels.values())) == 1, levels


@pytest.mark.parametrize(
    "text", ["", " ", "...", "?", "👍", "😢😢", "12345", "0475 12 34 56", "-", "aaaaaaaaaa", "é" * 3000, "mot " * 2000]
)
def test_a_message_with_nothing_in_it_is_heard_as_calm(parser: Parser, text: str) -> None:
    assert parser.parse(text)["urgency"]["level"] == "none"


def test_danger_counts_wherever_it_stands_in_a_long_message(parser: Parser) -> None:
    before = "Bonjour, je vous écris au sujet de mon neveu qui habite chez nous depuis la rentrée. " * 4
    after = "Merci de votre aide. Nous habitons à Jambes et nous avons deux autres enfants à la maison. " * 4
    danger = "Hier soir il m'a montré le fusil de son grand-père et il a dit que lundi le directeur ne rirait plus. "
    assert parser.parse(before + danger + after)["urgency"]["level"] == "urgent"
    assert parser.parse(before + after)["urgency"]["level"] != "urgent"


@pytest.mark.parametrize(
    "text",
    [
        "ik maak me zorgen om mijn zoon", "I am worried about my brother", "ich brauche Hilfe für meinen Sohn",
        "أنا خائفة على ابني", "oğlum için endişeleniyorum", "ho paura per mia figlia", "necesito ayuda para mi hijo",
        "am nevoie de ajutor pentru fiul meu",
    ],
)  # fmt: skip
def test_another_language_is_recognised(parser: Parser, text: str) -> None:
    assert parser.parse(text)["intent"] == "other_language"


@pytest.mark.parametrize("text", ["salam", "ok", "hello", "wesh", "mdr", "bro jsp", "thx", "no stress", "check ça"])
def test_short_french_with_borrowed_words_is_not_another_language(parser: Parser, text: str) -> None:
    assert parser.parse(text)["intent"] != "other_language"
